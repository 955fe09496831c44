import { z } from 'zod'
import { query } from '../node/run.ts'

export const readCityHealth = query(
  'city_health',
  z.object({}),
  z.object({
    id: z.string(),
    en: z.string(),
    zh: z.string(),
    time_zone: z.string(),
    sources: z.array(
      z.object({
        id: z.string(),
        names: z.object({ en: z.string(), zh: z.string() }),
        retired: z.boolean(),
      }),
    ),
    version: z.number(),
    complaints: z.number(),
    cut_offs: z.array(z.object({ source: z.string(), through: z.string() })),
    last_load: z.string().nullable(),
  }),
)
