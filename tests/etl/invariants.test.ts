import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LoadResult } from '../../etl/load-file.ts'
import { CUBES } from '../../sql/model/cubes.ts'
import { select } from '../../sql/node/run.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { fileSets, isSound } from '../support/histories.ts'
import { openRiver, type River } from '../support/open-river.ts'
import { type RiverRow, readState } from '../support/river-city.ts'

/** Loads the files, in this order, into a city of its own. */
async function withCity<T>(
  sets: RiverRow[][],
  work: (river: River, results: LoadResult[]) => Promise<T>,
): Promise<T> {
  const river = await openRiver('invariants')
  try {
    const results: LoadResult[] = []
    for (const rows of sets) results.push(await river.load(await river.write(rows)))
    await expectWhole(river.warehouse)
    return await work(river, results)
  } finally {
    await river.close()
  }
}

/** The newest version of each complaint, by a plain reading of the rules; equal versions are ties. */
function expectNewest(sets: RiverRow[][]): Map<string, { updated: string; ties: RiverRow[] }> {
  const newest = new Map<string, { updated: string; ties: RiverRow[] }>()
  for (const row of sets.flat().filter(isSound)) {
    const known = newest.get(row.id)
    if (!known || row.updated > known.updated) {
      newest.set(row.id, { updated: row.updated, ties: [row] })
    } else if (row.updated === known.updated) known.ties.push(row)
  }
  return newest
}

async function expectWhole(warehouse: Warehouse): Promise<void> {
  const { partitions } = await readSnapshot(warehouse, 'river')
  const ids = partitions.map((g) => `${g.slice}-${g.batch}`)
  for (const { table, moment, dimensions } of CUBES) {
    const keys = [...dimensions.filter((id) => id === 'category1' || id === 'district'), 'day']
    const day = moment === 'day' ? 'day' : 'toDate(hour)'
    const [base, rolled] = await Promise.all([
      select(
        warehouse,
        `SELECT ${keys}, count() AS complaints, countIf(closed = false) AS open
           FROM (SELECT *, toString(toDate(received_at, 'America/New_York')) AS day FROM complaints
                  WHERE _partition_id IN ({ids:Array(String)}))
          GROUP BY ${keys} ORDER BY ${keys}`,
        { ids },
      ),
      select(
        warehouse,
        `SELECT ${keys
          .slice(0, -1)
          .map((key) => `${key}, `)
          .join('')}toString(${day}) AS day,
                sum(${table}.complaints) AS complaints, sum(${table}.open) AS open
           FROM ${table} WHERE _partition_id IN ({ids:Array(String)})
          GROUP BY ${keys} HAVING complaints > 0 ORDER BY ${keys}`,
        { ids },
      ),
    ])
    expect(rolled, table).toEqual(base)
  }
}

describe('the invariants of loading', () => {
  it('gives the same state for any order of files, with replays, and counts every row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fileSets,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        async (sets, dice) => {
          const order = [...sets, ...sets].map((set) => ({ set, at: dice.next().value as number }))
          const shuffled = order.sort((a, b) => a.at - b.at).map(({ set }) => [...set].reverse())
          const forward = await withCity(sets, async ({ warehouse }, results) => ({
            results,
            state: await readState(warehouse),
          }))
          const anyhow = await withCity(shuffled, ({ warehouse }) => readState(warehouse))
          expect(anyhow).toEqual(forward.state)

          const newest = expectNewest(sets)
          const state = forward.state as { id: string; category1: string; district: string }[]
          expect(state.map((c) => c.id).sort()).toEqual([...newest.keys()].sort())
          for (const c of state) {
            const wanted = newest
              .get(c.id)
              ?.ties.map((r) => `${r.category} ${r.district || 'unknown'}`)
            expect(wanted).toContain(`${c.category1} ${c.district}`)
          }
          for (const [i, result] of forward.results.entries()) {
            const { rowsRead, loaded, superseded, duplicates, rejected } = result
            expect(result.error).toBeNull()
            if (result.state === 'unchanged') continue
            expect(rowsRead).toBe(sets[i]?.length)
            expect(loaded + superseded + duplicates + rejected).toBe(rowsRead)
            expect(rejected).toBe(sets[i]?.filter((r) => !isSound(r)).length)
          }
        },
      ),
      { numRuns: 8, seed: 20260322, endOnFailure: true },
    )
  }, 240_000)
})
