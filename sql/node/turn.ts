import { mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The turns that this process has. */
const held = new Set<string>()

/** A file that nobody has written a number into for so long never gets one. */
const BLANK_MS = 60_000

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Was the turn left behind by a process that died with it? Numbers of processes come again: after the
 * machine was started anew, and always the same in a container.
 */
async function isLeft(path: string): Promise<boolean> {
  if (held.has(path)) return false
  const found = await stat(path).catch(() => null)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (found === null || text === null) return false
  const holder = Number(text)
  const age = Date.now() - found.mtimeMs
  if (!(holder > 0)) return age > BLANK_MS
  return holder === process.pid || age > uptime() * 1000 || !isAlive(holder)
}

/**
 * Waits until no other process on this machine does the same work in the data folder: loads of a city,
 * or the schema of a database. For loads it saves work and is no more than a courtesy: two that do meet
 * are kept apart by the commit, of which only one goes through.
 * @param work a city, or another word that no city is called by
 * @returns what gives the turn to the next
 */
export async function takeTurn(
  data: string,
  work: string,
  signal?: AbortSignal,
): Promise<() => Promise<void>> {
  const folder = join(data, 'turns')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${work}.pid`)
  for (;;) {
    signal?.throwIfAborted()
    try {
      const handle = await open(path, 'wx', 0o600)
      held.add(path)
      await handle.writeFile(String(process.pid))
      await handle.close()
      return () => {
        held.delete(path)
        return rm(path, { force: true })
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (await isLeft(path)) await rm(path, { force: true })
    else await sleep(150, undefined, signal ? { signal } : {})
  }
}
