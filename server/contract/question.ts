import { z } from 'zod'
import { DIMENSIONS, type DimensionId } from '../../sql/model/dimensions.ts'
import { GRAINS } from '../../sql/model/grains.ts'
import { MEASURES, type MeasureId } from '../../sql/model/measures.ts'
import { BASES, COMPARISONS, type Question } from '../../sql/model/question.ts'
import { dayMeta } from './labels.ts'

const idsOf = <Id extends string>(model: Record<Id, unknown>) => Object.keys(model) as [Id, ...Id[]]

const day = z.iso.date({ error: 'is no day: write it as YYYY-MM-DD' }).meta(dayMeta)

export const dimensionSchema = z
  .enum(idsOf<DimensionId>(DIMENSIONS))
  .meta({ id: 'DimensionId', description: 'A way to tell complaints apart; see the catalog.' })

export const measureSchema = z
  .enum(idsOf<MeasureId>(MEASURES))
  .meta({ id: 'MeasureId', description: 'A number that can be asked for; see the catalog.' })

const clauseSchema = z
  .strictObject({
    dimension: dimensionSchema,
    in: z.array(z.string()).min(1, 'is empty: name at least one member, or leave the clause out'),
  })
  .meta({ id: 'Clause', description: 'Complaints of any of these members.' })

/** The filters that a Question and a list of complaints share. */
export const filterShape = {
  city: z.string().min(1).meta({ example: 'boston' }),
  from: day,
  to: day.meta({ ...dayMeta, description: 'The day after the last one: [from, to).' }),
  where: z.array(clauseSchema).optional().meta({ description: 'Several clauses: all must hold.' }),
  basis: z
    .enum(BASES)
    .optional()
    .meta({ description: 'Which event puts a complaint into a period; `received` unless named.' }),
  version: z
    .int()
    .nonnegative()
    .optional()
    .meta({ description: 'An earlier data version, as long as it is kept.' }),
}

export const questionSchema: z.ZodType<Question> = z
  .strictObject({
    ...filterShape,
    measures: z.array(measureSchema).min(1, 'is empty: name at least one measure'),
    by: z.array(dimensionSchema).optional(),
    grain: z.enum(GRAINS).optional().meta({ description: 'The length of a period, or a cycle.' }),
    compare: z.enum(COMPARISONS).optional(),
    orderBy: z
      .string()
      .optional()
      .meta({ description: 'A column of the answer; `-` before it: descending. Nulls last.' }),
    limit: z
      .int()
      .positive()
      .optional()
      .meta({ description: 'How many distinct tuples of `by`, not rows.' }),
  })
  .meta({
    id: 'Question',
    description: 'Measures x dimensions x grain x filters x comparison.',
    example: {
      city: 'boston',
      measures: ['complaints', 'onTimeRate'],
      by: ['district'],
      grain: 'month',
      from: '2011-07-01',
      to: '2012-01-01',
      compare: 'lastYear',
      orderBy: '-complaints',
      limit: 50,
    },
  })

export const askQuerySchema = z.strictObject({
  question: z.string().meta({ description: 'A Question as JSON.' }),
})
