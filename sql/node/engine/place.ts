import { createHash } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { EnvironmentError } from '../environment-error.ts'

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
    throw new EnvironmentError(
      `The path of the data folder ${data} (WEISU_DATA) may not hold * ? { } [ ] or ::.`,
    )
  if (existsSync(data) && !statSync(data).isDirectory())
    throw new EnvironmentError(`${data} (WEISU_DATA) is a file, not a folder: choose another one.`)
  try {
    makeFolder(data)
    chmodSync(data, 0o700)
  } catch (error) {
    throw new EnvironmentError(
      `The data folder ${data} (WEISU_DATA) cannot be made, or not be made private to its owner: choose another one.`,
      {
        cause: error,
      },
    )
  }
  const near = join(data, 'engine.sock')
  const socket = Buffer.byteLength(near) <= MAX_SOCKET_PATH ? near : farSocket(data)
  return { data, socket, log: join(data, 'engine.log') }
}

/** Node's own recursive mkdir never returns where a file system refuses new folders as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function farSocket(data: string): string {
  const owner = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `weisu-${owner}`)
  makeFolder(folder)
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0)
    throw new EnvironmentError(
      `The path of WEISU_DATA (${data}) is too long for a socket, and ${folder}, which would be ` +
        'used instead, is open to others: choose a shorter path, or remove that folder.',
    )
  const name = createHash('sha256').update(data).digest('hex').slice(0, 24)
  return join(folder, `${name}.sock`)
}
