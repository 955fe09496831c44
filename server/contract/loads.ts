import { z } from 'zod'
import { localTimeSchema } from './labels.ts'

export const loadsRequestSchema = z.strictObject({ city: z.string().min(1).optional() })

const count = z.int().nonnegative().nullable()

const loadSchema = z
  .strictObject({
    batch: z.int().positive(),
    city: z.string(),
    source: z.string(),
    file: z.string().meta({ description: 'The name of the file, without its folder.' }),
    state: z.enum(['running', 'loaded', 'failed', 'abandoned']),
    at: localTimeSchema.meta({ description: 'When it ended, or began if it still runs.' }),
    rowsRead: count.meta({
      description:
        'rowsRead = loaded + superseded + duplicates + rejected; null until it is known.',
    }),
    loaded: count,
    superseded: count,
    duplicates: count,
    rejected: count,
    warnings: count,
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable().meta({ description: 'The day after the last: [from, to).' }),
    seconds: z.number().nonnegative().nullable(),
    error: z.string().nullable().meta({ description: 'What went wrong and what to do.' }),
  })
  .meta({ id: 'Load', description: 'One file on its way into the warehouse.' })

export const loadsSchema = z
  .strictObject({ loads: z.array(loadSchema).meta({ description: 'The last first, at most 50.' }) })
  .meta({ id: 'Loads' })

export type Load = z.infer<typeof loadSchema>
export type Loads = z.infer<typeof loadsSchema>
