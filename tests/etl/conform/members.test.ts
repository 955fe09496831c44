import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { CITY, makeSource, type PackFiles } from '../cities/make-pack.ts'
import { conformRows } from './read-rows.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('members')
})
afterAll(() => warehouse.close())

const row = (fields: Record<string, string>, id = 'a') => ({
  id,
  received: '2011-07-01 00:00:00',
  ...fields,
})

test('an open list takes every value, trimmed; blanks are the member unknown', async () => {
  const pack = await makeSource({ district: 'area', channel: 'way' }, { blanks: ['-', 'NULL'] })
  const found = await conformRows(warehouse, pack, [
    row({ area: '  Back Bay ', way: '\u3000电话\u00a0' }),
    row({ area: '', way: ' ' }),
    row({ area: '-', way: ' NULL ' }),
    row({ area: 'unknown', way: '\\N' }),
  ])
  expect(found.map((r) => [r.district, r.channel, r.raw])).toEqual([
    ['Back Bay', '电话', {}],
    ['unknown', 'unknown', {}],
    ['unknown', 'unknown', {}],
    ['unknown', '\\N', {}],
  ])
})

const AREAS = `code,parent,level
N,,district
S,,district
N1,N,subdistrict
S1,S,subdistrict
c9,S1,community
`
const CATEGORIES = `code,parent,level,sector,life_areas,good_life,department,deadline
street,,1,urban management,,convenient,,7d
light,street,2,,,,,24h
home,,1,public services,housing;elderly care,comfortable,,
heat,home,2,,,,,
radiator,heat,3,,housing,,,2h
`
const CLOSED: PackFiles = {
  'city.json': {
    ...CITY,
    lists: { areas: 'closed', categories: 'closed' },
    deadlines: ['2h', '24h', '7d'],
  },
  'areas.csv': AREAS,
  'categories.csv': CATEGORIES,
}

test('a code that a closed list does not have becomes unknown, and its text is kept', async () => {
  const fields = { district: 'd', subdistrict: 's', category1: 'c', handling: 'h' }
  const pack = await makeSource(fields, {}, CLOSED)
  const found = await conformRows(warehouse, pack, [
    row({ d: 'N', s: 'N1', c: 'home', h: 'direct' }),
    row({ d: 'X', s: 'N', c: 'heat', h: 'phoned' }),
  ])
  expect(found.map((r) => [r.district, r.subdistrict, r.category1, r.handling, r.raw])).toEqual([
    ['N', 'N1', 'home', 'direct', {}],
    [
      'unknown',
      'unknown',
      'unknown',
      'unknown',
      { district: 'X', subdistrict: 'N', category1: 'heat', handling: 'phoned' },
    ],
  ])
})

