import { select } from '../sql/node/run.ts'
import { readSnapshot } from '../sql/node/snapshot.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import type { LoadResult } from './load-file.ts'
import { partitionId } from './steps/slices.ts'

const MOST = 6
const number = new Intl.NumberFormat('en')

async function explainRejected(warehouse: Warehouse, batch: number): Promise<string[]> {
  const rows = await select<{ reason: string; times: number; first: number }>(
    warehouse,
    `SELECT arrayJoin(reasons) AS reason, count() AS times, min(line) AS first
       FROM rejected WHERE batch = {batch:UInt32}
      GROUP BY reason ORDER BY times DESC, reason LIMIT {most:UInt8}`,
    { batch, most: MOST },
  )
  return rows.map(
    ({ reason, times, first }) =>
      `  rejected: ${number.format(times)} × ${reason} (first in line ${first})`,
  )
}

async function explainWarnings(
  warehouse: Warehouse,
  city: string,
  batch: number,
): Promise<string[]> {
  const { partitions } = await readSnapshot(warehouse, city)
  const rows = await select<{ field: string; times: number; example: string }>(
    warehouse,
    `SELECT field, count() AS times, left(any(value), 40) AS example
       FROM complaints ARRAY JOIN mapKeys(raw) AS field, mapValues(raw) AS value
      WHERE _partition_id IN ({ids:Array(String)}) AND loaded_by = {batch:UInt32}
      GROUP BY field ORDER BY times DESC, field LIMIT {most:UInt8}`,
    { ids: partitions.filter((g) => g.batch === batch).map(partitionId), batch, most: MOST },
  )
  return rows.map(
    ({ field, times, example }) =>
      `  warnings: ${number.format(times)} × ${field} (for example "${example}")`,
  )
}

/** Lines that say why records of a load were rejected, and which fields of the loaded ones were bad. */
export async function explainCounts(warehouse: Warehouse, result: LoadResult): Promise<string[]> {
  if (result.state !== 'loaded' || result.batch === null) return []
  const { batch, city } = result
  return [
    ...(result.rejected > 0 ? await explainRejected(warehouse, batch) : []),
    ...(result.warnings > 0 ? await explainWarnings(warehouse, city, batch) : []),
  ]
}
