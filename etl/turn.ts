import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Waits until no other loader on this machine works on the city. It saves work and is no more than a
 * courtesy: two loads that do meet are kept apart by the commit, of which only one goes through.
 * @returns what gives the turn to the next
 */
export async function takeTurn(
  data: string,
  city: string,
  signal?: AbortSignal,
): Promise<() => Promise<void>> {
  const folder = join(data, 'turns')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${city}.pid`)
  for (;;) {
    signal?.throwIfAborted()
    try {
      const handle = await open(path, 'wx', 0o600)
      await handle.writeFile(String(process.pid))
      await handle.close()
      return () => rm(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = Number(await readFile(path, 'utf8').catch(() => ''))
    if (holder > 0 && holder !== process.pid && !isAlive(holder)) await rm(path, { force: true })
    else await sleep(150, undefined, signal ? { signal } : {})
  }
}
