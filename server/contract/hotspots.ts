import { z } from 'zod'
import { dayMeta, labelsSchema, localTimeSchema } from './labels.ts'
import { questionSchema } from './question.ts'

export const hotspotsRequestSchema = z.strictObject({
  city: z.string().min(1),
  asOf: z.iso
    .date()
    .optional()
    .meta({ ...dayMeta, description: 'As of which local day; the latest that was made.' }),
  category: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'One category, of level 1 or 2, alone.' }),
})

const mondaySchema = z.iso.date().meta({ description: 'A Monday.', example: '2026-11-16' })
const probability = z.number().min(0).max(1)

const pointSchema = z.strictObject({ lon: z.number(), lat: z.number() })

const hotspotAreaSchema = z
  .strictObject({
    area: z.string(),
    centre: pointSchema
      .nullable()
      .optional()
      .meta({ description: 'Null where nothing tells where it is.' }),
    class: z
      .enum([
        'new',
        'consecutive',
        'intensifying',
        'persistent',
        'diminishing',
        'sporadic',
        'oscillating',
        'historical',
      ])
      .meta({
        description: [
          'How the hot spot develops. Hot in the last week: `new` for the first time; `consecutive` in one',
          'run of weeks; in at least 90 % of the weeks `intensifying`, `persistent` or `diminishing`, by',
          'the trend; else `oscillating` where it was cold once, and `sporadic`. Not hot in the last week,',
          'but in at least 90 % of the weeks: `historical`.',
        ].join(' '),
      }),
    zNow: z.number().nullable().meta({ description: 'Gi* of the last week and the one before.' }),
    weeksHot: z.int().positive(),
    trend: z
      .strictObject({ tau: z.number().min(-1).max(1).nullable(), p: probability.nullable() })
      .meta({ description: 'Of Gi* from week to week: the Mann-Kendall test.' }),
    counts: z
      .array(z.int().nonnegative())
      .meta({ description: 'Complaints of the last weeks, the oldest first.' }),
    question: questionSchema,
  })
  .meta({ id: 'HotspotArea' })

const hotspotClusterSchema = z
  .strictObject({
    areas: z.array(z.string()).meta({ description: 'By their distance from the first.' }),
    centre: pointSchema,
    begin: mondaySchema,
    weeks: z.int().positive(),
    observed: z.int().nonnegative(),
    expected: z.number().nonnegative(),
    ratio: z.number().nonnegative(),
    p: probability.meta({ description: 'That chance brings such a cluster anywhere in the city.' }),
    pPast: probability
      .nullable()
      .meta({ description: 'That a scan of the past weeks has one; null where they are too few.' }),
    question: questionSchema,
  })
  .meta({ id: 'HotspotCluster', description: 'Of a prospective space-time scan.' })

const hotspotCategorySchema = z
  .strictObject({
    category: z.string(),
    level: z.union([z.literal(1), z.literal(2)]),
    complaints: z.int().nonnegative().meta({ description: 'In the judged weeks.' }),
    areas: z.array(hotspotAreaSchema).meta({ description: 'The hottest first.' }),
    scan: z.array(hotspotClusterSchema).meta({ description: 'The most likely first.' }),
  })
  .meta({ id: 'HotspotCategory' })

const hotspotHexagonsSchema = z
  .strictObject({
    width: z
      .number()
      .positive()
      .meta({ description: 'Metres, from one side of a hexagon to the opposite one.' }),
    grid: z
      .strictObject({
        lon: z.number(),
        lat: z.number(),
        across: z.number().positive(),
        up: z.number().positive(),
      })
      .meta({
        description: [
          'In degrees: the middle of the hexagon (q, r) lies `across` x (q + r / 2) east and `up` x r north of',
          '`lon`, `lat`; its six corners `up` x 2/3 above and below, and `across` / 2 aside at `up` / 3.',
        ].join(' '),
      }),
    since: mondaySchema,
    to: mondaySchema,
    bins: z
      .array(z.tuple([z.int(), z.int()]))
      .meta({ description: 'The hexagons (q, r) with any complaint in the judged weeks.' }),
    categories: z
      .array(
        z.strictObject({
          category: z.string(),
          complaints: z
            .int()
            .nonnegative()
            .meta({ description: 'With coordinates, in [since, to).' }),
          hot: z
            .array(
              z.strictObject({
                q: z.int(),
                r: z.int(),
                observed: z.int().nonnegative(),
                expected: z.number().nonnegative(),
                around: z
                  .strictObject({
                    observed: z.int().nonnegative(),
                    expected: z.number().nonnegative(),
                  })
                  .meta({ description: 'Of the hexagon and the six beside it.' }),
                z: z.number().meta({ description: 'Gi* of the hexagon and the six beside it.' }),
              }),
            )
            .meta({ description: 'The hottest first.' }),
          question: questionSchema,
        }),
      )
      .meta({ description: 'Of level 1; the empty category is all of them together.' }),
  })
  .meta({
    id: 'HotspotHexagons',
    description:
      'Complaints with coordinates in hexagons: the last four weeks against those before.',
  })

export const hotspotsSchema = z
  .strictObject({
    city: z.string(),
    asOf: z.iso.date().meta(dayMeta),
    version: z.int().nonnegative().meta({ description: 'The data version of its counts.' }),
    through: localTimeSchema.nullable().meta({ description: 'The cut-off of its data.' }),
    weeks: z
      .strictObject({ from: mondaySchema, to: mondaySchema })
      .nullable()
      .meta({ description: 'The judged weeks, [from, to); null where there are too few.' }),
    adjacency: z
      .strictObject({
        method: z.enum(['boundaries', 'centres', 'districts']).nullable(),
        schematic: z.boolean(),
      })
      .meta({
        description: [
          'How it is known which subdistricts lie beside each other: by a common stretch of border (drawn',
          'around the centres where `schematic`), by the nearest centres, by the district; null: not at all.',
        ].join(' '),
      }),
    basis: z
      .enum(['residents', 'areas'])
      .meta({ description: 'Counts are compared per resident, or area by area.' }),
    categories: z.array(hotspotCategorySchema),
    hexagons: hotspotHexagonsSchema
      .nullable()
      .optional()
      .meta({ description: 'Null where complaints carry no coordinates, or too few do.' }),
    reasons: z.array(
      z.strictObject({
        part: z.enum(['all', 'classes', 'scan', 'hexagons']),
        category: z.string().nullable(),
        area: z.string().nullable(),
        reason: labelsSchema,
      }),
    ),
  })
  .meta({ id: 'Hotspots', description: 'Where complaints lie together, and how that develops.' })

export type HotspotsAnswer = z.infer<typeof hotspotsSchema>
