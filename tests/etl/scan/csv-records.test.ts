import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitCsv } from '../../../etl/steps/scan/csv-records.ts'
import { UnclosedQuoteError } from '../../../etl/steps/scan/splitter.ts'

interface Seen {
  line: number
  fields: number
  sound: boolean
  raw: string
}

/** Splits a text that arrives in pieces of the given sizes; raw text is put together again. */
function split(text: string, sizes: number[] = [1 << 20]): Seen[] {
  const bytes = Buffer.from(text)
  const seen: Seen[] = []
  let chunkAt = 0
  let recordAt = 0
  let length = 0
  const splitter = splitCsv(44, (end, line, fields, sound) => {
    const to = length === 0 ? bytes.length : chunkAt + end
    seen.push({ line, fields, sound, raw: bytes.toString('utf8', recordAt, to) })
    recordAt = to
  })
  for (let k = 0; chunkAt < bytes.length; k++) {
    length = sizes[k % sizes.length]!
    splitter.push(Uint8Array.from(bytes.subarray(chunkAt, chunkAt + length)))
    chunkAt = Math.min(bytes.length, chunkAt + length)
  }
  length = 0
  splitter.finish()
  return seen
}

const records = (text: string) => split(text).filter((record) => record.fields > 0)

describe('splitCsv', () => {
  it.each([
    ['a,b\n1,2\n', [2, 2]],
    ['a,b\n1,2', [2, 2]],
    ['a,b\r\n1,2\r\n', [2, 2]],
    ['a,b\n1,2,3\n4\n', [2, 3, 1]],
    ['a,b\n1,\n', [2, 2]],
    ['a,b\n1,', [2, 2]],
    [',\n', [2]],
    ['"a\nb","c\r\nd"\n1,2\n', [2, 2]],
    ['"a,b",c\n', [2]],
    ['"a""b",c\n', [2]],
    ['"",""\n', [2]],
    ['a"b",c\n', [2]],
    [' "a,b",c\n', [3]],
    ['x\ry,z\n', [2]],
    ['   \n', [1]],
    ['"a" ,"b"\t\n', [2]],
    ['"a" \r\n', [1]],
  ])('%j has records of %j fields', (text, fields) => {
    expect(records(text).map((record) => record.fields)).toEqual(fields)
    expect(records(text).every((record) => record.sound)).toBe(true)
  })

  it.each([
    ['\n\na,b\n\n1,2\n\r\n\n', 2],
    ['a\r\n\r\n1\r\n', 2],
    ['\r', 0],
    ['a\n\r', 1],
    ['', 0],
    ['\n', 0],
  ])('%j has %j records beside its blank lines', (text, count) => {
    expect(records(text)).toHaveLength(count)
  })

  it.each([
    ['1,\rb,c\n'],
    ['1,2,\rb\n'],
    ['1,"a"b,c\n'],
    ['1,"a" "b",c\n'],
    ['1,"a"\rb,c\n'],
    ['1,"a"\r\r\n'],
    ['"a"\r,b\n'],
  ])('%j is unsound, alone', (text) => {
    expect(split(`x,y,z\n${text}1,2,3\n`).map((record) => record.sound)).toEqual([
      true,
      false,
      true,
    ])
  })

  it('keeps counting fields in a record that is unsound', () => {
    expect(records('1,"a"b,c,"d,e"\n')[0]).toMatchObject({ fields: 4, sound: false })
  })

  it('tells the line where a record begins, over quoted line ends', () => {
    expect(split('a\n"1\n2\r\n3"\n\nb\n').map((record) => record.line)).toEqual([1, 2, 5, 6])
  })

  it.each([
    ['a,b\n1,"2\n3,4\n', 2],
    ['a,b\n1,2\n3,"', 3],
    ['a,b\n"1"",2\n3,4\n', 2],
    ['id,text\n1,fine\n2,"open\n3,more\n4,"quoted, here"\n5,x\n', 3],
  ])('%j has a quote that opens in line %j and is never closed', (text, line) => {
    expect(() => split(text)).toThrow(UnclosedQuoteError)
    try {
      split(text)
    } catch (error) {
      expect((error as UnclosedQuoteError).line).toBe(line)
    }
  })

  it('agrees with an independent parser on any well-formed csv, in chunks of any size', () => {
    const field = fc.oneof(
      fc.constantFrom('', 'a', ' ', '路灯,不亮', 'say "no"', 'one\ntwo', 'one\r\ntwo', 'x\ry', '"'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    )
    const table = fc.integer({ min: 2, max: 4 }).chain((width) =>
      fc.array(fc.array(fc.tuple(field, fc.boolean()), { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 12,
      }),
    )
    const lineEnd = fc.constantFrom('\n', '\r\n')
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(table, lineEnd, fc.boolean(), sizes, (rows, end, closed, chunks) => {
        const lines = rows.map((row) => row.map(([text, quoted]) => write(text, quoted)).join(','))
        const text = lines.join(end) + (closed ? end : '')
        const expected: string[][] = parse(text, { skip_empty_lines: true, relax_quotes: true })
        const found = split(text, chunks)
        expect(found.map((record) => record.fields)).toEqual(expected.map((row) => row.length))
        expect(found.map((record) => record.raw.replace(/\r?\n$/, ''))).toEqual(lines)
        expect(found.every((record) => record.sound)).toBe(true)
        expect(found.map((record) => record.line)).toEqual(linesOf(lines))
      }),
      { numRuns: 500 },
    )
  })

  it('says the same of any bytes, whatever the size of the chunks', () => {
    const text = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'a'), maxLength: 40 })
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(text, sizes, (bytes, chunks) => {
        expect(outcome(bytes, chunks)).toEqual(outcome(bytes))
      }),
      { numRuns: 1000 },
    )
  })
})

function write(text: string, quoted: boolean): string {
  return quoted || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function linesOf(lines: string[]): number[] {
  let line = 1
  return lines.map((text) => {
    const begins = line
    line += text.split('\n').length
    return begins
  })
}

function outcome(text: string, sizes?: number[]): unknown {
  try {
    return split(text, sizes)
  } catch (error) {
    return (error as UnclosedQuoteError).line
  }
}
