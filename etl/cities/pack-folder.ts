import { readdir } from 'node:fs/promises'
import { type Problem, suggest } from './pack-error.ts'

const FILES = [
  'city.json',
  'areas.csv',
  'categories.csv',
  'departments.csv',
  'enterprises.csv',
  'kinds.csv',
  'channels.csv',
  'issues.json',
  'sources',
  'boundaries',
  'README.md',
  'LICENSE',
]

/** Checks that a pack's folder holds the files of a pack and no others. */
export async function checkFolder(folder: string, problems: Problem[]): Promise<void> {
  for (const name of await readdir(folder)) {
    if (FILES.includes(name) || name.startsWith('.')) continue
    const message = `is no file of a city pack: ${suggest(name, FILES)}`
    problems.push({ file: name, line: null, field: null, message })
  }
}
