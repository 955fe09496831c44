import { hasOverlays, isOverlay } from '../../sql/compile/slices.ts'
import { select } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'

/** The partition of a generation, of `complaints` and of each table that is derived from them. */
export const partitionId = (g: { slice: number; batch: number }): string => `${g.slice}-${g.batch}`

/** The slice of the whole month in which a slice lies. */
export const monthOf = (slice: number): number => Math.floor(slice / 100) * 100

export const isDay = (slice: number): boolean => slice % 100 !== 0 && !isOverlay({ slice })

/** What was received in a second that one of these overlays owns. */
export const owned = (overlays: string): string =>
  `received_at IN (SELECT received_at FROM overlaid WHERE _partition_id IN (${overlays}))`

/**
 * The rows that count in generations of a table that has rows of its own for complaints
 * (sql/compile/slices.ts).
 * @param ids the parameter with the ids of their partitions
 */
export function inForce(generations: readonly Generation[], ids: string): string {
  const all = `_partition_id IN (${ids})`
  return hasOverlays(generations) ? `${all} AND (slice % 100 = 99 OR NOT ${owned(ids)})` : all
}

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
