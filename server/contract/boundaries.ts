import { z } from 'zod'
import {
  BOUNDARY_LEVELS,
  type Boundaries,
  type BoundariesRequest,
} from '../../sql/model/boundaries.ts'

export const boundariesRequestSchema = z.strictObject({
  city: z.string().min(1),
  level: z.enum(BOUNDARY_LEVELS),
  within: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'The district whose subdistricts are asked for.' }),
}) satisfies z.ZodType<BoundariesRequest>

const polygon = z.array(z.array(z.tuple([z.number(), z.number()])))

const boundaryFeatureSchema = z
  .strictObject({
    type: z.literal('Feature'),
    properties: z.strictObject({
      code: z.string(),
      schematic: z.literal(true).optional().meta({
        description: "A cell drawn around the area's centre, for want of its real boundary.",
      }),
    }),
    geometry: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('Polygon'), coordinates: polygon }),
      z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon) }),
    ]),
  })
  .meta({
    id: 'BoundaryFeature',
    description: 'GeoJSON, except that outer rings run clockwise, as d3-geo takes them.',
  })

export const boundariesSchema = z
  .strictObject({
    city: z.string(),
    level: z.enum(BOUNDARY_LEVELS),
    schematic: z.boolean().meta({ description: 'Whether some of the boundaries are schematic.' }),
    collection: z.strictObject({
      type: z.literal('FeatureCollection'),
      features: z.array(boundaryFeatureSchema),
    }),
  })
  .meta({
    id: 'Boundaries',
    description: "The boundaries of a city's areas; without features where none are known.",
  }) satisfies z.ZodType<Boundaries>
