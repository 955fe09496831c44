import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync, utimesSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRecords } from '../../../etl/steps/scan/read-records.ts'
import { scanFile } from '../../../etl/steps/scan/scan-file.ts'
import { requireUnchanged } from '../../../etl/steps/scan/stamp.ts'
import { originalRecord, writeRegular } from '../../../etl/steps/scan/write-regular.ts'
import { scratchFolder } from './scratch.ts'

const file = scratchFolder()

const MIXED = [
  '\uFEFF"id" ,"the\nplace"',
  '',
  '1,"Main St, 1"',
  '2',
  '',
  '3,"a"b',
  '4,"two',
  'lines"',
  '5,x,y',
  '6,路灯',
  '',
  '',
].join('\r\n')

async function readAll(path: string, places: number[], kind: 'csv' | 'csv.gz' | 'ndjson') {
  const found = []
  for await (const record of readRecords(path, places, { kind })) found.push(record)
  return found
}

describe('scanFile', () => {
  it.each(['csv', 'csv.gz'] as const)('says what a %s is made of', async (kind) => {
    const content = kind === 'csv' ? Buffer.from(MIXED) : gzipSync(MIXED)
    const path = file(`mixed.${kind}`, content)
    const progress: number[] = []
    const scan = await scanFile(path, { kind, onProgress: ({ bytes }) => progress.push(bytes) })
    expect(scan).toMatchObject({
      kind,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      columns: ['id', 'the\nplace'],
      records: 6,
      blankLines: 2,
      regular: false,
      firstInvalidUtf8Line: null,
      irregular: [
        { record: 1, line: 5, fields: 1, reason: 'record: wrong number of fields' },
        { record: 2, line: 7, fields: 2, reason: 'record: stray quote or carriage return' },
        { record: 4, line: 10, fields: 3, reason: 'record: wrong number of fields' },
      ],
    })
    expect(progress.at(-1)).toBe(content.length)
  })

  it('takes a header alone, with or without a line end', async () => {
    for (const text of ['id,opened', 'id,opened\n', '\nid,opened\r\n\r\n']) {
      const scan = await scanFile(file('header.csv', text), { kind: 'csv' })
      expect(scan).toMatchObject({ columns: ['id', 'opened'], records: 0, irregular: [] })
    }
  })

  it('takes another delimiter', async () => {
    const path = file('semicolons.csv', 'id;place\n1;a,b\n2;"c;d"\n')
    const scan = await scanFile(path, { kind: 'csv', delimiter: ';' })
    expect(scan).toMatchObject({ columns: ['id', 'place'], records: 2, regular: true })
  })

  it('takes gzip in several members', async () => {
    const path = file('members.csv.gz', Buffer.concat([gzipSync('a,b\n1,'), gzipSync('2\n3,4\n')]))
    expect(await scanFile(path, { kind: 'csv.gz' })).toMatchObject({ records: 2, regular: true })
  })

  it('finds lines that are no JSON objects', async () => {
    const path = file('lines.ndjson', '{"id":1}\n\n[2]\n{"id":3}{"id":4}\n{"id":5}')
    expect(await scanFile(path, { kind: 'ndjson' })).toMatchObject({
      columns: [],
      records: 4,
      regular: false,
      irregular: [
        { record: 1, line: 3, reason: 'record: not a JSON object' },
        { record: 2, line: 4, reason: 'record: not a JSON object' },
      ],
    })
  })

  it('leaves counting to the engine for parquet, but not the hash', async () => {
    const content = Buffer.from('PAR1 whatever PAR1')
    expect(await scanFile(file('a.parquet', content), { kind: 'parquet' })).toMatchObject({
      records: null,
      regular: true,
      sha256: createHash('sha256').update(content).digest('hex'),
    })
  })

  it('names the line with the first bytes that are not UTF-8', async () => {
    const path = file(
      'gbk.csv',
      Buffer.concat([Buffer.from('id,place\n1,路\n2,'), Buffer.from([0xc2, 0xb7, 0xb5, 0xc6])]),
    )
    const scan = await scanFile(path, { kind: 'csv' })
    expect(scan.firstInvalidUtf8Line).toBe(3)
  })

  it.each<[string, string | Uint8Array, 'csv' | 'csv.gz' | 'ndjson', RegExp]>([
    ['open.csv', 'id,t\n1,"a\n2,b\n', 'csv', /^open\.csv has a quote in line 2 that is opened/],
    [
      'open-further-up.csv',
      'id,t\n1,a\n2,"b\n3,"c, d"\n4,e\n',
      'csv',
      /^open-further-up\.csv has a quote in line 3 that is opened/,
    ],
    ['cut.csv.gz', gzipSync(MIXED).subarray(0, -9), 'csv.gz', /cut off: fetch it again, whole\.$/],
    ['cut-head.csv.gz', gzipSync(MIXED).subarray(0, 5), 'csv.gz', /cut off: fetch it again/],
    ['flipped.csv.gz', flipLast(gzipSync(MIXED)), 'csv.gz', /damaged, its gzip data do not add up/],
    ['blank.csv', '\n\r\n\n', 'csv', /holds nothing but blank lines/],
    ['mac.csv', 'id,place\r1,a\r2,b\r', 'csv', /ends its lines with bare carriage returns/],
    ['gbk-header.csv', Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 44, 0xb5, 0xd8]), 'csv', /in line 1/],
    [
      'semicolons.csv',
      'id;opened;place\n1;2;3\n',
      'csv',
      /^semicolons\.csv separates its columns by semicolons, not commas: save it with commas/,
    ],
    ['one-line.csv', 'x'.repeat(3_000_000), 'csv', /no end of line in its first megabyte/],
    ['header-quote.csv', '"id"x,b\n1,2\n', 'csv', /has text behind a closing quote in its header/],
  ])('%s fails whole', async (name, content, kind, says) => {
    await expect(scanFile(file(name, content), { kind })).rejects.toThrow(
      expect.objectContaining({ name: 'FileError', message: expect.stringMatching(says) }),
    )
  })

  it('stops when it is told to', async () => {
    const path = file('long.csv', `a,b\n${'1,2\n'.repeat(2_000_000)}`)
    const stopping = new AbortController()
    const scanning = scanFile(path, {
      kind: 'csv',
      signal: stopping.signal,
      onProgress: () => stopping.abort(),
    })
    await expect(scanning).rejects.toThrow(/abort/i)
  })

  it('refuses a file that changes while it is read', async () => {
    const path = file('growing.csv', `a,b\n${'1,2\n'.repeat(2_000_000)}`)
    const onProgress = () => appendFileSync(path, '')
    let once = true
    const scanning = scanFile(path, {
      kind: 'csv',
      onProgress: () => {
        if (once) appendFileSync(path, '3,4\n')
        once = false
        onProgress()
      },
    })
    await expect(scanning).rejects.toThrow(
      'growing.csv changed while it was read: wait until nothing writes to it any more and load it again.',
    )
  })

  it('can tell later whether the file is still the same', async () => {
    const path = file('still.csv', 'a,b\n1,2\n')
    const scan = await scanFile(path, { kind: 'csv' })
    await requireUnchanged(path, scan)
    utimesSync(path, new Date(0), new Date(0))
    await expect(requireUnchanged(path, scan)).rejects.toThrow(/changed while it was read/)
  })
})

