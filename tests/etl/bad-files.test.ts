import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LoadResult, loadFile } from '../../etl/load-file.ts'
import { command, select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { publishRiver, readState, riverContext } from '../support/river-city.ts'
import { testWarehouse } from '../support/warehouse.ts'
import { scratchFolder } from './scan/scratch.ts'

const file = scratchFolder()
let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('bad_files')
  await publishRiver(warehouse)
})
afterAll(() => warehouse.close())

const HEADER = 'id,updated,received,closed,category,district,title'
const ROW = (id: string | number) =>
  `${id},2026-01-03 10:00:00,2026-01-02 10:00:00,,Roads,North,"A hole, deep"`
const GOOD = `${HEADER}\n${ROW('a')}\n${ROW('b')}\n`
/** A Parquet file cut in two: its beginning is sound. */
const CUT = Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(200, 7)])
/** A footer that promises more than there is to read. */
const HOLLOW = Buffer.concat([CUT, Buffer.from([8, 0, 0, 0]), Buffer.from('PAR1')])

function load(name: string, content: string | Uint8Array): Promise<LoadResult> {
  const path = file(name, content)
  return loadFile(riverContext(warehouse, dirname(file('x'))), 'line', path)
}

describe('a file that cannot be trusted as a whole', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['empty.csv', '', /is empty/],
    ['headless.csv', `${ROW('a')}\n${ROW('b')}\n`, /has none of the columns .*"id", .* no header/],
    ['renamed.csv', GOOD.replace('received', 'recieved'), /"received" .*"recieved"/],
    ['twice.csv', GOOD.replace('title', 'id'), /column/],
    ['book.csv', Buffer.from('504b030414000600', 'hex'), /is a zip archive, not a csv/],
    ['open.csv', `${GOOD}c,"2026-01-03\n${ROW('d')}\n`, /quote in line 4 that is opened/],
    ['cut.csv.gz', gzipSync(GOOD).subarray(0, 60), /cut off/],
    ['cut.parquet', CUT, /cut off/],
    ['hollow.parquet', HOLLOW, /hollow\.parquet/],
    ['semicolons.csv', GOOD.replaceAll(',', ';'), /semicolons, not commas/],
    ['gbk.csv', Buffer.from(`${HEADER}\n${ROW('\xb1\xe0')}\n`, 'latin1'), /not written in UTF-8/],
  ])('%s fails with one sentence, and changes nothing', async (name, content, says) => {
    await load('good.csv', GOOD)
    const before = await readState(warehouse)
    const result = await load(name, content)
    expect(result).toMatchObject({ state: 'failed', loaded: 0, rowsRead: 0 })
    expect(result.error).toMatch(says)
    expect(result.error).toMatch(new RegExp(`^${name.replaceAll('.', '\\.')} .+\\.$`))
    expect(result.error).not.toMatch(/DB::Exception|Code: \d+|\n/)
    expect(await readState(warehouse)).toEqual(before)
    const [noted] = await select<{ state: string; error: string }>(
      warehouse,
      'SELECT state, error FROM batches WHERE number = {batch:UInt32} ORDER BY at DESC LIMIT 1',
      { batch: result.batch },
    )
    expect(noted).toEqual({ state: 'failed', error: result.error })
    expect(await load('next.csv', `${HEADER}\n${ROW(name)}\n`)).toMatchObject({ state: 'loaded' })
  })

  it('is tried again when it has been put right', async () => {
    expect(await load('mended.csv', `${GOOD}c,"x\n`)).toMatchObject({ state: 'failed' })
    expect(await load('mended.csv', `${HEADER}\n${ROW('c')}\n`)).toMatchObject({ loaded: 1 })
  })
})

