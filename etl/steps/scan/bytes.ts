import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

const CHUNK = 1 << 20

export interface ReadOptions {
  signal?: AbortSignal | undefined
  /** Told how many bytes of the file on disk have been read. */
  onRead?: ((bytes: number) => void) | undefined
  /** Shown each chunk of the file as it lies on disk. */
  onBytes?: ((bytes: Uint8Array) => void) | undefined
}

/**
 * The bytes of a file as they lie on disk, in chunks. A chunk is valid until the next is asked for:
 * two buffers take turns, so that the disk reads the next chunk while the last one is looked at.
 */
export async function* readPlain(path: string, options: ReadOptions = {}) {
  const file = await open(path, 'r')
  try {
    const buffers = [Buffer.allocUnsafe(CHUNK), Buffer.allocUnsafe(CHUNK)] as const
    let total = 0
    let turn = 0
    let next = file.read(buffers[0], 0, CHUNK, null)
    for (;;) {
      const { bytesRead, buffer } = await next
      if (bytesRead === 0) return
      options.signal?.throwIfAborted()
      turn = 1 - turn
      next = file.read(turn === 0 ? buffers[0] : buffers[1], 0, CHUNK, null)
      next.catch(() => undefined)
      total += bytesRead
      options.onBytes?.(buffer.subarray(0, bytesRead))
      yield buffer.subarray(0, bytesRead)
      options.onRead?.(total)
    }
  } finally {
    await file.close()
  }
}

/** The bytes inside a gzip file, in chunks; rejects with zlib's error where it is cut or damaged. */
async function* readGunzipped(path: string, options: ReadOptions = {}) {
  const raw = createReadStream(path, { highWaterMark: CHUNK / 4 })
  const gunzip = createGunzip({ chunkSize: CHUNK / 4 })
  pipeline(raw, gunzip, () => undefined)
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      options.signal?.throwIfAborted()
      yield chunk
      options.onRead?.(raw.bytesRead)
    }
  } finally {
    raw.destroy()
    gunzip.destroy()
  }
}

/** The text of a file in chunks, decompressed where it is gzipped, without a byte order mark. */
export async function* readText(path: string, gzipped: boolean, options: ReadOptions = {}) {
  let first = true
  for await (const chunk of gzipped ? readGunzipped(path, options) : readPlain(path, options)) {
    const marked = first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf
    first = false
    yield marked ? chunk.subarray(3) : chunk
  }
}
