import type { ClickHouseSettings } from '@clickhouse/client'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FileError } from '../../../etl/steps/scan/file-error.ts'
import { readRecords } from '../../../etl/steps/scan/read-records.ts'
import { scanFile } from '../../../etl/steps/scan/scan-file.ts'
import { originalRecord, writeRegular } from '../../../etl/steps/scan/write-regular.ts'
import { select } from '../../../sql/node/run.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { scratchFolder } from './scratch.ts'

const file = scratchFolder()
let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('scan')
})
afterAll(() => warehouse.close())

interface EngineRow {
  a: string
  b: string
  place: number
}

const SETTINGS: ClickHouseSettings = {
  format_csv_null_representation: '\u0001',
  input_format_csv_trim_whitespaces: 0,
  input_format_csv_skip_trailing_empty_lines: 1,
  // Parsed in parallel, a csv's row numbers jump by one at each chunk.
  input_format_parallel_parsing: 0,
}

/** What the engine makes of a file, by its own reading. */
function readByEngine(path: string, format: string): Promise<EngineRow[]> {
  return select<EngineRow>(
    warehouse,
    `SELECT a, b, toUInt32(_row_number) AS place
     FROM file({path:String}, ${format}, 'a String, b String') ORDER BY place`,
    { path },
    SETTINGS,
  )
}

let serial = 0

/** Scans a text, has the engine read what is regular of it, and compares the two row by row. */
async function expectAgreement(text: string, kind: 'csv' | 'ndjson'): Promise<void> {
  const path = file(`${serial++}.${kind}`, text)
  const scan = await scanFile(path, { kind }).catch((error: unknown) => {
    if (error instanceof FileError) return null
    throw error
  })
  if (scan === null) return
  const out = scan.regular ? path : file(`${serial++}.out`)
  if (!scan.regular) await writeRegular(path, scan, out)
  const rows = await readByEngine(out, kind === 'csv' ? 'CSVWithNames' : 'JSONEachRow')
  const regular = (scan.records ?? 0) - scan.irregular.length
  expect(rows.map((row) => row.place)).toEqual([...Array(regular).keys()])
  const places = rows.map((row) => originalRecord(scan, row.place))
  for await (const { record, raw } of readRecords(path, places, { kind })) {
    const row = rows[places.indexOf(record)]!
    if (kind === 'ndjson') expect(row.a).toBe(String(JSON.parse(raw).a ?? ''))
    else if (!raw.includes('"')) expect(bare(`${row.a},${row.b}`)).toBe(bare(raw))
  }
}

/** The engine takes LF CR for a line end, so that a CR at the start of a line is lost on it. */
const bare = (text: string) => text.replace(/^\r+/, '')

describe('the scan and the engine', () => {
  it.each([
    'a"b,2\n',
    ' "x",2\n',
    '"a""b",2\n',
    '"a"b,2\n3,4\n',
    '"a" ,"b"\t\n',
    '"a"\v,b\n3,4\n',
    '"",""\n',
    ',\n',
    'x\ry,2\n',
    'x,y\r\r\n3,4\n',
    'x,"y"\r\r\n3,4\n',
    '"x\r\ny",2\n',
    '\r1,2\r\n\r3,4\n',
    '\r"1,1",2\n\r"3",4\n',
    '1,2\n\n\n3,4\n\n',
    '1,2\r\n\r\n3,4\r\n\r\n\r\n',
    "'x,2\n3,4\n",
    '\\N,x\\ny\n"\\",4\n',
    '1,2\n   \n3,4',
    'x,\ry\n3,4\n',
    '1,2\n3,4\r',
    '1,2\n3,\r',
    '1,2\n3,"4"\r',
    '1,2,3\n4\n5,6\n',
    '1\0,2\n',
    '路灯,"不亮,\n三天"\n',
  ])('agree on %j', async (body) => {
    await expectAgreement(`a,b\n${body}`, 'csv')
    await expectAgreement(`\uFEFF"a" ,b\r\n${body}`, 'csv')
  })

  it('agree on any csv', async () => {
    const piece = fc.constantFrom(
      'x',
      ',',
      '"',
      '"y"',
      '""',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\t',
      'z,w\n',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), (pieces) =>
        expectAgreement(`a,b\n${pieces.join('')}`, 'csv'),
      ),
      { numRuns: 120 },
    )
  })

  it('agree on JSON lines, whole and broken', async () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    const object = fc.record({ a: value, b: value, c: fc.jsonValue() }, { requiredKeys: ['a'] })
    const line = fc.oneof(
      { weight: 5, arbitrary: object.map((found) => JSON.stringify(found)) },
      { weight: 1, arbitrary: fc.constantFrom('', ' ', '[1]', '{"a":', '{} {}', '{"a":1},', 'x') },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), (lines) =>
        expectAgreement(lines.join('\n'), 'ndjson'),
      ),
      { numRuns: 60 },
    )
  })

  it('number the rows of a large file alike', async () => {
    const rows = Array.from({ length: 400_000 }, (_, id) =>
      id % 1000 === 7 ? 'x' : `${id},"two\nlines, ${'路灯'.repeat(id % 13)}"`,
    )
    const path = file('large.csv', `a,b\n${rows.join('\n')}\n`)
    const scan = await scanFile(path, { kind: 'csv' })
    const out = file('large.out')
    await writeRegular(path, scan, out)
    const [found] = await select<{ rows: number; apart: number }>(
      warehouse,
      `SELECT toUInt32(count()) AS rows, toUInt32(countIf(a != toString(id))) AS apart FROM (
         SELECT a, _row_number + intDiv(_row_number + 992, 999) AS id
         FROM file({path:String}, CSVWithNames, 'a String, b String'))`,
      { path: out },
      SETTINGS,
    )
    expect(found).toEqual({ rows: 399_600, apart: 0 })
    expect(originalRecord(scan, 1005)).toBe(1006)
  })
})
