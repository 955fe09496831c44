import { z } from 'zod'
import { query } from '../node/run.ts'

export const readDayLoads = query(
  'day_loads',
  z.object({
    city: z.string(),
    day: z.string(),
    version: z.int().nonnegative(),
    since: z.int().nonnegative(),
    until: z.int().nonnegative(),
  }),
  z.object({
    files: z.number(),
    rows_read: z.number(),
    rejected: z.number(),
    warnings: z.number(),
    failed: z.number(),
  }),
)
