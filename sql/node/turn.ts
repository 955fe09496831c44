import type { Stats } from 'node:fs'
import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The turns that this process has or waits for: of one process, one at a time asks for the file. */
const taken = new Set<string>()

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
 * The file of a turn that a process left behind by dying with it; null where it lives. Numbers of
 * processes come again: after the machine was started anew, and always the same in a container.
 */
async function findLeft(path: string): Promise<Stats | null> {
  const found = await stat(path).catch(() => null)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (found === null || text === null) return null
  const holder = Number(text)
  const age = Date.now() - found.mtimeMs
  const isLeft =
    holder > 0
      ? holder === process.pid || age > uptime() * 1000 || !isAlive(holder)
      : age > BLANK_MS
  return isLeft ? found : null
}

/** Puts what was left aside. Another may have done so meanwhile and hold the turn: then it keeps it. */
async function putAside(path: string, left: Stats): Promise<void> {
  const aside = `${path}.${process.pid}`
  try {
    await rename(path, aside)
    const moved = await stat(aside)
    if (moved.ino !== left.ino || moved.mtimeMs !== left.mtimeMs) await link(aside, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  }
  await rm(aside, { force: true })
}

async function take(path: string, signal?: AbortSignal): Promise<void> {
  for (;;) {
    signal?.throwIfAborted()
    try {
      await writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const left = await findLeft(path)
    if (left) await putAside(path, left)
    else await pause(signal)
  }
}

const pause = (signal?: AbortSignal) => sleep(150, undefined, signal ? { signal } : {})

/**
 * Waits until nobody else on this machine does the same work in the data folder: loads of a city, or the
 * schema of a database. For loads it saves work and is no more than a courtesy: two that do meet are kept
 * apart by the commit, of which only one goes through.
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
  while (taken.has(path)) await pause(signal)
  taken.add(path)
  try {
    await take(path, signal)
  } catch (error) {
    taken.delete(path)
    throw error
  }
  return async () => {
    await rm(path, { force: true })
    taken.delete(path)
  }
}
