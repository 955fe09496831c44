import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CityPack } from '../../../etl/cities/pack.ts'
import { listPackRoots, loadPack } from '../../../etl/cities/pack.ts'
import { readColumns, SourceError } from '../../../etl/steps/conform/columns.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { makeSource } from '../cities/make-pack.ts'
import { conformFile, conformRows, toCsv, writeTemporary } from './read-rows.ts'

const BOSTON = resolve('../shared/data/boston-311-2011h2.csv.gz')

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('formats')
})
afterAll(() => warehouse.close())

/** Writes a csv as DuckDB types it: as parquet, and as ndjson. */
async function convert(csv: string): Promise<{ parquet: string; ndjson: string }> {
  const folder = await temporaryFolder('formats')
  const parquet = join(folder, 'rows.parquet')
  const ndjson = join(folder, 'rows.ndjson')
  const connection = await (await DuckDBInstance.create()).connect()
  await connection.run(`COPY (FROM read_csv('${csv}')) TO '${parquet}' (FORMAT parquet)`)
  await connection.run(`COPY (FROM read_csv('${csv}')) TO '${ndjson}' (FORMAT json)`)
  connection.closeSync()
  return { parquet, ndjson }
}

const EVERYTHING = '* EXCEPT (raw, _row_number), toString(content) AS hash'

async function expectSameRows(pack: CityPack, csv: string, what = EVERYTHING): Promise<void> {
  const { parquet, ndjson } = await convert(csv)
  const expected = await conformFile(warehouse, pack, csv, 'csv', what)
  expect(expected.length).toBeGreaterThan(0)
  expect(await conformFile(warehouse, pack, parquet, 'parquet', what)).toEqual(expected)
  expect(await conformFile(warehouse, pack, ndjson, 'ndjson', what)).toEqual(expected)
}

const FIELDS = {
  due_at: 'due',
  closed_at: 'closed',
  category1: 'kind of thing',
  district: 'd',
  event_key: 'number',
  lon: 'x',
  lat: 'y',
  resolved: { column: 'ok', map: { true: true, false: false } },
  satisfied: { column: 'stars', map: { '1': false, '5': true }, otherwise: false },
  title: 't',
}

test('csv, ndjson and typed parquet give the same complaints', async () => {
  const pack = await makeSource(FIELDS)
  const rows = Array.from({ length: 300 }, (_, i) => ({
    id: String(101000295613 + i),
    received: `2011-0${1 + (i % 9)}-13 02:${String(i % 60).padStart(2, '0')}:00`,
    due: i % 3 ? '2011-12-01 00:00:00' : '',
    closed: i % 4 ? '2011-11-06 01:30:00' : '',
    'kind of thing': i % 5 ? `种类 "${i % 7}"` : '',
    d: `Ward ${i % 22}`,
    number: String(i * 7),
    x: i % 6 ? String(-71.05 - i / 977) : '',
    y: i % 6 ? String(42.3 + i / 1009) : '',
    ok: i % 2 ? 'true' : 'false',
    stars: String(i % 6),
    t: `a, "b"\n${i}`,
  }))
  await expectSameRows(pack, await writeTemporary('rows.csv', toCsv(rows)))
})

test.skipIf(!existsSync(BOSTON))(
  `the complaints of Boston are the same from csv, ndjson and parquet (skipped without ../shared/data)`,
  async () => {
    const pack = await loadPack('boston', listPackRoots('none'))
    const what = 'id, toString(content) AS content, closed, on_time, lon, length(raw) AS bad'
    await expectSameRows(pack, BOSTON, what)
  },
)

test('parquet: wall times, instants and days; null, numbers, lists', async () => {
  const folder = await temporaryFolder('parquet')
  const path = join(folder, 'typed.parquet')
  const connection = await (await DuckDBInstance.create()).connect()
  await connection.run(`COPY (
    SELECT 7::BIGINT AS id, TIMESTAMP '2011-07-01 00:00:00.9' AS received,
           TIMESTAMPTZ '2011-07-01 12:00:00.123456+00' AS updated, DATE '2011-07-02' AS due, DATE '2011-07-09' AS day,
           TIMESTAMP_NS '2011-07-03 00:00:00' AS closed, ['works', NULL, 'police'] AS "with",
           1.50::DECIMAL(9, 2) AS lon, 2::TINYINT AS lat, true AS ok, 'x'::ENUM('x', 'y') AS d, 5 AS n
    UNION ALL
    SELECT 8, TIMESTAMP '2011-07-01 00:00:00', NULL, DATE '9999-12-31', DATE '0001-01-01', TIMESTAMP '1960-01-01',
           NULL, NULL, NULL, NULL, NULL, NULL
  ) TO '${path}' (FORMAT parquet)`)
  connection.closeSync()
  const pack = await makeSource({
    updated_at: 'updated',
    due_at: 'due',
    closed_at: 'closed',
    cooperating: 'with',
    lon: 'lon',
    lat: 'lat',
    resolved: { column: 'ok', map: { true: true, false: false } },
    district: 'd',
    event_key: 'n',
    title: 'day',
  })
  const found = await conformFile(warehouse, pack, path, 'parquet')
  expect(found).toMatchObject([
    {
      id: '7',
      received_at: '2011-07-01 04:00:00',
      version: '2011-07-01 12:00:00.123456',
      due_at: '2011-07-02 04:00:00',
      closed_at: '2011-07-03 04:00:00',
      cooperating: ['works', 'police'],
      lon: 1.5,
      lat: 2,
      resolved: true,
      district: 'x',
      event_key: '5',
      title: '2011-07-09',
      raw: {},
    },
    {
      id: '8',
      version: '2011-07-01 04:00:00.000000',
      due_at: null,
      closed_at: null,
      cooperating: [],
      lon: null,
      resolved: null,
      district: 'unknown',
      event_key: '',
      title: '0001-01-01',
      raw: { due_at: '9999-12-31', closed_at: '1960-01-01 00:00:00.000000000' },
    },
  ])
})

