import { isOverlay } from '../../sql/compile/slices.ts'
import { LONG } from '../../sql/node/long.ts'
import { select } from '../../sql/node/run.ts'
import type { Generation, Snapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Attempt } from '../ledger.ts'
import type { Loaded } from './load.ts'
import { affectedTable, KEY, keepAffected, onFrom, writeSlices } from './repeat-slices.ts'
import { monthOf, partitionId } from './slices.ts'
import { type Winners, winnersTable } from './winners.ts'

const inOrder = (generations: Generation[]): Generation[] =>
  generations.sort((a, b) => a.slice - b.slice)

/** Keeps the keys that the winners have, and those that they had in the generations that they leave. */
function keepChanged(
  warehouse: Warehouse,
  attempt: Attempt,
  left: readonly Generation[],
  written: readonly Generation[],
  winners: Pick<Winners, 'all'>,
): Promise<number> {
  const overlays = left.filter(isOverlay)
  const folded = `UNION ALL
     SELECT ${KEY} AS key FROM complaints
      WHERE _partition_id IN ({overlays:Array(String)}) AND requester_key != ''`
  const had = `UNION ALL
     SELECT ${KEY} AS key FROM complaints
      WHERE _partition_id IN ({left:Array(String)}) AND requester_key != '' AND source = {source:String}
        AND id IN (SELECT id FROM ${winnersTable(attempt.number)} WHERE old_slice > 0)`
  return keepAffected(
    warehouse,
    attempt.number,
    `SELECT ${KEY} AS key FROM complaints
      WHERE _partition_id IN ({written:Array(String)}) AND requester_key != '' AND loaded_by = {batch:UInt32}
     ${winners.all ? '' : had}
     ${overlays.length > 0 ? folded : ''}`,
    {
      batch: attempt.number,
      source: attempt.source,
      written: written.map(partitionId),
      left: left.map(partitionId),
      overlays: overlays.map(partitionId),
    },
  )
}

/** Those of the generations that hold a complaint with an affected key. */
async function findAffected(
  warehouse: Warehouse,
  batch: number,
  generations: readonly Generation[],
): Promise<Generation[]> {
  if (generations.length === 0) return []
  const rows = await select<{ slice: number }>(
    warehouse,
    `SELECT DISTINCT slice FROM complaints
      WHERE _partition_id IN ({ids:Array(String)}) AND requester_key != ''
        AND ${KEY} IN (SELECT key FROM ${affectedTable(batch)})`,
    { ids: generations.map(partitionId) },
    LONG,
  )
  const found = new Set(rows.map((row) => row.slice))
  return generations.filter((g) => found.has(g.slice))
}

/**
 * Writes the repeated complaints anew in the slices that a load wrote, and in those of the 90 days
 * after in which one of the same requesters complained of the same. Nothing that is visible is altered.
 * @returns the generation of each slice; none while the city has no complete ones to build on
 */
export async function writeRepeats(
  warehouse: Warehouse,
  attempt: Attempt,
  before: Snapshot,
  { generations, written }: Loaded,
  winners: Pick<Winners, 'all'>,
): Promise<Generation[]> {
  if (before.repeats === null) return []
  const there = new Set(generations.map(partitionId))
  const left = before.partitions.filter((g) => !there.has(partitionId(g)))
  const affected = await keepChanged(warehouse, attempt, left, written, winners)

  const touched = [...written, ...left].map((g) => g.slice)
  const untouched = generations.filter((g) => !touched.includes(g.slice))
  const later = await findAffected(warehouse, attempt.number, onFrom(untouched, touched))
  const targets = [...written, ...later]

  const slices = new Set(generations.map((g) => g.slice))
  const anew = new Set(targets.map((g) => g.slice))
  const home = (slice: number): number => (slices.has(slice) ? slice : monthOf(slice))
  const replaced = before.repeats.filter((g) => !isOverlay(g) && anew.has(home(g.slice)))
  const kept = before.repeats.filter((g) => slices.has(g.slice) && !anew.has(g.slice))
  const overlays = left.filter(isOverlay)
  const work = { batch: attempt.number, generations, targets, replaced, affected, overlays }
  return inOrder([...kept, ...(await writeSlices(warehouse, work))])
}

/** So many complaints are looked at together: each time the 90 days before are read as well. */
const ROWS_TOGETHER = 2_000_000

/** Slices in order, whole months together, as many as are few enough; a larger one is alone. */
function inMonths(generations: readonly Generation[]): Generation[][] {
  const chunks: Generation[][] = []
  let rows = Number.POSITIVE_INFINITY
  for (const month of new Set(generations.map((g) => monthOf(g.slice)))) {
    const slices = generations.filter((g) => monthOf(g.slice) === month)
    const more = slices.reduce((sum, g) => sum + g.rows, 0)
    if (rows + more > ROWS_TOGETHER) {
      chunks.push([])
      rows = 0
    }
    chunks.at(-1)?.push(...slices)
    rows += more
  }
  return chunks
}

/**
 * Computes the repeated complaints of the written slices from nothing but the complaints, some months
 * at a time.
 * @param before what the city had; null: nothing that is complete
 * @returns the generation of each slice; none where they would not be complete
 */
export async function computeRepeats(
  warehouse: Warehouse,
  batch: number,
  before: readonly Generation[] | null,
  { generations, written }: Loaded,
): Promise<Generation[]> {
  if (before === null && written.length < generations.length) return []
  const anew: Generation[] = []
  for (const targets of inMonths(written)) {
    const keys = `SELECT ${KEY} AS key FROM complaints
      WHERE _partition_id IN ({ids:Array(String)}) AND requester_key != ''`
    const affected = await keepAffected(warehouse, batch, keys, { ids: targets.map(partitionId) })
    const work = { batch, generations, targets, replaced: [], affected, overlays: [] }
    anew.push(...(await writeSlices(warehouse, work)))
  }
  const slices = new Set(anew.map((g) => g.slice))
  const kept = (before ?? []).filter((g) => !isOverlay(g) && !slices.has(g.slice))
  return inOrder([...kept, ...anew])
}
