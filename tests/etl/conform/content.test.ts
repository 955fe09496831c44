import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { makeSource } from '../cities/make-pack.ts'
import { conformRows } from './read-rows.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('content')
})
afterAll(() => warehouse.close())

const FIELDS = {
  due_at: 'due',
  closed_at: 'closed',
  category1: 'c1',
  category2: 'c2',
  district: 'd',
  title: 't',
  text: 'x',
  event_key: 'e',
  lon: 'lon',
  lat: 'lat',
  resolved: { column: 'r', map: { y: true, n: false } },
  cooperating: { column: 'w', split: ';' },
}
const BASE: Record<string, string> = {
  id: '1',
  received: '2011-07-01 00:00:00',
  due: '2011-07-02 00:00:00',
  closed: '2011-07-03 00:00:00',
  c1: 'a',
  c2: 'b',
  d: 'd',
  t: 'title',
  x: 'text',
  e: 'e',
  lon: '1',
  lat: '2',
  r: 'y',
  w: 'p;q',
}

test('the content differs with every typed value, and with nothing else', async () => {
  const pack = await makeSource(FIELDS)
  const changed = Object.keys(BASE).flatMap((column) =>
    ['', 'received', 'due', 'closed', 'id'].includes(column)
      ? []
      : [
          { ...BASE, [column]: '' },
          { ...BASE, [column]: column === 'r' ? 'n' : '3' },
        ],
  )
  const swapped = { ...BASE, c1: 'b', c2: 'a' }
  const times = [
    { ...BASE, due: '2011-07-02 00:00:01' },
    { ...BASE, due: '' },
    { ...BASE, closed: '' },
    { ...BASE, id: '2' },
  ]
  const found = await conformRows(warehouse, pack, [BASE, ...changed, swapped, ...times])
  const contents = found.map((row) => row.content)
  expect(new Set(contents).size).toBe(contents.length)
  const spaced = Object.fromEntries(Object.entries(BASE).map(([k, v]) => [k, ` ${v} `]))
  const [same] = await conformRows(warehouse, pack, [{ ...spaced, more: 'unread', lat: '2.0' }])
  expect(same?.content).toBe(contents[0])
})

test('a later revision of the mapping outranks an earlier one', async () => {
  const read = async (revision: number) => {
    const pack = await makeSource(FIELDS, { revision })
    const rows = Array.from({ length: 50 }, (_, i) => ({ ...BASE, id: String(i) }))
    return (await conformRows(warehouse, pack, rows)).map((row) => BigInt(String(row.content)))
  }
  const [first, second] = [await read(1), await read(2)]
  expect(second.every((later) => first.every((content) => later > content))).toBe(true)
})