test('columns may come in any order, among others, under odd names', async () => {
  const fields = { district: 'a `b` \\ "c"', channel: 'c0', title: '_row', category1: "it's" }
  const pack = await makeSource(fields)
  const [found] = await conformRows(warehouse, pack, [
    {
      _row: 'title',
      'a `b` \\ "c"': 'place',
      c1: 'x',
      "it's": 'topic',
      received: '2011-07-01 00:00:00',
      c0: 'phone',
      id: '1',
      v_id: 'z',
    },
  ])
  expect(found).toMatchObject({
    id: '1',
    district: 'place',
    channel: 'phone',
    title: 'title',
    category1: 'topic',
  })
})

test('spaces around the names of columns do not matter', async () => {
  const pack = await makeSource({ title: 't' })
  const path = await writeTemporary('rows.csv', ' id, received ,t\n1,2011-07-01 00:00:00,x\n')
  const physical = [' id', ' received ', 't'].map((name) => ({ name, type: 'String' }))
  const [found] = await conformFile(warehouse, pack, path, 'csv', undefined, physical)
  expect(found).toMatchObject({ id: '1', title: 'x', reasons: [] })
})

test('a csv is read to the letter of RFC 4180', async () => {
  const pack = await makeSource({ title: 't', text: 'x', district: 'd' }, { delimiter: ';' })
  const csv =
    '\ufeffid;received;t;x;d\r\n' +
    '1;2011-07-01 00:00:00;"a ""quoted"" word";"two\r\nlines; and more";\\N\r\n' +
    '2;2011-07-01 00:00:00;a"b;\'c;NULL\r\n' +
    '3;2011-07-01 00:00:00;"";;"x, y"'
  const path = await writeTemporary('rows.csv', csv)
  const physical = ['id', 'received', 't', 'x', 'd'].map((name) => ({ name, type: 'String' }))
  const found = await conformFile(warehouse, pack, path, 'csv', undefined, physical)
  expect(found.map((r) => [r.id, r.title, r.text, r.district])).toEqual([
    ['1', 'a "quoted" word', 'two\r\nlines; and more', '\\N'],
    ['2', 'a"b', "'c", 'NULL'],
    ['3', '', '', 'x, y'],
  ])
})

test('ndjson: numbers keep their digits, and absent members are blanks', async () => {
  const plain = { event_key: 'e', lat: 'y', lon: 'x', district: 'd', title: 't' }
  const pack = await makeSource({ ...plain, cooperating: 'w' })
  const path = await writeTemporary(
    'rows.ndjson',
    '{"id":123456789012345678901,"received":"2011-07-01 00:00:00","e":0.10,"x":1e1,"y":2,"t":"\\u4e2d\\n","w":["a"," b"]}\n' +
      '{"received":"2011-07-01 00:00:00","id":"b","d":null,"t":true,"w":"c","more":{"a":[1]}}\n',
  )
  const found = await conformFile(warehouse, pack, path, 'ndjson')
  expect(found).toMatchObject([
    {
      id: '123456789012345678901',
      event_key: '0.10',
      lon: 10,
      lat: 2,
      title: '中',
      cooperating: ['a', 'b'],
    },
    { id: 'b', district: 'unknown', event_key: '', lon: null, title: 'true', cooperating: ['c'] },
  ])
})

test('a missing column is named, with what was probably meant and what there is', async () => {
  const pack = await makeSource({ closed_at: 'closed_dt', district: 'area' })
  const [source] = Object.values(pack.sources)
  const physical = ['id', 'Received', 'closed dt', 'area'].map((name) => ({ name, type: 'String' }))
  expect(() => source && readColumns(source, physical, 'csv')).toThrow(
    new SourceError(
      'The file has no columns "received" (did it become "Received"?), ' +
        '"closed_dt" (did it become "closed dt"?), which the mapping reads; ' +
        'its columns are "id", "Received", "closed dt", "area": ' +
        'correct the file, or the mapping in the city pack.',
    ),
  )
  const twice = ['id', 'received', 'area', 'area', 'closed_dt'].map((name) => ({ name, type: '' }))
  expect(() => source && readColumns(source, twice, 'csv')).toThrow(
    'The file has the column "area" twice: keep one of them.',
  )
})

test('ndjson without the members that every complaint needs is refused by name', async () => {
  const pack = await makeSource({ district: 'd' })
  const path = await writeTemporary('rows.ndjson', '{"ID":1,"received":"x"}\n\n{"Id":2}\n')
  await expect(conformFile(warehouse, pack, path, 'ndjson')).rejects.toThrow(
    /^The file has no column "id" \(did it become "ID"\?\).*"ID", "received", "Id"/,
  )
})
