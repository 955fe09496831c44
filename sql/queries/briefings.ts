import { z } from 'zod'
import { query } from '../node/run.ts'

export const readBriefings = query(
  'briefings',
  z.object({ city: z.string(), most: z.int().positive() }),
  z.object({
    id: z.string(),
    city: z.string(),
    kind: z.literal('daily'),
    day: z.string(),
    made_at: z.string(),
    version: z.number(),
    through: z.string(),
    title: z.string(),
    headline: z.string(),
    time_zone: z.string(),
  }),
)
