import { z } from 'zod'
import { GRAINS } from '../../sql/model/grains.ts'
import { labelsSchema } from './labels.ts'
import { dimensionSchema, measureSchema } from './question.ts'

export const catalogRequestSchema = z.strictObject({ city: z.string().min(1) })

const catalogMeasureSchema = z
  .strictObject({
    id: measureSchema,
    names: labelsSchema,
    description: labelsSchema,
    format: z.enum(['count', 'rate', 'hours', 'perThousand', 'score']),
    polarity: z
      .union([z.literal(1), z.literal(-1), z.literal(0)])
      .meta({ description: '1: more is better, -1: less is better, 0: neither.' }),
    maturityDays: z
      .int()
      .nullable()
      .meta({ description: 'Days after which a value has settled; null: at once.' }),
    available: z.boolean(),
    why: labelsSchema.nullable().meta({ description: 'Why it is not available here.' }),
  })
  .meta({ id: 'CatalogMeasure' })

const catalogMemberSchema = z
  .strictObject({
    code: z.string(),
    names: labelsSchema,
    parent: z.string().nullable(),
    successor: z.string().nullable().meta({ description: 'The code that has taken over from it.' }),
  })
  .meta({ id: 'CatalogMember' })

const catalogDimensionSchema = z
  .strictObject({
    id: dimensionSchema,
    names: labelsSchema,
    members: z.array(catalogMemberSchema),
  })
  .meta({ id: 'CatalogDimension' })

export const catalogSchema = z
  .strictObject({
    city: z.string(),
    names: labelsSchema,
    version: z.int().nonnegative(),
    measures: z.array(catalogMeasureSchema),
    dimensions: z.array(catalogDimensionSchema),
    grains: z.array(z.strictObject({ id: z.enum(GRAINS), names: labelsSchema })),
  })
  .meta({ id: 'Catalog', description: 'What can be asked of a city.' })

export type Catalog = z.infer<typeof catalogSchema>