describe('writeRegular', () => {
  it('leaves out what is irregular or blank, and keeps the rest as it was', async () => {
    const path = file('mixed-again.csv.gz', gzipSync(MIXED))
    const scan = await scanFile(path, { kind: 'csv.gz' })
    const out = file('regular.csv')
    await writeRegular(path, scan, out)
    expect(readFileSync(out, 'utf8')).toBe(
      '"id" ,"the\nplace"\r\n1,"Main St, 1"\r\n4,"two\r\nlines"\r\n6,路灯\r\n',
    )
    expect([0, 1, 2].map((nth) => originalRecord(scan, nth))).toEqual([0, 3, 5])
    await expect(writeRegular(path, scan, out)).rejects.toThrow(/EEXIST/)
  })

  it('gives a last record without a line end one', async () => {
    const path = file('open-end.csv', 'a,b\n\n1,2\nx\n3,4')
    const out = file('open-end.out')
    await writeRegular(path, await scanFile(path, { kind: 'csv' }), out)
    expect(readFileSync(out, 'utf8')).toBe('a,b\n1,2\n3,4\n')
  })

  it('does so for JSON lines', async () => {
    const path = file('mixed.ndjson', '\uFEFF{"a":1}\n \n[2]\n{"a":3}\r\n{"a":')
    const out = file('mixed.out')
    await writeRegular(path, await scanFile(path, { kind: 'ndjson' }), out)
    expect(readFileSync(out, 'utf8')).toBe('{"a":1}\n{"a":3}\r\n')
  })

  it('gives, over many chunks, what an independent parser reads of the regular rows', async () => {
    let serial = 0
    const row = fc.oneof(
      { weight: 8, arbitrary: fc.constant((id: number) => `${id},"路灯, ${'x'.repeat(id % 97)}"`) },
      { weight: 2, arbitrary: fc.constant((id: number) => `${id},"two\nlines"`) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          (id: number) => `${id}`,
          (id: number) => `${id},"a"b`,
        ),
      },
      { weight: 1, arbitrary: fc.constant(() => '') },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), async (pattern) => {
        const lines = ['id,place']
        for (let id = 0; id < 30_000; id++) lines.push(pattern[id % pattern.length]!(id))
        const path = file(`many-${serial}.csv`, lines.join('\n'))
        const out = file(`many-${serial++}.out`)
        const scan = await scanFile(path, { kind: 'csv' })
        await writeRegular(path, scan, out)
        const kept: string[][] = parse(readFileSync(out))
        const all = lines.slice(1).filter((text) => text !== '')
        const regular = all.filter((text) => text.endsWith('"'))
        expect(scan.records).toBe(all.length)
        expect(scan.irregular.length).toBe(all.length - regular.length)
        expect(kept.slice(1).map((fields) => fields[0])).toEqual(
          regular.map((text) => text.split(',')[0]),
        )
        const places = kept.slice(1, 60).map((_, nth) => originalRecord(scan, nth))
        expect((await readAll(path, places, 'csv')).map((record) => record.raw)).toEqual(
          regular.slice(0, 59),
        )
        const rejected = scan.irregular.slice(0, 50).map(({ record }) => record)
        expect((await readAll(path, rejected, 'csv')).map((record) => record.line)).toEqual(
          scan.irregular.slice(0, 50).map(({ line }) => line),
        )
      }),
      { numRuns: 8 },
    )
  })
})

