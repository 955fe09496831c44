import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Problem, suggest } from './pack-error.ts'
import { readPackText } from './pack-text.ts'

const FILES = [
  'city.json',
  'areas.csv',
  'categories.csv',
  'departments.csv',
  'kinds.csv',
  'channels.csv',
  'issues.json',
  'sources',
  'boundaries',
  'README.md',
  'LICENSE',
]

async function checkBoundaries(folder: string, problems: Problem[]): Promise<void> {
  if (!existsSync(join(folder, 'boundaries'))) return
  for (const name of await readdir(join(folder, 'boundaries'))) {
    if (name.startsWith('.') || name === 'README.md') continue
    const file = `boundaries/${name}`
    const blame = (message: string) => problems.push({ file, line: null, field: null, message })
    if (!/\.(geojson|topojson)$/.test(name)) {
      blame('should be .geojson or .topojson')
      continue
    }
    const text = await readPackText(folder, file, problems)
    if (text === null) continue
    try {
      const { type } = JSON.parse(text) as { type?: string }
      const wanted = name.endsWith('.topojson') ? 'Topology' : 'FeatureCollection'
      if (type !== wanted) blame(`should be a ${wanted}`)
    } catch {
      blame('is no valid JSON')
    }
  }
}

/** Checks that a pack's folder holds the files of a pack and no others, boundaries included. */
export async function checkFolder(folder: string, problems: Problem[]): Promise<void> {
  for (const name of await readdir(folder)) {
    if (FILES.includes(name) || name.startsWith('.')) continue
    const message = `is no file of a city pack: ${suggest(name, FILES)}`
    problems.push({ file: name, line: null, field: null, message })
  }
  await checkBoundaries(folder, problems)
}
