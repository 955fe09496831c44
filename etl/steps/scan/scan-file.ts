import { createHash } from 'node:crypto'
import { readPlain, readText } from './bytes.ts'
import { splitCsv } from './csv-records.ts'
import { FileError, toFileError } from './file-error.ts'
import { gatherHeader } from './header.ts'
import { splitJsonLines } from './json-lines.ts'
import { type FileKind, isCsv, isGzipped } from './kind.ts'
import { type OnRecord, UnclosedQuoteError } from './splitter.ts'
import { type FileStamp, requireUnchanged, stampFile } from './stamp.ts'
import { watchUtf8 } from './utf8.ts'

type IrregularReason =
  | 'record: wrong number of fields'
  | 'record: stray quote or carriage return'
  | 'record: not a JSON object'

/** A record that cannot be read as a row. */
interface Irregular {
  /** Its place among all records of the file, from 0. */
  record: number
  /** The line where it begins, from 1. */
  line: number
  fields: number
  reason: IrregularReason
}

/** What a file is made of, found by reading its bytes once. */
export interface FileScan extends FileStamp {
  kind: FileKind
  delimiter: string
  /** Of the file as it lies on disk, hexadecimal. */
  sha256: string
  /** Names of a csv's columns in the file's order; empty for other kinds. */
  columns: string[]
  /**
   * RFC 4180 records, or non-blank lines of ndjson, irregular ones included, header not; null for
   * parquet, where the engine counts.
   */
  records: number | null
  irregular: Irregular[]
  /** Blank lines with a record or the header behind them. */
  blankLines: number
  /**
   * The engine can read the file as it lies; otherwise what `writeRegular` makes of it. (Blank lines
   * at the end of a csv need `input_format_csv_skip_trailing_empty_lines`.)
   */
  regular: boolean
  firstInvalidUtf8Line: number | null
}

interface ScanProgress {
  /** Bytes of the file on disk that have been read, and how many there are. */
  bytes: number
  ofBytes: number
  records: number
}

export interface ScanOptions {
  kind: FileKind
  /** What separates a csv's fields, one ASCII character. */
  delimiter?: string | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((progress: ScanProgress) => void) | undefined
}

const CR = 13

/** So many irregular records are not worth keeping in memory: the file is not what it is said to be. */
const MOST_IRREGULAR = 1_000_000

/**
 * Reads a file's bytes once, in bounded memory: hash, header, number of records, irregular records.
 * Throws FileError where the file cannot be loaded as a whole: unreadable, an unclosed quote (with
 * the line where it opened), cut or damaged gzip, a header that is none, changed while it was read.
 */
export async function scanFile(path: string, options: ScanOptions): Promise<FileScan> {
  const before = await stampFile(path)
  try {
    const hash = createHash('sha256')
    const text = options.kind === 'parquet' ? NO_TEXT : await scanText(path, before, options, hash)
    if (options.kind === 'parquet' || isGzipped(options.kind)) {
      for await (const chunk of readPlain(path, { signal: options.signal })) hash.update(chunk)
    }
    await requireUnchanged(path, before)
    return {
      ...before,
      kind: options.kind,
      delimiter: options.delimiter ?? ',',
      sha256: hash.digest('hex'),
      ...text,
    }
  } catch (error) {
    if (error instanceof UnclosedQuoteError) {
      throw new FileError(path, unclosed(error.line), { line: error.line, cause: error })
    }
    throw toFileError(path, error)
  }
}

function unclosed(line: number): string {
  return `has a quote in line ${line} that is opened at the start of a field and never properly closed: close it, or double the quotes inside the field.`
}

interface TextScan {
  columns: string[]
  records: number | null
  irregular: Irregular[]
  blankLines: number
  regular: boolean
  firstInvalidUtf8Line: number | null
}

const NO_TEXT: TextScan = {
  columns: [],
  records: null,
  irregular: [],
  blankLines: 0,
  regular: true,
  firstInvalidUtf8Line: null,
}

async function scanText(
  path: string,
  stamp: FileStamp,
  options: ScanOptions,
  hash: { update(bytes: Uint8Array): unknown },
): Promise<TextScan> {
  const csv = isCsv(options.kind)
  const gzipped = isGzipped(options.kind)
  const delimiter = options.delimiter ?? ','
  const irregular: Irregular[] = []
  const header = gatherHeader(path, delimiter)
  let columns: string[] | null = csv ? null : []
  let width = csv ? 0 : 1
  let records = 0
  let blankLines = 0
  let blankRun = 0
  let last = 0
  let chunk: Uint8Array = new Uint8Array(0)

  const onRecord: OnRecord = (end, line, fields, sound) => {
    if (fields === 0) {
      blankRun++
      return
    }
    blankLines += blankRun
    blankRun = 0
    if (columns === null) {
      header.add(chunk.subarray(0, end))
      columns = header.columns(sound)
      width = columns.length
      return
    }
    if (fields !== width || !sound) {
      if (irregular.length === MOST_IRREGULAR) throw new FileError(path, TOO_IRREGULAR)
      irregular.push({ record: records, line, fields, reason: reasonFor(csv, sound) })
    }
    records++
  }

  const splitter = csv ? splitCsv(delimiterCode(delimiter), onRecord) : splitJsonLines(onRecord)
  const utf8 = watchUtf8()
  const onRead = (bytes: number) => options.onProgress?.({ bytes, ofBytes: stamp.bytes, records })
  const source = gzipped
    ? readText(path, true, { signal: options.signal, onRead })
    : readText(path, false, { signal: options.signal, onRead, onBytes: (raw) => hash.update(raw) })
  for await (chunk of source) {
    utf8.push(chunk)
    splitter.push(chunk)
    if (columns === null) header.add(chunk)
    last = chunk[chunk.length - 1] ?? last
  }
  chunk = new Uint8Array(0)
  splitter.finish()
  if (columns === null) throw new FileError(path, 'holds nothing but blank lines: export it again.')
  const readable = !csv || (blankLines === 0 && last !== CR)
  const wrongAt = utf8.finish()
  return {
    columns,
    records,
    irregular,
    blankLines,
    regular: readable && irregular.length === 0,
    firstInvalidUtf8Line: wrongAt === null ? null : await lineAt(path, gzipped, wrongAt),
  }
}

const TOO_IRREGULAR = `has more than ${MOST_IRREGULAR.toLocaleString('en')} records that do not fit its header: check that it is the right file, whole and undamaged.`

function reasonFor(csv: boolean, sound: boolean): IrregularReason {
  if (!csv) return 'record: not a JSON object'
  return sound ? 'record: wrong number of fields' : 'record: stray quote or carriage return'
}

export function delimiterCode(delimiter: string): number {
  const code = delimiter.charCodeAt(0)
  if (delimiter.length !== 1 || code > 126 || '"\r\n'.includes(delimiter)) {
    throw new TypeError(`a delimiter is one ASCII character other than a quote, not "${delimiter}"`)
  }
  return code
}

async function lineAt(path: string, gzipped: boolean, offset: number): Promise<number> {
  let line = 1
  let passed = 0
  for await (const chunk of readText(path, gzipped)) {
    const looked = chunk.subarray(0, Math.max(0, offset - passed))
    for (const c of looked) if (c === 10) line++
    passed += chunk.length
    if (passed >= offset) break
  }
  return line
}
