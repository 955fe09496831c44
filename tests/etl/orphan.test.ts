import { afterAll, beforeAll, expect, it } from 'vitest'
import { beginBatch } from '../../etl/ledger.ts'
import { commit, RefusedError } from '../../etl/steps/commit.ts'
import { command, select } from '../../sql/node/run.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { openRiver, type River } from '../support/open-river.ts'
import { type RiverRow, readState } from '../support/river-city.ts'

let river: River
let warehouse: Warehouse

beforeAll(async () => {
  river = await openRiver('orphan')
  warehouse = river.warehouse
})
afterAll(() => river?.close())

const row = (id: string): RiverRow => ({
  id,
  updated: '2026-03-10 10:00:00',
  received: '2026-01-09 10:00:00',
  closed: '',
  category: 'k',
  district: 'd',
  title: '',
})
const load = async (ids: string[]) => river.load(await river.write(ids.map(row)))
const origin = (name: string) => ({
  city: 'river',
  source: 'line',
  file: name,
  bytes: 1,
  modified: 0,
  sha256: name,
  mapping: 'river-1',
})
const counts = { rowsRead: 1, loaded: 1, superseded: 0, duplicates: 0, rejected: 0, warnings: 0 }

it('an orphaned attempt whose insert goes on changes nothing, is refused, and is swept', async () => {
  await load(['a', 'b'])
  const orphan = await beginBatch(warehouse, origin('orphan'))
  const writing = command(
    warehouse,
    `INSERT INTO complaints (slice, batch, city, source, id, received_at)
     SELECT 20260100, {batch:UInt32}, 'river', 'line', concat('ghost', toString(number)),
            toDateTime('2026-01-05 10:00:00', 'UTC') + sleepEachRow(0.01)
       FROM numbers(200) SETTINGS max_block_size = 10`,
    { batch: orphan.number },
  )
  const second = await load(['b', 'c'])
  expect(second).toMatchObject({ state: 'loaded', loaded: 1, duplicates: 1 })
  const before = await readState(warehouse)
  await writing
  expect(await readState(warehouse)).toEqual(before)

  const { partitions } = await readSnapshot(warehouse, 'river')
  const next = {
    generations: [...partitions, { slice: 20260100, batch: orphan.number, rows: 200 }],
    cubes: [],
    repeats: [],
    sources: [],
    counts,
    days: null,
  }
  await expect(commit(warehouse, orphan, next)).rejects.toThrow(RefusedError)
  expect(await readState(warehouse)).toEqual(before)

  await load(['d'])
  const left = await select(
    warehouse,
    `SELECT DISTINCT partition_id FROM system.parts
      WHERE database = currentDatabase() AND table = 'complaints' AND active
        AND endsWith(partition_id, {batch:String})`,
    { batch: `-${orphan.number}` },
  )
  expect(left).toEqual([])
})

it('of attempts that commit at once one goes through, and versions have no holes', async () => {
  const before = await readSnapshot(warehouse, 'river')
  const attempts = []
  for (let i = 0; i < 6; i++) attempts.push(await beginBatch(warehouse, origin(`race-${i}`)))
  expect(new Set(attempts.map((a) => a.number)).size).toBe(6)
  const next = {
    generations: before.partitions,
    cubes: [],
    repeats: [],
    sources: [],
    counts,
    days: null,
  }
  const ends = await Promise.allSettled(attempts.map((a) => commit(warehouse, a, next)))
  const done = ends.filter((end) => end.status === 'fulfilled')
  expect(done).toHaveLength(1)
  for (const end of ends) {
    if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(RefusedError)
  }
  const after = await readSnapshot(warehouse, 'river')
  expect(after.version).toBe(before.version + 1)
})

it('loaders that meet all get through, each complaint once', async () => {
  const loads = await Promise.all([1, 2, 3].map((i) => load([`m${i}`, 'shared', `n${i}`])))
  expect(loads.map((l) => l.error)).toEqual([null, null, null])
  expect(loads.reduce((sum, l) => sum + l.loaded, 0)).toBe(7)
  const state = (await readState(warehouse)) as { id: string }[]
  const met = state.map((c) => c.id).filter((id) => /^(m|n|shared)/.test(id))
  expect(met.sort()).toEqual(['m1', 'm2', 'm3', 'n1', 'n2', 'n3', 'shared'])
})
