import type { DimensionId } from './dimensions.ts'
import { PARTS, type PartId } from './parts.ts'

/**
 * An aggregate of `complaints` by `dimensions` and local day of receipt, sliced like its source.
 * Columns: slice, batch, day Date, the dimensions' columns, and one UInt32 for each part.
 */
export interface Cube {
  table: string
  dimensions: readonly DimensionId[]
  parts: readonly PartId[]
}

const parts = Object.keys(PARTS) as PartId[]

/** Cheapest first. */
export const CUBES: readonly Cube[] = [
  {
    table: 'cube_district_category1_day',
    dimensions: ['district', 'category1', 'kind', 'handling'],
    parts,
  },
  {
    table: 'cube_subdistrict_category1_day',
    dimensions: ['district', 'subdistrict', 'category1'],
    parts,
  },
]
