import { z } from 'zod'
import { query } from '../node/run.ts'

export const readInsights = query(
  'insights',
  z.object({
    city: z.string(),
    kind: z.enum(['alerts', 'hotspots', 'forecasts', 'hours']),
    from: z.string(),
    to: z.string(),
    most: z.int(),
  }),
  z.object({ day: z.string(), version: z.int(), document: z.string() }),
)
