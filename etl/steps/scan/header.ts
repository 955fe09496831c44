import { FileError } from './file-error.ts'

/** A header longer than this is none: the file is not a csv, or its line ends are not known here. */
const LONGEST_HEADER = 1024 * 1024

/** Gathers the first record of a csv, whatever chunks it comes in. */
export interface HeaderGatherer {
  add(bytes: Uint8Array): void
  /** The names of the columns as the file writes them, in its order. `sound` as in OnRecord. */
  columns(sound: boolean): string[]
}

export function gatherHeader(path: string, delimiter: string): HeaderGatherer {
  const parts: Uint8Array[] = []
  let length = 0
  return {
    add(bytes) {
      length += bytes.length
      if (length > LONGEST_HEADER) throw new FileError(path, NO_LINE_END)
      parts.push(Uint8Array.from(bytes))
    },
    columns(sound) {
      if (!sound) throw new FileError(path, TEXT_BEHIND_QUOTE, { line: 1 })
      const text = readHeaderText(path, Buffer.concat(parts))
      if (/\r(?!\n)/.test(text)) throw new FileError(path, BARE_RETURNS)
      const columns = splitFields(text, delimiter)
      if (columns.length === 1) refuseOtherDelimiter(path, columns[0]!, delimiter)
      return columns
    },
  }
}

const NO_LINE_END =
  'has no end of line in its first megabyte: check that it is a csv with one record a line.'
const TEXT_BEHIND_QUOTE =
  'has text behind a closing quote in its header: put the whole name of the column in the quotes.'
const BARE_RETURNS = 'ends its lines with bare carriage returns: save it with LF or CRLF line ends.'

function readHeaderText(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^[\r\n]+|\r?\n$/g, '')
  } catch (cause) {
    throw new FileError(path, notUtf8('in line 1'), { line: 1, cause })
  }
}

export function notUtf8(where: string): string {
  return `is not written in UTF-8 ${where} (Chinese files often come in GBK): save it as UTF-8.`
}

/** The fields of one sound record, with nothing around them. */
function splitFields(record: string, delimiter: string): string[] {
  const fields: string[] = []
  for (let at = 0; at <= record.length; at++) {
    const quoted = record[at] === '"' ? QUOTED_FIELD : null
    if (quoted !== null) quoted.lastIndex = at
    const found = quoted?.exec(record)
    if (found) {
      fields.push(found[1]!.replaceAll('""', '"'))
      at += found[0].length
    } else {
      const end = record.indexOf(delimiter, at)
      fields.push(record.slice(at, end < 0 ? record.length : end))
      at = end < 0 ? record.length : end
    }
  }
  return fields
}

const QUOTED_FIELD = /"((?:[^"]|"")*)"[ \t]*/y

const OTHER_DELIMITERS: [string, string][] = [
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
]

function refuseOtherDelimiter(path: string, header: string, expected: string): void {
  const found = OTHER_DELIMITERS.find(([d]) => d !== expected && header.split(d).length > 2)
  if (found === undefined) return
  const wanted = OTHER_DELIMITERS.find(([d]) => d === expected)?.[1] ?? `"${expected}"`
  throw new FileError(
    path,
    `separates its columns by ${found[1]}, not ${wanted}: save it with ${wanted}, or set "delimiter" in the source's mapping.`,
    { line: 1 },
  )
}
