import { z } from 'zod'
import { query } from '../node/run.ts'

export const readLastLoads = query(
  'last_loads',
  z.object({ city: z.string() }),
  z.object({
    batch: z.number(),
    city: z.string(),
    source: z.string(),
    file: z.string(),
    state: z.enum(['running', 'loaded', 'failed', 'abandoned']),
    at: z.string(),
    rows_read: z.number(),
    loaded: z.number(),
    superseded: z.number(),
    duplicates: z.number(),
    rejected: z.number(),
    warnings: z.number(),
    first_day: z.string().nullable(),
    end_day: z.string().nullable(),
    seconds: z.number(),
    error: z.string(),
  }),
)
