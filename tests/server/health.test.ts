import { afterAll, beforeAll, expect, it } from 'vitest'
import { healthSchema } from '../../server/contract/health.ts'
import { loadsSchema } from '../../server/contract/loads.ts'
import type { City } from '../../sql/model/city.ts'
import { readHealth, readState } from '../../sql/node/health.ts'
import { readLoads } from '../../sql/node/loads.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { beginBatch, loadMonth, publishCity } from '../support/city.ts'
import { testWarehouse } from '../support/warehouse.ts'

let warehouse: Warehouse
let city: City
beforeAll(async () => {
  warehouse = await testWarehouse('health')
  city = await publishCity(warehouse)
  await publishCity(warehouse, { id: 'north', names: { en: 'North', zh: '北城' } })
})
afterAll(() => warehouse.close())

const complaint = (id: string) => ({ id, received_at: '2011-07-04 12:00:00' })

it('tells of a city into which nothing was loaded', async () => {
  const health = healthSchema.parse(await readHealth(warehouse))
  expect(health.cities.map(({ id }) => id)).toEqual(['harbour', 'north'])
  const { cities } = await readHealth(warehouse, 'north')
  expect(cities.map(({ id }) => id)).toEqual(['north', 'harbour'])
  expect(health.cities[0]).toMatchObject({
    names: { en: 'Harbour', zh: '海港' },
    complaints: 0,
    through: null,
    version: 0,
    lastLoad: null,
  })
})

it('tells how many complaints are visible, through when and since when, by the clocks of the city', async () => {
  const before = await readState(warehouse, city.id)
  const month = { slice: 20110700, through: '2012-01-01 04:55:00' }
  await loadMonth(warehouse, city, { ...month, batch: 1, told: [complaint('a')] })
  await loadMonth(warehouse, city, {
    ...month,
    batch: 2,
    told: [complaint('b'), complaint('c')],
  })
  const health = healthSchema.parse(await readHealth(warehouse))
  expect(health).toMatchObject({ status: 'ok', engine: 'embedded' })
  expect(health.cities[0]).toMatchObject({
    id: 'harbour',
    complaints: 3,
    through: '2011-12-31T23:55:00-05:00',
    version: 2,
    lastLoad: '2012-01-02T07:00:00-05:00',
    sources: [{ id: 'line', through: '2011-12-31T23:55:00-05:00' }],
  })
  expect(await readState(warehouse, city.id)).not.toBe(before)
})

it('tells the state of each load, the last first', async () => {
  await beginBatch(warehouse, { number: 3, city: city.id, parent: 2 })
  await beginBatch(warehouse, { number: 5, city: city.id, parent: 1 })
  await beginBatch(warehouse, { number: 4, city: 'north' })
  const error = 'file-4.csv has an unclosed quote in line 7: correct it and load it again.'
  await beginBatch(warehouse, { number: 4, city: 'north', state: 'failed', error })
  const { loads } = loadsSchema.parse(await readLoads(warehouse, undefined))
  expect(loads.map(({ batch, state }) => [batch, state])).toEqual([
    [5, 'abandoned'],
    [4, 'failed'],
    [3, 'running'],
    [2, 'loaded'],
    [1, 'loaded'],
  ])
  expect(loads[1]).toMatchObject({ file: 'file-4.csv', error, seconds: 0.5, rowsRead: null })
  expect(loads[2]).toMatchObject({ seconds: null, rowsRead: null, error: null, from: null })
  expect(loads[3]).toMatchObject({
    at: '2012-01-02T07:00:00-05:00',
    rowsRead: 5,
    loaded: 2,
    superseded: 1,
    duplicates: 1,
    rejected: 1,
    warnings: 2,
    from: '2011-07-01',
    to: '2011-08-01',
    seconds: 1.25,
    error: null,
  })
  const ofNorth = await readLoads(warehouse, 'north')
  expect(ofNorth.loads.map(({ batch }) => batch)).toEqual([4])
})

it('leaves a retired source out of the cut-off', async () => {
  const [line] = city.sources
  if (!line) throw new Error('the city has no source')
  await publishCity(warehouse, { id: 'retired', sources: [{ ...line, retired: true }] })
  const told = [complaint('x')]
  const month = { batch: 9, slice: 20110700, through: '2012-01-01 04:55:00', told }
  await loadMonth(warehouse, { ...city, id: 'retired' }, month)
  const { cities } = await readHealth(warehouse)
  expect(cities.find(({ id }) => id === 'retired')).toMatchObject({ through: null, version: 1 })
})
