import { chmodSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { FileError, toFileError } from '../../../etl/steps/scan/file-error.ts'
import { identifyFile } from '../../../etl/steps/scan/identify.ts'
import { scratchFolder } from './scratch.ts'

const file = scratchFolder()

const CSV = 'id,opened\n1,2011-07-01\n'
const JSON_LINES = '{"id":1}\n{"id":2}\n'
const PARQUET = Buffer.concat([
  Buffer.from('PAR1 pages '),
  Buffer.from('footer'),
  Buffer.from([6, 0, 0, 0]),
  Buffer.from('PAR1'),
])
const UTF16 = Buffer.from('id,opened\n1,2011-07-01\n', 'utf16le')

describe('identifyFile', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['plain.csv', CSV, 'csv'],
    ['SHOUTED.CSV', CSV, 'csv'],
    ['header.csv', 'id,opened', 'csv'],
    ['marked.csv', `\uFEFF${CSV}`, 'csv'],
    ['no-ending', CSV, 'csv'],
    ['one-stray-byte.csv', Buffer.from(`${CSV.repeat(9)}\x92\n`, 'latin1'), 'csv'],
    ['packed.csv.gz', gzipSync(CSV), 'csv.gz'],
    ['packed-without-ending', gzipSync(CSV), 'csv.gz'],
    ['lines.ndjson', JSON_LINES, 'ndjson'],
    ['lines.jsonl', `\uFEFF\n${JSON_LINES}`, 'ndjson'],
    ['first-is-broken.ndjson', `{"id"\n${JSON_LINES}`, 'ndjson'],
    ['lines.ndjson.gz', gzipSync(JSON_LINES), 'ndjson.gz'],
    ['lines.txt', JSON_LINES, 'ndjson'],
    ['table.parquet', PARQUET, 'parquet'],
    ['table', PARQUET, 'parquet'],
  ])('%s', async (name, content, kind) => {
    expect(await identifyFile(file(name, content))).toBe(kind)
  })

  it.each<[string, string | Uint8Array, string]>([
    ['empty.csv', '', 'is empty: export it again, or wait until it is written.'],
    ['empty.csv.gz', gzipSync(''), 'is empty: export it again, or wait until it is written.'],
    [
      'book.xlsx',
      zip('[Content_Types].xml'),
      'is an Excel workbook, not a csv: export the table as "CSV UTF-8" and load that.',
    ],
    [
      'book-by-another-name.csv',
      zip('xl/workbook.xml'),
      'is an Excel workbook, not a csv: export the table as "CSV UTF-8" and load that.',
    ],
    [
      'book-inside.csv.gz',
      gzipSync(zip('xl/workbook.xml')),
      'is an Excel workbook inside gzip, not a csv: export the table as "CSV UTF-8" and load that.',
    ],
    [
      'sheet.ods',
      zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
      'is an OpenDocument spreadsheet, not a csv: export the table as "CSV UTF-8" and load that.',
    ],
    ['files.zip', zip('a.csv'), 'is a zip archive, not a csv: unpack it and load the csv inside.'],
    [
      'book.xls',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      'is an old Excel workbook, not a csv: export the table as "CSV UTF-8" and load that.',
    ],
    [
      'report.pdf',
      '%PDF-1.7\n',
      'is a PDF document, not a csv: export the table as "CSV UTF-8" and load that.',
    ],
    [
      'login.csv',
      '\n<!DOCTYPE html><html>',
      'is a web page, not a csv: the download probably failed, fetch it again.',
    ],
    [
      'feed.csv',
      '<?xml version="1.0"?><rows/>',
      'is XML, not a csv: export the table as "CSV UTF-8" and load that.',
    ],
    [
      'hotline.csv',
      'SQLite format 3\0',
      'is an SQLite database, not a csv: export the table as "CSV UTF-8" and load that.',
    ],
    [
      'scan.csv',
      Buffer.from('89504e470d0a1a0a', 'hex'),
      'is a picture, not a csv: export the table as "CSV UTF-8" and load that.',
    ],
    [
      'array.csv',
      '[{"id":1},\n{"id":2}]',
      'is a JSON array, not a csv: write one object a line (.ndjson) and load that.',
    ],
    [
      'array.ndjson',
      '[\n{"id":1}\n]',
      'is a JSON array, not a csv: write one object a line (.ndjson) and load that.',
    ],
    [
      'utf16.csv',
      Buffer.concat([Buffer.from([0xff, 0xfe]), UTF16]),
      'is text in UTF-16, not a csv: save it as UTF-8 and load that.',
    ],
    [
      'utf16-unmarked.csv',
      UTF16,
      'is text in UTF-16 or no text at all, not a csv: save it as UTF-8 and load that.',
    ],
    [
      'program.csv',
      Buffer.from(Array.from({ length: 4096 }, (_, at) => (at % 7 === 0 ? 0 : 1 + (at % 250)))),
      'is a binary file, not a csv: export the table as "CSV UTF-8" and load that.',
    ],
    [
      'gbk.csv',
      Buffer.concat([Buffer.from(CSV), Buffer.from([50, 44, 0xc2, 0xb7, 0xb5, 0xc6, 10])]),
      'is not written in UTF-8 in line 3 (Chinese files often come in GBK): save it as UTF-8.',
    ],
    ['packed.csv', gzipSync(CSV), 'is compressed with gzip: give it a name that ends in .gz.'],
    ['plain.csv.gz', CSV, 'is not compressed, though its name ends in .gz: take .gz off its name.'],
    ['lines.csv', JSON_LINES, 'holds JSON lines, not csv: give it a name that ends in .ndjson.'],
    ['table.csv', PARQUET, 'is a Parquet file: give it a name that ends in .parquet.'],
    [
      'cut.parquet',
      PARQUET.subarray(0, 20),
      'is a Parquet file without its end, it was cut off: fetch it again, whole.',
    ],
    [
      'stub.parquet',
      'PAR1',
      'is a Parquet file without its end, it was cut off: fetch it again, whole.',
    ],
    [
      'csv.parquet',
      CSV,
      'is not a Parquet file, though its name says so (it does not begin with PAR1): export it again.',
    ],
    [
      'zip.parquet',
      zip('a'),
      'is not a Parquet file, though its name says so (it does not begin with PAR1): it is a zip archive: export it again.',
    ],
    ['secret.parquet', 'PARE....PARE', 'is an encrypted Parquet file: save it without encryption.'],
    [
      'broken.csv.gz',
      Buffer.concat([gzipSync(CSV).subarray(0, 10), Buffer.alloc(40, 0xff)]),
      'is damaged, its gzip data do not add up: fetch it again.',
    ],
  ])('%s is refused', async (name, content, says) => {
    await expect(identifyFile(file(name, content))).rejects.toThrow(
      expect.objectContaining({ name: 'FileError', message: `${name} ${says}` }),
    )
  })

  it('refuses what is not there, and what is no file', async () => {
    await expect(identifyFile(file('gone.csv'))).rejects.toThrow(
      'gone.csv is not there (any more): check the path, or put the file back.',
    )
    file('folder.csv/inside.csv', CSV)
    await expect(identifyFile(file('folder.csv'))).rejects.toThrow(
      'folder.csv is a directory, not a file: name the files in it.',
    )
    await expect(identifyFile('/dev/null')).rejects.toThrow(
      'null is a device or a pipe, not a file: save its content to a file.',
    )
  })

  it.skipIf(process.getuid?.() === 0)('refuses what may not be read', async () => {
    const path = file('private.csv', CSV)
    chmodSync(path, 0)
    await expect(identifyFile(path)).rejects.toThrow(/may not be read by the user that runs Weisu/)
  })
})

describe('toFileError', () => {
  it.each([
    ['EACCES', /^a\.csv may not be read by the user/],
    ['EIO', /^a\.csv could not be read to its end/],
    ['ENOSPC', /^a\.csv could not be copied for loading because the disk is full/],
    ['EMFILE', /^a\.csv could not be opened because too many files are open/],
  ])('has a sentence for %s', (code, says) => {
    const cause = Object.assign(new Error('system'), { code })
    const error = toFileError('/inbox/a.csv', cause)
    expect(error).toBeInstanceOf(FileError)
    expect(error).toMatchObject({
      message: expect.stringMatching(says),
      path: '/inbox/a.csv',
      cause,
    })
  })

  it('lets other errors pass as they are', () => {
    const error = new TypeError('a mistake of ours')
    expect(toFileError('/inbox/a.csv', error)).toBe(error)
  })
})

function zip(entry: string): Buffer {
  return Buffer.concat([
    Buffer.from('504b0304140000000800', 'hex'),
    Buffer.alloc(20),
    Buffer.from(entry),
  ])
}
