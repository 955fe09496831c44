import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { fill, isFilled } from '../../etl/fill.ts'
import { loadFile } from '../../etl/load-file.ts'
import { DERIVED } from '../../sql/model/cubes.ts'
import type { Question } from '../../sql/model/question.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { createAsk } from '../../sql/node/ask.ts'
import { command, select } from '../../sql/node/run.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { makeComplaints } from '../sql/ask/sample-complaints.ts'
import { sampleWarehouse } from '../sql/ask/sample-warehouse.ts'
import { openRiver } from '../support/open-river.ts'
import { riverContext } from '../support/river-city.ts'

const CITY = 'sample'
let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await sampleWarehouse('fill', makeComplaints(2000, 3))
})
afterAll(() => warehouse?.close())

const question: Question = {
  city: CITY,
  measures: ['complaints', 'resolutionRate', 'overdueComplaints', 'repeatRate', 'hoursToClose'],
  by: ['category2'],
  grain: 'month',
  from: '2020-01-01',
  to: '2021-03-01',
}

it('what an older Weisu has loaded is answered from the complaints, until the tables are filled', async () => {
  const whole = await createAsk(warehouse)(question, EVERYTHING)
  expect(whole.source).toMatch(/^cube_/)

  // As an older one left it: the tables are not there, or hold what a fill that died had written.
  for (const table of DERIVED.slice(1)) await command(warehouse, `TRUNCATE TABLE ${table}`)
  await command(warehouse, 'TRUNCATE TABLE repeats')
  await command(
    warehouse,
    `ALTER TABLE manifest UPDATE cubes = [], repeats = [] WHERE city = {city:String}`,
    { city: CITY },
    { mutations_sync: '2' },
  )
  const old = await readSnapshot({ ...warehouse }, CITY)
  expect([...old.cubes]).toEqual([])
  expect(old.repeats).toBeNull()

  expect(isFilled(await readSnapshot({ ...warehouse }, CITY))).toBe(false)
  const shares: number[] = []
  const filled = await fill({ ...warehouse }, CITY, (share) => shares.push(share))
  expect(filled.sort()).toEqual([...DERIVED, 'repeats'].sort())
  expect(shares.at(-1)).toBeCloseTo(1)
  expect(isFilled(await readSnapshot(warehouse, CITY))).toBe(true)
  expect(await fill(warehouse, CITY)).toEqual([])

  const again = await createAsk(warehouse)(question, EVERYTHING)
  expect(again.source).toBe(whole.source)
  expect(again.rows).toEqual(whole.rows)
  // Two tables at a time, then the repeated complaints.
  expect(again.version).toBe(old.version + Math.ceil(DERIVED.length / 2) + 1)
})

it('a load that meets a city half filled keeps up what is there', async () => {
  const river = await openRiver('half-filled')
  onTestFinished(() => river.close())
  const context = riverContext(river.warehouse, river.folder)
  const load = async (warehouse: Warehouse, id: string) => {
    const path = await river.write([
      {
        ...{ id, category: 'k', district: 'd', title: '', closed: '' },
        ...{ updated: '2026-03-10 10:00:00', received: '2026-03-09 10:00:00' },
      },
    ])
    expect((await loadFile({ ...context, warehouse }, 'line', path)).error).toBeNull()
  }
  await load(river.warehouse, 'a')
  const [first = ''] = DERIVED
  await command(
    river.warehouse,
    `ALTER TABLE manifest UPDATE cubes = [{first:String}], repeats = [] WHERE city = 'river'`,
    { first },
    { mutations_sync: '2' },
  )
  const half = { ...river.warehouse }
  await load(half, 'b')
  const snapshot = await readSnapshot(half, 'river')
  expect([...snapshot.cubes.keys()]).toEqual([first])
  const ids = snapshot.partitions.map((g) => `${g.slice}-${g.batch}`)
  const told = `SELECT sum(complaints) AS n FROM ${first} WHERE _partition_id IN ({ids:Array(String)})`
  expect(await select(half, told, { ids })).toEqual([{ n: 2 }])
  expect(await fill(half, 'river')).toHaveLength(DERIVED.length)
  expect(isFilled(await readSnapshot(half, 'river'))).toBe(true)
})
