import { z } from 'zod'
import { query } from '../node/run.ts'

export const readBriefing = query(
  'briefing',
  z.object({ id: z.string() }),
  z.object({ document: z.string() }),
)
