import { createWriteStream, rmSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Refusal } from './failure.ts'

/** A folder for request bodies and answers on their way, private to the owner. */
export interface Spool {
  /** Runs the task with a path that nobody else has; whatever lies there is deleted afterwards. */
  withFile<T>(task: (path: string) => Promise<T>): Promise<T>
}

/** Empties the folder (what lies there was left by an engine that died) and opens it. */
export async function openSpool(folder: string): Promise<Spool> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  let number = 0
  return {
    withFile: async (task) => {
      number += 1
      const path = join(folder, String(number))
      try {
        return await task(path)
      } finally {
        rmSync(path, { force: true })
      }
    },
  }
}

/** Writes a request's body to a file, unpacked. */
export async function spoolBody(request: IncomingMessage, path: string): Promise<void> {
  // Asked before the file is opened: nobody would hear of a failure to open it, and the engine would die.
  const gzipped = isGzipped(request)
  const file = createWriteStream(path, { mode: 0o600 })
  if (gzipped) await pipeline(piecesOf(request), createGunzip(), file)
  else await pipeline(piecesOf(request), file)
}

/** Reads a request's body, unpacked, up to `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const pieces: Buffer[] = []
  const collect = async (source: AsyncIterable<Buffer>) => {
    let bytes = 0
    for await (const piece of source) {
      bytes += piece.length
      if (bytes > limit)
        throw new Refusal(291, 'LIMIT_EXCEEDED', `The statement is larger than ${limit} bytes.`)
      pieces.push(piece)
    }
  }
  if (isGzipped(request)) await pipeline(piecesOf(request), createGunzip(), collect)
  else await collect(piecesOf(request))
  return Buffer.concat(pieces).toString('utf8')
}

/** The body, without closing the connection when reading fails: the client is to hear why. */
function piecesOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) }
}

function isGzipped(request: IncomingMessage): boolean {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new Refusal(48, 'NOT_IMPLEMENTED', `Content-Encoding ${encoding} is not supported: gzip.`)
  return encoding === 'gzip'
}
