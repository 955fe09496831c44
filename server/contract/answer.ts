import { z } from 'zod'
import type { Answer } from '../../sql/model/answer.ts'
import { localTimeSchema } from './labels.ts'

const columnSchema = z.strictObject({
  id: z.string().meta({ example: 'onTimeRate.n' }),
  role: z.enum(['dimension', 'time', 'measure', 'denominator', 'maturity']),
})

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const answerSchema: z.ZodType<Answer> = z
  .strictObject({
    columns: z.array(columnSchema),
    rows: z.array(z.record(z.string(), valueSchema)).meta({
      description:
        'By column id, sparse. `compareTo` stands in rows whose compared period was cut, and says where.',
    }),
    through: localTimeSchema
      .nullable()
      .meta({ description: "The cut-off of the city's data; null while nothing is loaded." }),
    version: z.int().nonnegative().meta({ description: 'The data version of every number here.' }),
    source: z.string().meta({ description: 'The table that answered.' }),
    elapsedMs: z.number().nonnegative(),
  })
  .meta({ id: 'Answer' })
