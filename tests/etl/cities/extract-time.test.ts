import { afterAll, beforeAll, expect, test } from 'vitest'
import { readExtractTime } from '../../../etl/cities/extract-time.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { readExtracted } from '../conform/read-rows.ts'
import { makePack, SOURCE } from './make-pack.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('extract')
})
afterAll(() => warehouse.close())

const mappingOf = async (extractedAt: object) => {
  const pack = await makePack({ 'sources/line.json': { ...SOURCE, extractedAt } })
  const mapping = pack.sources.line
  if (!mapping) throw new Error('the source is gone')
  return { pack, mapping }
}

test.each([
  ['calls_%Y%m%d%H%M.csv', 'calls_201107040930.csv', '2011-07-04T13:30:00Z'],
  ['%Y-%m-%d', '/in/box/export 2011-07-04 final.csv.gz', '2011-07-04T04:00:00Z'],
  ['%d-%b-%Y %-I%p', 'to 04-Jul-2011 9PM.ndjson', '2011-07-05T01:00:00Z'],
  ['%Y%m%dT%H%M%S%z', '20110704T000000Z.parquet', '2011-07-04T00:00:00Z'],
  ['%Y-%m-%d', 'export.csv', null],
  ['%Y-%m-%d', 'export-2011-02-30.csv', null],
])('the name of a file declares its extract time: %s', async (fileName, path, expected) => {
  const { mapping } = await mappingOf({ fileName })
  const seconds = expected === null ? null : Date.parse(expected) / 1000
  expect(readExtractTime(mapping, path)).toBe(seconds)
})

test('a column declares the extract time: its latest', async () => {
  const { pack, mapping } = await mappingOf({ column: 'as of', times: '%Y-%m-%d' })
  const rows = ['2011-07-03', '2011-07-04', '', 'x'].map((day, i) => ({
    id: String(i),
    received: '2011-07-01 00:00:00',
    'as of': day,
  }))
  expect(await readExtracted(warehouse, pack, rows)).toBe(Date.parse('2011-07-04T04:00:00Z') / 1000)
  expect(readExtractTime(mapping, '2011-07-04.csv')).toBe(null)
})
