import { z } from 'zod'
import { labelsSchema, localTimeSchema } from './labels.ts'

const cityHealthSchema = z
  .strictObject({
    id: z.string(),
    names: labelsSchema,
    timeZone: z.string().meta({ example: 'America/New_York' }),
    complaints: z.int().nonnegative(),
    through: localTimeSchema
      .nullable()
      .meta({ description: 'The earliest cut-off of the active sources.' }),
    version: z.int().nonnegative().meta({ description: '0: nothing is loaded yet.' }),
    lastLoad: localTimeSchema.nullable(),
    sources: z.array(
      z.strictObject({
        id: z.string(),
        names: labelsSchema,
        retired: z.boolean(),
        through: localTimeSchema.nullable(),
      }),
    ),
  })
  .meta({ id: 'CityHealth' })

export const healthSchema = z
  .strictObject({
    status: z.literal('ok'),
    engine: z.enum(['embedded', 'server']),
    cities: z.array(cityHealthSchema),
  })
  .meta({ id: 'Health', description: 'The cities and how fresh their data are.' })

export type Health = z.infer<typeof healthSchema>
export type CityHealth = z.infer<typeof cityHealthSchema>
