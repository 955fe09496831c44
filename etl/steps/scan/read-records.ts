import { readText } from './bytes.ts'
import { splitCsv } from './csv-records.ts'
import { toFileError } from './file-error.ts'
import { splitJsonLines } from './json-lines.ts'
import { type FileKind, isCsv, isGzipped } from './kind.ts'
import { delimiterCode } from './scan-file.ts'
import type { OnRecord } from './splitter.ts'

/** A record as the file has it. */
export interface RawRecord {
  /** Its place among all records of the file, from 0: header and blank lines do not count. */
  record: number
  /** The line where it begins, from 1. */
  line: number
  /** Its text without the line end; cut behind 1 MiB. */
  raw: string
}

/** Longer records come from stray quotes that swallow lines; their beginning tells enough. */
const RAW_LIMIT = 1024 * 1024

/**
 * The raw text of the records at `places` (0-based, ascending) of a csv or ndjson file, in their
 * order; places that the file does not have are passed over. Reads no further than the last.
 * Throws FileError where the file cannot be read.
 */
export async function* readRecords(
  path: string,
  places: ArrayLike<number>,
  options: { kind: FileKind; delimiter?: string | undefined; signal?: AbortSignal | undefined },
): AsyncGenerator<RawRecord> {
  const csv = isCsv(options.kind)
  let chunk: Uint8Array = new Uint8Array(0)
  let found: RawRecord[] = []
  let record = csv ? -1 : 0
  let wanted = 0
  let from = 0
  let held: Uint8Array[] = []
  let heldLength = 0

  const hold = (bytes: Uint8Array) => {
    if (heldLength >= RAW_LIMIT || bytes.length === 0) return
    held.push(Uint8Array.from(bytes.subarray(0, RAW_LIMIT - heldLength)))
    heldLength += bytes.length
  }
  const onRecord: OnRecord = (end, line, fields) => {
    if (fields > 0) {
      if (places[wanted] === record) {
        hold(chunk.subarray(from, end))
        found.push({ record, line, raw: toText(held) })
        wanted++
      }
      record++
    }
    held = []
    heldLength = 0
    from = end
  }

  const delimiter = delimiterCode(options.delimiter ?? ',')
  const splitter = csv ? splitCsv(delimiter, onRecord) : splitJsonLines(onRecord)
  const source = readText(path, isGzipped(options.kind), { signal: options.signal })
  try {
    for await (chunk of source) {
      from = 0
      splitter.push(chunk)
      if (places[wanted] === record) hold(chunk.subarray(from))
      yield* found
      found = []
      if (wanted >= places.length) return
    }
  } catch (error) {
    throw toFileError(path, error)
  }
  chunk = new Uint8Array(0)
  from = 0
  splitter.finish()
  yield* found
}

function toText(parts: Uint8Array[]): string {
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$|\r$/, '')
}
