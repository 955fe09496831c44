import { select } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { inForce, partitionId } from './slices.ts'

/** Slices that are looked at first for a source's newest complaint. */
const NEWEST = 8

async function latestReceipts(
  warehouse: Warehouse,
  generations: Generation[],
): Promise<Map<string, number>> {
  const rows = await select<{ source: string; latest: number }>(
    warehouse,
    `SELECT source, toUInt32(max(received_at)) AS latest FROM complaints
      WHERE ${inForce(generations, '{ids:Array(String)}')} GROUP BY source`,
    { ids: generations.map(partitionId) },
  )
  return new Map(rows.map((row) => [row.source, row.latest]))
}

/**
 * The cut-off of each source over a city's generations: the newest extract time that it declared,
 * else its latest receipt; seconds since 1970.
 * @param before cut-offs as they are
 * @param declared the extract time that this file of `source` declares, null where none does
 */
export async function readCutoffs(
  warehouse: Warehouse,
  generations: Generation[],
  source: string,
  before: Map<string, number>,
  declared: number | null,
): Promise<[source: string, through: number][]> {
  const newestFirst = [...generations].sort((a, b) => b.slice - a.slice)
  let latest = await latestReceipts(warehouse, newestFirst.slice(0, NEWEST))
  if ([source, ...before.keys()].some((s) => !latest.has(s)) && generations.length > NEWEST) {
    latest = await latestReceipts(warehouse, generations)
  }
  const cutoffs = new Map([...before, ...latest])
  for (const [other, through] of before) if (other !== source) cutoffs.set(other, through)
  if (declared !== null) cutoffs.set(source, Math.max(declared, before.get(source) ?? 0))
  return [...cutoffs]
}
