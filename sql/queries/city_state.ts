import { z } from 'zod'
import { query } from '../node/run.ts'

export const readCityState = query(
  'city_state',
  z.object({ city: z.string() }),
  z.object({ version: z.number(), hash: z.string() }),
)
