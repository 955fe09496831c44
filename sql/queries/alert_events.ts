import { z } from 'zod'
import { query } from '../node/run.ts'

export const readAlertEvents = query(
  'alert_events',
  z.object({ city: z.string(), alert: z.string(), most: z.int() }),
  z.object({
    alert: z.string(),
    said_at: z.string(),
    kind: z.enum(['acknowledged', 'commented']),
    author: z.string(),
    text: z.string(),
  }),
)