describe('readRecords', () => {
  it.each(['csv', 'csv.gz'] as const)('gives records of a %s as they came', async (kind) => {
    const path = file(`raw.${kind}`, kind === 'csv' ? MIXED : gzipSync(MIXED))
    expect(await readAll(path, [0, 2, 3, 5, 99], kind)).toEqual([
      { record: 0, line: 4, raw: '1,"Main St, 1"' },
      { record: 2, line: 7, raw: '3,"a"b' },
      { record: 3, line: 8, raw: '4,"two\r\nlines"' },
      { record: 5, line: 11, raw: '6,路灯' },
    ])
  })

  it('gives JSON lines as they came, also the last without a line end', async () => {
    const path = file('raw.ndjson', '{"a":1}\n\n[2]\r\n{"a":3')
    expect(await readAll(path, [1, 2], 'ndjson')).toEqual([
      { record: 1, line: 3, raw: '[2]' },
      { record: 2, line: 4, raw: '{"a":3' },
    ])
  })

  it('cuts a record that swallowed half the file', async () => {
    const path = file('huge.csv', `a\n"${'x\n'.repeat(1_000_000)}"\n`)
    const [found] = await readAll(path, [0], 'csv')
    expect(found?.raw).toHaveLength(1024 * 1024)
  })
})

function flipLast(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes)
  flipped[flipped.length - 6]! ^= 0xff
  return flipped
}
