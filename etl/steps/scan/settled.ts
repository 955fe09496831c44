import { stat } from 'node:fs/promises'
import { basename } from 'node:path'

const UNFINISHED = /^\.|~$|\.(part|partial|tmp|temp|crdownload|download|filepart|swp)$/i

/** Does the name say that the file is hidden, or that whoever writes it has not finished? */
export function isUnfinishedName(path: string): boolean {
  return UNFINISHED.test(basename(path))
}

/**
 * Has nobody written to the file for `quietMs` milliseconds? Goes by the time of the last change of
 * content or metadata, which, unlike the time of modification, no copying tool sets back. False for
 * a file that has vanished, and for one whose name says that it is unfinished.
 */
export async function isSettled(
  path: string,
  quietMs: number,
  now: number = Date.now(),
): Promise<boolean> {
  if (isUnfinishedName(path)) return false
  const found = await stat(path).catch(() => null)
  return found?.isFile() === true && now - Math.max(found.ctimeMs, found.mtimeMs) >= quietMs
}