describe('a file with records that cannot be read', () => {
  it('is loaded without them, and keeps them as they came', async () => {
    const rows = [ROW('r1'), 'r2,too,short', '', ',no id', ROW('r3'), 'r4,"a"b,,,,,', ROW('')]
    const result = await load('mixed.csv', `\uFEFF${HEADER}\r\n${rows.join('\r\n')}\r\n`)
    expect(result).toMatchObject({ state: 'loaded', rowsRead: 6, loaded: 2, rejected: 4 })
    const kept = await select(
      warehouse,
      'SELECT toUInt32(line) AS line, reasons, raw FROM rejected WHERE batch = {batch:UInt32} ORDER BY line',
      { batch: result.batch },
    )
    expect(kept).toEqual([
      { line: 3, reasons: ['record: wrong number of fields'], raw: 'r2,too,short' },
      { line: 5, reasons: ['record: wrong number of fields'], raw: ',no id' },
      { line: 7, reasons: ['record: stray quote or carriage return'], raw: 'r4,"a"b,,,,,' },
      { line: 8, reasons: ['id: missing'], raw: ROW('') },
    ])
  })

  it.each(['curly {1,2} star * question?.csv', '[a] (b) \'c\' "d" & e.csv', '路灯.csv'])(
    'may be called %j',
    async (name) => {
      mkdirSync(file('named'), { recursive: true })
      const rows = [ROW(`${name.length} 1`), 'short', ROW(''), ROW(`${name.length} 2`)]
      const broken = await load(`named/${name}`, `${HEADER}\n${rows.join('\n')}\n`)
      expect(broken).toMatchObject({ state: 'loaded', rowsRead: 4, loaded: 2, rejected: 2 })
      const whole = await load(`named/${name}`, `${HEADER}\n${rows[2]}\n${rows[0]}\n`)
      expect(whole).toMatchObject({ state: 'loaded', duplicates: 1, rejected: 1 })
    },
  )
})

describe('a full disk', () => {
  it('fails the batch with one sentence, changes nothing, and is over when there is space', async () => {
    await load('before.csv', `${HEADER}\n${ROW('space')}\n`)
    const before = await readState(warehouse)
    const content = `${HEADER}\n${ROW('no-space')}\n`
    // The engine's own guard stands for a disk of its size: it refuses the insert as a full one does.
    const guard = (bytes: string) =>
      command(
        warehouse,
        `ALTER TABLE complaints MODIFY SETTING min_free_disk_bytes_to_perform_insert = ${bytes}`,
      )
    await guard('1000000000000000')
    const result = await load('full.csv', content)
    await guard('0')
    expect(result).toMatchObject({ state: 'failed' })
    expect(result.error).toMatch(/^full\.csv could not be loaded because the disk .* is full: free/)
    expect(await readState(warehouse)).toEqual(before)
    expect(await load('full.csv', content)).toMatchObject({ state: 'loaded', loaded: 1 })
  })
})

describe('bytes that are no UTF-8', () => {
  it('make their fields bad, and nothing else', async () => {
    const broken = Buffer.concat([
      Buffer.from(`${HEADER}\n${ROW('whole')}\n`),
      Buffer.from(ROW('hurt').replace('Roads', 'Caf\xe9').replace('deep', 'd\xe9ep'), 'latin1'),
      Buffer.from(`\n${ROW('后')}\n${`${ROW('x')}\n`.repeat(300)}`),
    ])
    const result = await load('stray.csv', broken)
    expect(result).toMatchObject({ state: 'loaded', rejected: 0, warnings: 2 })
    const rows = await select(
      warehouse,
      "SELECT id, category1, title, raw FROM complaints WHERE loaded_by = {batch:UInt32} AND id IN ('hurt', 'whole', '后') ORDER BY id",
      { batch: result.batch },
    )
    expect(rows).toEqual([
      {
        id: 'hurt',
        category1: 'unknown',
        title: 'A hole, d\uFFFDep',
        raw: { category1: 'Caf\uFFFD', title: 'A hole, d\uFFFDep' },
      },
      { id: 'whole', category1: 'Roads', title: 'A hole, deep', raw: {} },
      { id: '后', category1: 'Roads', title: 'A hole, deep', raw: {} },
    ])
  })
})
