import { isAscii, isUtf8 } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import { gunzipSync, constants as zlib } from 'node:zlib'
import { FileError, toFileError } from './file-error.ts'
import { nameForeignFormat } from './foreign-formats.ts'
import { notUtf8 } from './header.ts'
import { isJsonObject } from './json-value.ts'
import { type FileKind, isGzipped, kindOfName } from './kind.ts'
import { stampFile } from './stamp.ts'

const HEAD = 64 * 1024

/**
 * The kind of a file by its name and its content. Throws FileError, one clear sentence, where it is
 * none that can be loaded, or where its content is not what its name says.
 */
export async function identifyFile(path: string): Promise<FileKind> {
  const { bytes } = await stampFile(path)
  if (bytes === 0) throw new FileError(path, EMPTY)
  try {
    const file = await open(path, 'r')
    try {
      const head = await readAt(file, 0, Math.min(HEAD, bytes))
      return await identify(path, head, file, bytes)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw toFileError(path, error)
  }
}

const EMPTY = 'is empty: export it again, or wait until it is written.'

async function identify(
  path: string,
  head: Buffer,
  file: FileHandle,
  bytes: number,
): Promise<FileKind> {
  const named = kindOfName(path)
  if (startsWith(head, 'PAR1')) {
    if (named !== null && named !== 'parquet') {
      throw new FileError(path, 'is a Parquet file: give it a name that ends in .parquet.')
    }
    await requireWholeParquet(path, file, bytes)
    return 'parquet'
  }
  if (named === 'parquet') throw new FileError(path, notParquet(head))
  if (head[0] === 0x1f && head[1] === 0x8b) {
    if (named !== null && !isGzipped(named)) {
      throw new FileError(path, 'is compressed with gzip: give it a name that ends in .gz.')
    }
    const inside = gunzipHead(path, head)
    if (inside.length === 0) throw emptyGzip(path, head)
    const content = identifyText(path, inside, ' inside gzip')
    return agree(path, named, content === 'csv' ? 'csv.gz' : 'ndjson.gz')
  }
  const content = identifyText(path, head, '')
  if (named !== null && isGzipped(named)) {
    throw new FileError(
      path,
      'is not compressed, though its name ends in .gz: take .gz off its name.',
    )
  }
  return agree(path, named, content)
}

function agree(path: string, named: FileKind | null, content: FileKind): FileKind {
  if (named === null || named === content) return content
  if (content.startsWith('ndjson')) {
    throw new FileError(path, 'holds JSON lines, not csv: give it a name that ends in .ndjson.')
  }
  // A first line that is no object is an irregular record of ndjson, and is rejected as such.
  return named
}

function identifyText(path: string, head: Buffer, as: string): 'csv' | 'ndjson' {
  const foreign = nameForeignFormat(head)
  if (foreign !== null) {
    throw new FileError(path, `is ${foreign.name}${as}, not a csv: ${foreign.advice}`)
  }
  refuseOtherEncoding(path, head)
  const line = firstLine(head)
  if (line.length > 0 && isJsonObject(line, 0, line.length)) return 'ndjson'
  return 'csv'
}

/**
 * A stray byte in one line is that line's fault. Where most of the lines that are not plain ASCII
 * are not UTF-8 either, the whole file is in another encoding.
 */
function refuseOtherEncoding(path: string, head: Buffer): void {
  const lines = splitLines(head)
  const foreign = lines.filter(({ bytes }) => !isAscii(bytes))
  const wrong = foreign.filter(({ bytes }) => !isUtf8(bytes))
  const first = wrong[0]
  if (first === undefined || wrong.length * 2 <= foreign.length) return
  if (wrong.length < 3 && wrong.length * 4 < lines.length) return
  throw new FileError(path, notUtf8(`in line ${first.line}`), { line: first.line })
}

/** The lines of the first bytes of a file; of a longer one without the last, which may be cut. */
function splitLines(head: Buffer): { line: number; bytes: Buffer }[] {
  const lines: { line: number; bytes: Buffer }[] = []
  let from = 0
  for (let end = head.indexOf(10); end >= 0; end = head.indexOf(10, from)) {
    lines.push({ line: lines.length + 1, bytes: head.subarray(from, end) })
    from = end + 1
  }
  if (head.length < HEAD) lines.push({ line: lines.length + 1, bytes: head.subarray(from) })
  return lines
}

function firstLine(head: Buffer): Buffer {
  const text = startsWith(head, '\uFEFF') ? head.subarray(3) : head
  let from = 0
  while (from < text.length && (text[from] === 10 || text[from] === 13)) from++
  const end = text.indexOf(10, from)
  return text.subarray(from, end < 0 ? text.length : end)
}

function gunzipHead(path: string, head: Buffer): Buffer {
  try {
    return gunzipSync(head, { finishFlush: zlib.Z_SYNC_FLUSH })
  } catch (error) {
    throw toFileError(path, error)
  }
}

/** Nothing came out of it: either nothing is in it, or it was cut off before its first block's end. */
function emptyGzip(path: string, head: Buffer): unknown {
  try {
    gunzipSync(head)
    return new FileError(path, EMPTY)
  } catch (error) {
    return toFileError(path, error)
  }
}

function notParquet(head: Buffer): string {
  if (startsWith(head, 'PARE')) return 'is an encrypted Parquet file: save it without encryption.'
  const foreign = nameForeignFormat(head)
  const what = foreign === null ? '' : `it is ${foreign.name}: `
  return `is not a Parquet file, though its name says so (it does not begin with PAR1): ${what}export it again.`
}

const CUT_PARQUET = 'is a Parquet file without its end, it was cut off: fetch it again, whole.'

/** A Parquet file ends in its footer, the footer's length (4 bytes, little endian) and PAR1. */
async function requireWholeParquet(path: string, file: FileHandle, bytes: number): Promise<void> {
  if (bytes < 12) throw new FileError(path, CUT_PARQUET)
  const tail = await readAt(file, bytes - 8, 8)
  const footer = tail.readUInt32LE(0)
  if (!startsWith(tail.subarray(4), 'PAR1') || footer === 0 || footer + 12 > bytes) {
    throw new FileError(path, CUT_PARQUET)
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  const wanted = Buffer.from(text)
  return wanted.equals(bytes.subarray(0, wanted.length))
}
