import { watch } from 'node:fs'
import { mkdir } from 'node:fs/promises'

/**
 * Looks as soon as files in some folders have lain still for a while, one look at a time. Folders that are
 * not there are made. Where the system cannot watch, nothing happens: whoever needs to be sure looks by
 * the clock as well.
 * @param look must not throw
 * @param signal ends the watch
 */
export async function watchFolders(
  folders: readonly string[],
  quietMs: number,
  look: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let looking = false
  const lookSoon = (): void => {
    clearTimeout(timer)
    if (!signal.aborted) timer = setTimeout(lookNow, quietMs).unref()
  }
  const lookNow = async (): Promise<void> => {
    if (looking) {
      lookSoon()
      return
    }
    looking = true
    await look().finally(() => {
      looking = false
    })
  }
  signal.addEventListener('abort', () => clearTimeout(timer))
  for (const folder of folders) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    try {
      watch(folder, { persistent: false, signal }, lookSoon).on('error', () => undefined)
    } catch {
      // The look by the clock is left.
    }
  }
}
