import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { CITY, makePack, makeSource } from '../cities/make-pack.ts'
import { conformRows } from './read-rows.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('rejected')
})
afterAll(() => warehouse.close())

const reasonsOf = async (pack: Awaited<ReturnType<typeof makePack>>, rows: object[]) => {
  const found = await conformRows(warehouse, pack, rows as Record<string, string>[])
  return found.map((row) => row.reasons)
}

test('a row without an id, or without a readable time of receipt, is rejected and says why', async () => {
  const pack = await makeSource({}, { blanks: ['n/a'] })
  const rows = [
    { id: 'a', received: '2011-07-01 00:00:00' },
    { id: '', received: '2011-07-01 00:00:00' },
    { id: ' n/a ', received: '2011-07-01 00:00:00' },
    { id: 'b', received: '' },
    { id: 'c', received: 'n/a' },
    { id: 'd', received: '2011-02-30 00:00:00' },
    { id: 'e', received: '07/08/2011' },
    { id: '', received: 'soon' },
  ]
  expect(await reasonsOf(pack, rows)).toEqual([
    [],
    ['id: missing'],
    ['id: missing'],
    ['received_at: missing'],
    ['received_at: missing'],
    ['received_at: unreadable'],
    ['received_at: unreadable'],
    ['id: missing', 'received_at: unreadable'],
  ])
})

test('receipts outside of the span, in local days, are rejected', async () => {
  const span = { from: '2011-07-01', to: '2012-01-01' }
  const pack = await makePack({ 'city.json': { ...CITY, span } })
  const rows = [
    { id: 'a', received: '2011-06-30 23:59:59' },
    { id: 'b', received: '2011-07-01 00:00:00' },
    { id: 'c', received: '2011-12-31 23:59:59' },
    { id: 'd', received: '2012-01-01 00:00:00' },
  ]
  const outside = ['received_at: outside the span']
  expect(await reasonsOf(pack, rows)).toEqual([outside, [], [], outside])
})

test('a span without an end reaches one day past the load', async () => {
  const pack = await makePack({})
  const rows = [
    { id: 'a', received: '2026-03-21 07:59:59' },
    { id: 'b', received: '2026-03-21 08:00:00' },
  ]
  expect(await reasonsOf(pack, rows)).toEqual([[], ['received_at: outside the span']])
})
