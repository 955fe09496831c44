import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { glob } from 'tinyglobby'
import { kindOfName } from './kind.ts'
import { isUnfinishedName } from './settled.ts'

/** What paths, directories and globs come to. */
export interface FoundFiles {
  /** Absolute paths, each once: by pattern, within a pattern in natural order (2 before 10). */
  files: string[]
  /** Patterns that match no file that could be loaded. */
  missing: string[]
}

const naturally = new Intl.Collator('en', { numeric: true })

/**
 * Finds the files that `patterns` mean. A path of a file is that file, whatever its name; a directory
 * means all files of the known kinds in it and below, hidden and unfinished ones aside; anything else
 * is a glob.
 */
export async function findFiles(
  patterns: readonly string[],
  cwd: string = process.cwd(),
): Promise<FoundFiles> {
  const files = new Set<string>()
  const missing: string[] = []
  for (const pattern of patterns) {
    const found = await findPattern(pattern, cwd)
    if (found.length === 0) missing.push(pattern)
    for (const file of found.sort(compareNaturally)) files.add(file)
  }
  return { files: [...files], missing }
}

async function findPattern(pattern: string, cwd: string): Promise<string[]> {
  const path = resolve(cwd, pattern)
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory()) {
    const inside = await glob('**/*', { cwd: path, absolute: true, expandDirectories: false })
    return inside.filter((file) => kindOfName(file) !== null && !isUnfinishedName(file))
  }
  if (found !== null) return [path]
  return glob(pattern, { cwd, absolute: true, expandDirectories: false })
}

function compareNaturally(a: string, b: string): number {
  return naturally.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
