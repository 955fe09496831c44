import { select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'

/** The partition of a generation, of `complaints` and of each table that is derived from them. */
export const partitionId = (g: { slice: number; batch: number }): string => `${g.slice}-${g.batch}`

/** The slice of the whole month in which a slice lies. */
export const monthOf = (slice: number): number => Math.floor(slice / 100) * 100

export const isDay = (slice: number): boolean => slice % 100 !== 0

/** Rows of each slice in these generations of a table. */
export async function countBySlice(
  warehouse: Warehouse,
  table: 'complaints' | 'repeats',
  generations: readonly { slice: number; batch: number }[],
): Promise<Map<number, number>> {
  const rows = await select<{ slice: number; rows: number }>(
    warehouse,
    `SELECT slice, count() AS rows FROM ${table}
      WHERE _partition_id IN ({ids:Array(String)}) GROUP BY slice`,
    { ids: generations.map(partitionId) },
  )
  return new Map(rows.map((row) => [row.slice, row.rows]))
}
