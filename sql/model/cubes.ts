import type { DimensionId } from './dimensions.ts'
import { PARTS, type PartId } from './parts.ts'

/**
 * An aggregate of `complaints`, sliced like its source. Columns: slice, batch, the moment (`day` Date,
 * or `hour` DateTime of the wall clock as if it were UTC), the dimensions' columns, one UInt32 for each
 * part, and where `flows` those of a backlog (sql/model/parts.ts).
 */
export interface Cube {
  table: string
  moment: 'day' | 'hour'
  /** In the order in which the table is sorted: a filter on the first ones reads less. */
  dimensions: readonly DimensionId[]
  parts: readonly PartId[]
  flows: boolean
}

const parts = Object.keys(PARTS) as PartId[]

/**
 * The smallest set that answers what the dashboard, the briefings and the detectors ask of many
 * complaints (tests/questions); what concerns few of them is quick from the complaints themselves.
 */
export const CUBES: readonly Cube[] = [
  {
    table: 'cube_district_day',
    moment: 'day',
    dimensions: ['district'],
    parts,
    flows: true,
  },
  {
    table: 'cube_district_category1_day',
    moment: 'day',
    dimensions: ['category1', 'district', 'handling'],
    parts,
    flows: true,
  },
  {
    table: 'cube_district_category2_day',
    moment: 'day',
    dimensions: ['category1', 'category2', 'district', 'department'],
    parts,
    flows: true,
  },
  {
    table: 'cube_category3_day',
    moment: 'day',
    dimensions: [
      'category1',
      'category2',
      'category3',
      'department',
      'requester',
      'deadline',
      'sector',
      'lifeArea',
      'goodLife',
    ],
    parts,
    flows: false,
  },
  {
    table: 'cube_subdistrict_category1_day',
    moment: 'day',
    dimensions: ['district', 'subdistrict', 'category1'],
    parts,
    flows: true,
  },
  {
    table: 'cube_calls_day',
    moment: 'day',
    dimensions: ['category1', 'district', 'handling', 'kind', 'channel', 'requester', 'language'],
    parts,
    flows: false,
  },
  {
    table: 'cube_district_category1_hour',
    moment: 'hour',
    dimensions: ['category1', 'district'],
    parts,
    flows: false,
  },
]

/**
 * Some of the complaints with the columns of every dimension, sliced like their source: for counts that
 * no cube can hold.
 */
export interface Extract {
  table: 'open_complaints' | 'closed_sample'
  /** Further columns and what they are made of. */
  columns: Readonly<Record<string, string>>
  where: string
}

/** The hash by which complaints are sampled: that of equal complaints is equal whenever they are loaded. */
const HASH = 'cityHash64(source, id)'

/** One of so many closed complaints is in `closed_sample`; of each further level one of four of those. */
export const SAMPLED_OF = 4
export const SAMPLE_LEVELS = [0, 2, 4, 6] as const

export const EXTRACTS: readonly Extract[] = [
  {
    table: 'open_complaints',
    columns: { received_at: 'received_at', rated_at: 'rated_at', due_at: 'assumeNotNull(due_at)' },
    where: 'NOT closed AND due_at IS NOT NULL',
  },
  {
    table: 'closed_sample',
    columns: {
      level: `multiIf(${HASH} % 256 = 0, 6, ${HASH} % 64 = 0, 4, ${HASH} % 16 = 0, 2, 0)`,
      received_at: 'received_at',
      closed_at: 'assumeNotNull(closed_at)',
      rated_at: 'rated_at',
    },
    where: `closed_at IS NOT NULL AND ${HASH} % ${SAMPLED_OF} = 0`,
  },
]

/** Every table that is computed from `complaints`, slice by slice. */
export const DERIVED: readonly string[] = [...CUBES, ...EXTRACTS].map(({ table }) => table)
