import { createWriteStream } from 'node:fs'
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
        await rm(path, { force: true })
      }
    },
  }
}

/** Writes a request's body to a file, unpacked. */
export async function spoolBody(request: IncomingMessage, path: string): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600 })
  if (isGzipped(request)) await pipeline(request, createGunzip(), file)
  else await pipeline(request, file)
}

/** Reads a request's body, unpacked, up to `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  const source = isGzipped(request) ? request.pipe(createGunzip()) : request
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > limit)
      throw new Refusal(291, 'LIMIT_EXCEEDED', `The statement is larger than ${limit} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function isGzipped(request: IncomingMessage): boolean {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new Refusal(48, 'NOT_IMPLEMENTED', `Content-Encoding ${encoding} is not supported: gzip.`)
  return encoding === 'gzip'
}
