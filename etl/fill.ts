import { CUBES, type Cube, EXTRACTS, type Extract } from '../sql/model/cubes.ts'
import { command, select } from '../sql/node/run.ts'
import { type Generation, readSnapshot, type Snapshot } from '../sql/node/snapshot.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import { type Attempt, beginBatch, failBatch } from './ledger.ts'
import { settle } from './settle.ts'
import { commit, type NextState, NOTHING_LOADED, RefusedError } from './steps/commit.ts'
import { AT_ONCE, derive, fillingTable } from './steps/cubes.ts'
import { computeRepeats } from './steps/repeats.ts'

/** Complaints that are aggregated by one statement: more would take more memory than the engine has. */
const MOST_ROWS = 4_000_000

/** Slices in order, as many together as are few enough; a larger one is alone. */
function inChunks(generations: readonly Generation[]): Generation[][] {
  const chunks: Generation[][] = []
  let rows = Number.POSITIVE_INFINITY
  for (const generation of generations) {
    if (rows + generation.rows > MOST_ROWS) {
      chunks.push([])
      rows = 0
    }
    chunks.at(-1)?.push(generation)
    rows += generation.rows
  }
  return chunks
}

/** Those that most of a page is answered from: they are filled first. */
const FIRST = [...EXTRACTS, ...CUBES.slice(0, 3)]

const lacking = ({ cubes }: Snapshot): (Cube | Extract)[] =>
  [...FIRST, ...CUBES.slice(3)].filter(({ table }) => !cubes.has(table))

/**
 * Fills one table, slice by slice: each is put in its place whole, so that to fill it again does no harm.
 * @param filling the name of a table to fill them in
 */
async function fillTable(
  warehouse: Warehouse,
  derived: Cube | Extract,
  filling: string,
  { partitions, city }: Snapshot,
  onFilled: (complaints: number) => void,
): Promise<void> {
  const { table } = derived
  await command(warehouse, `CREATE OR REPLACE TABLE ${filling} AS ${table}`)
  for (const chunk of inChunks(partitions)) {
    await derive(warehouse, derived, filling, chunk, city.timeZone)
    const parts = await select<{ id: string }>(
      warehouse,
      `SELECT DISTINCT partition_id AS id FROM system.parts
        WHERE database = currentDatabase() AND table = {filling:String} AND active`,
      { filling },
    )
    const places = parts.map(({ id }) => `REPLACE PARTITION ID '${id}' FROM ${filling}`)
    if (places.length > 0) await command(warehouse, `ALTER TABLE ${table} ${places.join(', ')}`)
    await command(warehouse, `TRUNCATE TABLE ${filling}`)
    onFilled(chunk.reduce((sum, { rows }) => sum + rows, 0))
  }
  await command(warehouse, `DROP TABLE IF EXISTS ${filling} SYNC`)
}

/** Whether every derived table holds all of a data version. */
export const isFilled = (snapshot: Snapshot): boolean =>
  snapshot.version === 0 || (lacking(snapshot).length === 0 && snapshot.repeats !== null)

/** Whether a page of the city is answered quickly: what is not filled yet is asked of the complaints. */
export const isServable = (snapshot: Snapshot): boolean =>
  FIRST.every(({ table }) => snapshot.cubes.has(table))

/** Makes visible, as a data version of its own, what was filled. */
async function commitFilled(
  warehouse: Warehouse,
  cityId: string,
  work: (attempt: Attempt, snapshot: Snapshot) => Promise<Partial<NextState>>,
): Promise<void> {
  const origin = { city: cityId, source: '', file: 'fill', bytes: 0, modified: 0 }
  const attempt = await beginBatch(warehouse, { ...origin, sha256: '', mapping: '' })
  try {
    const snapshot = await readSnapshot(warehouse, cityId)
    if (snapshot.version !== attempt.parent) throw new RefusedError('another load was first')
    await commit(warehouse, attempt, {
      generations: snapshot.partitions,
      cubes: [...snapshot.cubes.keys()],
      repeats: snapshot.repeats ?? [],
      sources: snapshot.sources.map((s) => [s.source, Date.parse(s.through) / 1000]),
      counts: NOTHING_LOADED,
      days: null,
      ...(await work(attempt, snapshot)),
    })
  } catch (error) {
    await failBatch(warehouse, attempt, error instanceof Error ? error.message : String(error))
    throw error
  }
}

/**
 * Computes what a city's newest data version lacks of the tables that are derived from its complaints:
 * those that came with a newer Weisu than the one that loaded them, or all, where a history was loaded
 * file after file. It changes no complaint. Two tables count as soon as they are whole, so that whoever
 * is killed goes on where it was.
 * @param onProgress told the share of the cubes that is done
 * @returns the tables that were filled; none where nothing was lacking
 * @throws RefusedError when another load was first
 */
export async function fill(
  warehouse: Warehouse,
  cityId: string,
  onProgress: (share: number) => void = () => undefined,
): Promise<string[]> {
  if (isFilled(await readSnapshot(warehouse, cityId))) return []
  await settle(warehouse, cityId, new Date())
  const before = await readSnapshot(warehouse, cityId)
  const tables = lacking(before)
  const of = tables.length * before.partitions.reduce((sum, { rows }) => sum + rows, 0)
  let done = 0
  for (let i = 0; i < tables.length; i += AT_ONCE) {
    const together = tables.slice(i, i + AT_ONCE)
    await commitFilled(warehouse, cityId, async (attempt, snapshot) => {
      const filled = together.map((table, place) =>
        fillTable(warehouse, table, fillingTable(attempt.number, place), snapshot, (complaints) => {
          done += complaints
          onProgress(done / of)
        }),
      )
      for (const ended of await Promise.allSettled(filled)) {
        if (ended.status === 'rejected') throw ended.reason
      }
      return { cubes: [...snapshot.cubes.keys(), ...together.map(({ table }) => table)] }
    })
  }
  if (before.repeats === null) {
    await commitFilled(warehouse, cityId, async (attempt, { partitions }) => {
      const all = { generations: partitions, written: partitions }
      return { repeats: await computeRepeats(warehouse, attempt.number, null, all) }
    })
  }
  return [...tables.map(({ table }) => table), ...(before.repeats === null ? ['repeats'] : [])]
}
