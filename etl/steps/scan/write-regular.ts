import { open } from 'node:fs/promises'
import { readText } from './bytes.ts'
import { splitCsv } from './csv-records.ts'
import { toFileError } from './file-error.ts'
import { splitJsonLines } from './json-lines.ts'
import { isCsv, isGzipped } from './kind.ts'
import { delimiterCode, type FileScan } from './scan-file.ts'
import type { OnRecord } from './splitter.ts'

const LINE_END = Buffer.from('\n')

/**
 * Copies a scanned csv or ndjson file to `out`, decompressed, without its irregular records and blank
 * lines and without a byte order mark; every other byte stays as it is. `out` must not exist yet.
 * Throws FileError, also where the disk is full.
 */
export async function writeRegular(
  path: string,
  scan: FileScan,
  out: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    const file = await open(out, 'wx', 0o600)
    try {
      for await (const bytes of regularBytes(path, scan, signal)) await file.writeFile(bytes)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw toFileError(path, error)
  }
}

/** The place among all records of the file (0-based) of the nth record that `writeRegular` keeps. */
export function originalRecord(scan: FileScan, nth: number): number {
  let low = 0
  let high = scan.irregular.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (scan.irregular[middle]!.record - middle <= nth) low = middle + 1
    else high = middle
  }
  return nth + low
}

async function* regularBytes(path: string, scan: FileScan, signal?: AbortSignal) {
  const csv = isCsv(scan.kind)
  let chunk: Uint8Array = new Uint8Array(0)
  let pieces: Uint8Array[] = []
  let ended = true
  let record = csv ? -1 : 0
  let nextIrregular = 0
  // Offsets in the chunk: where the run of bytes to keep began, and where the present record did.
  let run = 0
  let from = 0
  // The start of the present record, from earlier chunks, while it may yet turn out a blank line.
  let held: Uint8Array[] = []

  const keep = (bytes: Uint8Array) => {
    if (bytes.length === 0) return
    pieces.push(bytes)
    ended = bytes[bytes.length - 1] === 10
  }
  const keepHeld = () => {
    for (const bytes of held) keep(bytes)
    held = []
  }
  const isIrregular = () => scan.irregular[nextIrregular]?.record === record

  const onRecord: OnRecord = (end, _line, fields) => {
    const irregular = isIrregular()
    if (fields === 0 || irregular) {
      keep(chunk.subarray(run, from))
      run = end
      held = []
    } else {
      keepHeld()
    }
    if (fields > 0) {
      record++
      if (irregular) nextIrregular++
    }
    from = end
  }

  const splitter = csv
    ? splitCsv(delimiterCode(scan.delimiter), onRecord)
    : splitJsonLines(onRecord)
  for await (chunk of readText(path, isGzipped(scan.kind), { signal })) {
    run = 0
    from = 0
    splitter.push(chunk)
    const rest = chunk.subarray(from)
    // Two bytes of a csv's line are enough to see that it is not blank.
    const kept = !isIrregular() && csv && (held.length > 0 || rest.length > 1)
    if (kept) {
      keepHeld()
      keep(chunk.subarray(run))
    } else {
      keep(chunk.subarray(run, from))
      if (isIrregular()) held = []
      else if (rest.length > 0) held.push(Uint8Array.from(rest))
    }
    yield* pieces
    pieces = []
  }
  chunk = new Uint8Array(0)
  run = 0
  from = 0
  splitter.finish()
  if (!ended) keep(LINE_END)
  yield* pieces
}