test("the pack's parents fill levels that the source leaves blank or does not have", async () => {
  const pack = await makeSource({ district: 'd', community: 'c', category3: 'k' }, {}, CLOSED)
  const found = await conformRows(warehouse, pack, [
    row({ d: '', c: 'c9', k: 'radiator' }),
    row({ d: 'N', c: 'c9', k: '' }),
    row({ d: 'N', c: '', k: '' }),
  ])
  const levels = ['district', 'subdistrict', 'community', 'category1', 'category2', 'category3']
  expect(found.map((r) => levels.map((level) => r[level]))).toEqual([
    ['S', 'S1', 'c9', 'home', 'heat', 'radiator'],
    ['N', 'S1', 'c9', 'unknown', 'unknown', 'unknown'],
    ['N', 'unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
  ])
})

test('sector, areas of life and deadline come from the deepest category that the pack knows', async () => {
  const fields = { category1: 'c1', category2: 'c2', category3: 'c3' }
  const open = { ...CITY, deadlines: ['2h', '24h', '7d'] }
  const pack = await makeSource(fields, {}, { ...CLOSED, 'city.json': open })
  const found = await conformRows(warehouse, pack, [
    row({ c1: 'home', c2: 'heat', c3: 'radiator' }),
    row({ c1: 'home', c2: 'heat', c3: 'boiler' }),
    row({ c1: 'street', c2: 'light', c3: '' }),
    row({ c1: 'street', c2: 'hole', c3: '' }),
    row({ c1: 'noise', c2: '', c3: '' }),
  ])
  expect(found.map((r) => [r.sector, r.life_areas, r.good_life, r.deadline])).toEqual([
    ['public services', ['housing'], ['comfortable'], '2h'],
    ['public services', ['housing', 'elderly care'], ['comfortable'], 'unknown'],
    ['urban management', [], ['convenient'], '24h'],
    ['urban management', [], ['convenient'], '7d'],
    ['unknown', [], [], 'unknown'],
  ])
})

test("a source's own deadline class comes before the category's", async () => {
  const pack = await makeSource({ category2: 'c', deadline: 'class' }, {}, CLOSED)
  const found = await conformRows(warehouse, pack, [
    row({ c: 'light', class: '2h' }),
    row({ c: 'light', class: '3d' }),
  ])
  expect(found.map((r) => [r.deadline, r.raw])).toEqual([
    ['2h', {}],
    ['unknown', { deadline: '3d' }],
  ])
})

test('a value map: what is not in it is bad, or becomes something else, or stays', async () => {
  const map = { 投诉: 'complaint', 咨询: 'consultation' }
  const column = 'type'
  const read = async (kind: object) => {
    const pack = await makeSource({ kind: { column, map, ...kind } })
    const rows = ['投诉', ' 咨询 ', '', '表扬'].map((type) => row({ type }))
    const found = await conformRows(warehouse, pack, rows)
    return found.map((r) => [r.kind, r.raw])
  }
  const first = [
    ['complaint', {}],
    ['consultation', {}],
    ['unknown', {}],
  ]
  expect(await read({})).toEqual([...first, ['unknown', { kind: '表扬' }]])
  expect(await read({ otherwise: 'other' })).toEqual([...first, ['other', {}]])
  expect(await read({ keep: true })).toEqual([...first, ['表扬', {}]])
})

test('constants, the first filled of several columns, columns joined, and cases', async () => {
  const pack = await makeSource({
    kind: { constant: 'other' },
    district: { first: ['d', 'e'] },
    title: { join: ['d', 'e', 't'], with: ' / ' },
    text: { constant: "it's" },
    handling: {
      when: [
        { column: 'e', is: ['1', '2'], value: 'dispatched' },
        { column: 't', is: 'x', value: 'direct' },
      ],
    },
  })
  const found = await conformRows(warehouse, pack, [
    row({ d: 'D', e: '1', t: 'x' }),
    row({ d: ' ', e: '3', t: 'x' }),
    row({ d: '', e: '', t: '' }),
  ])
  expect(found.map((r) => [r.kind, r.district, r.title, r.handling, r.text])).toEqual([
    ['other', 'D', 'D / 1 / x', 'dispatched', "it's"],
    ['other', '3', '3 / x', 'direct', "it's"],
    ['other', 'unknown', '', 'unknown', "it's"],
  ])
})

test('a list of departments is split, trimmed, and each counts once', async () => {
  const departments = 'code\npolice\nworks\n'
  const read = async (openness: string) => {
    const city = { ...CITY, lists: { departments: openness } }
    const files = { 'city.json': city, 'departments.csv': departments }
    const pack = await makeSource({ cooperating: { column: 'with', split: ';' } }, {}, files)
    const rows = ['works; police;works;', '', 'fire;works'].map((text) => row({ with: text }))
    return (await conformRows(warehouse, pack, rows)).map((r) => [r.cooperating, r.raw])
  }
  expect(await read('open')).toEqual([
    [['works', 'police'], {}],
    [[], {}],
    [['fire', 'works'], {}],
  ])
  expect(await read('closed')).toEqual([
    [['works', 'police'], {}],
    [[], {}],
    [['works'], { cooperating: 'fire;works' }],
  ])
})

test('a requester is a keyed hash, a blank one empty', async () => {
  const pack = await makeSource({ requester_key: 'phone' })
  const found = await conformRows(warehouse, pack, [
    row({ phone: '0114 496 0001' }),
    row({ phone: ' 0114 496 0001' }),
    row({ phone: '0114 496 0002' }),
    row({ phone: '' }),
  ])
  const keys = found.map((r) => r.requester_key)
  expect(keys[0]).toMatch(/^[0-9A-F]{16}$/)
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
  expect(keys[3]).toBe('')
  expect(JSON.stringify(found)).not.toContain('0114')
})

test('a directory of thousands of members in any script is looked up whole', async () => {
  const codes = Array.from({ length: 3000 }, (_, i) => `事项'"\\\`${i}`)
  const csv = ['code,level,name_zh', ...codes.map((c) => `"${c.replaceAll('"', '""')}",1,x`)]
  const city = { ...CITY, lists: { categories: 'closed' } }
  const files = { 'city.json': city, 'categories.csv': csv.join('\n') }
  const pack = await makeSource({ category1: 'c' }, {}, files)
  const found = await conformRows(
    warehouse,
    pack,
    [...codes, 'none'].map((c) => row({ c })),
  )
  expect(found.map((r) => r.category1)).toEqual([...codes, 'unknown'])
})
