import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where an engine keeps its data and where it listens. */
export interface Place {
  data: string
  socket: string
  log: string
}

/** The system cuts longer socket addresses off. */
const MAX_SOCKET_PATH = 100

/** Makes the data folder, private to its owner, and says where its engine listens. */
export function preparePlace(folder: string): Place {
  const data = resolve(folder)
  // The engine would take these for patterns in the names of the files that it reads.
  if (/[*?{}[\]]|::/.test(data))
    throw new Error(
      `The path of the data folder ${data} (WEISU_DATA) may not hold * ? { } [ ] or ::.`,
    )
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    chmodSync(data, 0o700)
  } catch (error) {
    throw new Error(`The data folder ${data} (WEISU_DATA) cannot be made private to its owner.`, {
      cause: error,
    })
  }
  const near = join(data, 'engine.sock')
  const socket = Buffer.byteLength(near) <= MAX_SOCKET_PATH ? near : farSocket(data)
  return { data, socket, log: join(data, 'engine.log') }
}

function farSocket(data: string): string {
  const owner = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `weisu-${owner}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0)
    throw new Error(
      `The path of WEISU_DATA (${data}) is too long for a socket, and ${folder}, which would be ` +
        'used instead, is open to others: choose a shorter path, or remove that folder.',
    )
  const name = createHash('sha256').update(data).digest('hex').slice(0, 24)
  return join(folder, `${name}.sock`)
}
