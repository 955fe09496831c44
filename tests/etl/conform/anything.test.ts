import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FIELD_IDS } from '../../../etl/cities/mapping.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { CITY, makeSource } from '../cities/make-pack.ts'
import { conformRows } from './read-rows.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('anything')
})
afterAll(() => warehouse.close())

const EVERY_FORMAT = [
  '%Y-%m-%d %H:%M:%S',
  '%Y-%m-%dT%H:%M:%S.%f%z',
  '%-m/%-d/%Y %-I:%M %p',
  '%d-%b-%Y',
  'unix',
  'unixms',
]

const digits = fc.stringMatching(/^[0-9]{1,20}$/)
const timeLike = fc
  .array(
    fc.constantFrom(
      '2011',
      '-',
      '02',
      '30',
      ' ',
      'T',
      ':',
      '24',
      '59',
      '.',
      '9',
      'Z',
      '+99:99',
      '/',
      'PM',
      'Jul',
      '1',
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))
const numberLike = fc.oneof(
  fc.double().map(String),
  fc.constantFrom('1e999', '-0', '0x1', '.', '+', '1_0', 'NaN', '-inf', '٣'),
)
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  digits,
  timeLike,
  numberLike,
  fc.constantFrom(
    '',
    ' ',
    '[',
    '["a"]',
    '[1,{}]',
    ';',
    ';;',
    '\\',
    "'",
    '`',
    '{x:String}',
    '\u0000',
  ),
)

/** Fields that nothing else fills: neither a parent of the pack nor another field. */
const ALONE = ['due_at', 'closed_at', 'rated_at', 'resolved', 'satisfied', 'kind', 'subdistrict']

/** A file is sound UTF-8, and a bare carriage return is the scan's to refuse. */
const sound = (text: string): string =>
  Buffer.from(text, 'utf8').toString('utf8').replaceAll('\r', '')

test('whatever stands in the fields, every row comes out, and what was bad is kept', async () => {
  const names = FIELD_IDS.filter((field) => !['id', 'received_at'].includes(field))
  const maps: Record<string, object> = Object.fromEntries(
    ['resolved', 'satisfied', 'dispatched', 'responded', 'closed', 'on_time'].map((field) => [
      field,
      { column: field, map: { '1': true, '2': false } },
    ]),
  )
  const fields = Object.fromEntries(names.map((field) => [field, maps[field] ?? field]))
  fields.cooperating = { column: 'cooperating', split: ';' }
  const city = {
    ...CITY,
    lists: { areas: 'closed', kinds: 'closed', departments: 'closed' },
    deadlines: ['2h'],
    nullPoints: [{ lon: 0, lat: 0 }],
  }
  const pack = await makeSource(
    { ...fields, received_at: 'received' },
    { times: EVERY_FORMAT, blanks: ['-', '0'] },
    {
      'city.json': city,
      'areas.csv': 'code,parent,level\n1,,district\n2,1,subdistrict\n',
      'departments.csv': 'code\na\n1\n',
    },
  )
  const row = fc.record(
    Object.fromEntries(['id', 'received', ...names].map((name) => [name, value.map(sound)])),
  )
  const rows = fc.sample(row, { numRuns: 3000, seed: 11 })
  const found = await conformRows(warehouse, pack, rows as Record<string, string>[])
  expect(found).toHaveLength(rows.length)
  for (const [i, out] of found.entries()) {
    for (const [field, text] of Object.entries(out.raw)) {
      expect(rows[i]?.[field]).toContain(text)
      if (ALONE.includes(field)) expect([null, 'unknown']).toContain(out[field])
    }
  }
})
