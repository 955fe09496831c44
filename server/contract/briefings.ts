import { z } from 'zod'
import { DIMENSIONS, type DimensionId } from '../../sql/model/dimensions.ts'
import { dayMeta, labelsSchema, localTimeSchema } from './labels.ts'
import { questionSchema } from './question.ts'

export const briefingsRequestSchema = z.strictObject({
  city: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional().meta({
    description: 'How many, the newest first; 60 unless named.',
  }),
})

export const briefingRequestSchema = z.strictObject({
  format: z.enum(['json', 'html']).optional().meta({ description: 'JSON unless named.' }),
  lang: z.enum(['en', 'zh']).optional().meta({ description: 'Of the page; Chinese unless named.' }),
})

const entryShape = {
  id: z.string().meta({ example: 'beijing-daily-2026-11-21' }),
  city: z.string(),
  kind: z.literal('daily'),
  day: z.iso.date().meta({ ...dayMeta, description: 'The local day that it reports on.' }),
  madeAt: localTimeSchema,
  version: z.int().nonnegative().meta({ description: 'The data version of its numbers.' }),
  through: localTimeSchema.nullable().meta({ description: 'The cut-off of its data.' }),
  title: labelsSchema,
}

const briefingEntrySchema = z
  .strictObject({
    ...entryShape,
    headline: labelsSchema.meta({ description: 'The day in one sentence.' }),
  })
  .meta({ id: 'BriefingEntry' })

export const briefingsSchema = z
  .strictObject({ briefings: z.array(briefingEntrySchema) })
  .meta({ id: 'Briefings', description: 'The newest first; of those made again the latest.' })

const originSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('cell'),
      question: z.string().meta({ description: 'The id of a Question of the briefing.' }),
      row: z.record(z.string(), z.union([z.string(), z.number()])),
      column: z.string(),
    }),
    z.strictObject({
      kind: z.literal('derived'),
      method: z.enum([
        'sum',
        'mean',
        'share',
        'change',
        'difference',
        'wilsonLow',
        'wilsonHigh',
        'equalRates',
      ]),
      of: z.array(z.string()).meta({ description: 'Ids of facts.' }),
    }),
    z.strictObject({
      kind: z.literal('tested'),
      questions: z.array(z.string()),
      member: z.string(),
      statistic: z.string(),
    }),
    z.strictObject({
      kind: z.literal('stated'),
      by: z.enum(['calendar', 'cutOff', 'rule', 'loads']),
    }),
  ])
  .meta({ description: 'Where a fact comes from: a cell of an answer, or facts, a test, a rule.' })

const factSchema = z
  .strictObject({
    id: z.string(),
    value: z.union([z.number(), z.string(), z.null()]),
    format: z.enum([
      'count',
      'mean',
      'rate',
      'change',
      'points',
      'pValue',
      'day',
      'dayOfYear',
      'time',
      'hour',
      'number',
    ]),
    text: labelsSchema.meta({ description: 'As people read it.' }),
    origin: originSchema,
  })
  .meta({ id: 'Fact', description: 'A number, or a day, and where it comes from.' })

const nameSchema = z.strictObject({
  dimension: z.enum(Object.keys(DIMENSIONS) as [DimensionId, ...DimensionId[]]),
  code: z.string(),
  names: labelsSchema,
})

const pieceSchema = z
  .union([
    z.string(),
    z.strictObject({ fact: z.string(), as: z.enum(['size', 'signed']).optional() }),
    z.strictObject({ name: nameSchema }),
  ])
  .meta({ id: 'Piece', description: 'Words without numerals, a fact by its id, or a name.' })

const paragraphSchema = z
  .strictObject({ en: z.array(pieceSchema), zh: z.array(pieceSchema) })
  .meta({ id: 'Paragraph' })

const sectionSchema = z
  .strictObject({
    id: z.string(),
    title: labelsSchema,
    paragraphs: z.array(paragraphSchema),
    charts: z.array(
      z.strictObject({
        id: z.string(),
        title: labelsSchema,
        questions: z.array(z.string()),
        svg: labelsSchema,
      }),
    ),
    tables: z.array(
      z.strictObject({
        id: z.string(),
        title: labelsSchema,
        columns: z.array(z.strictObject({ names: labelsSchema, numeric: z.boolean() })),
        rows: z.array(z.array(z.union([pieceSchema, labelsSchema]))),
      }),
    ),
  })
  .meta({ id: 'BriefingSection' })

export const briefingSchema = z
  .strictObject({
    ...entryShape,
    cityNames: labelsSchema,
    number: factSchema.meta({ description: 'Which notification of its year it is.' }),
    headline: paragraphSchema,
    sections: z.array(sectionSchema),
    facts: z.record(z.string(), factSchema),
    questions: z.array(
      z.strictObject({
        id: z.string(),
        names: labelsSchema.meta({ description: 'The Question in words.' }),
        question: questionSchema,
        version: z.int().nonnegative(),
        through: localTimeSchema.nullable(),
        source: z.string(),
      }),
    ),
  })
  .meta({ id: 'Briefing', description: 'A daily notification with the Question of every number.' })

export type BriefingEntry = z.infer<typeof briefingEntrySchema>
export type Briefings = z.infer<typeof briefingsSchema>
export type Briefing = z.infer<typeof briefingSchema>
export type BriefingFact = z.infer<typeof factSchema>
export type BriefingPiece = z.infer<typeof pieceSchema>
export type BriefingSection = z.infer<typeof sectionSchema>
