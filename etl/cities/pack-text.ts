import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from './pack-error.ts'

/** Reads a text file of a pack. Where that fails, notes why and gives null. */
export async function readPackText(
  folder: string,
  file: string,
  problems: Problem[],
): Promise<string | null> {
  const blame = (message: string): null => {
    problems.push({ file, line: null, field: null, message })
    return null
  }
  try {
    const bytes = await readFile(join(folder, file))
    if (!isUtf8(bytes)) return blame('is not in UTF-8: save it as "UTF-8"')
    return bytes.toString('utf8').replace(/^\ufeff/, '')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return blame('is missing')
    if (code === 'EISDIR') return blame('is a folder, not a file')
    if (code === 'EACCES') return blame('cannot be read: allow it to be read')
    throw error
  }
}
