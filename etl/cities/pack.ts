import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { City, CitySource } from '../../sql/model/city.ts'
import { DIMENSIONS } from '../../sql/model/dimensions.ts'
import { listAllowed } from './allowed.ts'
import { type PackBoundaries, readBoundaries } from './boundaries.ts'
import { type CityFile, readCityFile } from './city-file.ts'
import type { CityPack } from './city-pack.ts'
import { type Directory, readDirectory } from './directory.ts'
import { readIssues } from './issues-file.ts'
import type { FieldId, SourceMapping } from './mapping.ts'
import { PackError, type Problem, suggest } from './pack-error.ts'
import { checkFolder } from './pack-folder.ts'
import { stampFolder } from './pack-stamp.ts'
import { readSourceFile } from './source-file.ts'
import { listTells } from './tells.ts'

export type { CityPack } from './city-pack.ts'
export { publishPack } from './publish.ts'

const SHIPPED = fileURLToPath(new URL('.', import.meta.url))
/** Where packs are looked for, in order: those of this installation, then those that ship. */
export const listPackRoots = (data: string): string[] => [join(data, 'cities'), SHIPPED]

/** Ids of the packs under the roots, sorted. */
export async function listPacks(roots: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  for (const root of roots) {
    if (!existsSync(root)) continue
    for (const entry of await readdir(root, { withFileTypes: true })) {
      if (existsSync(join(root, entry.name, 'city.json'))) found.add(entry.name)
    }
  }
  return [...found].sort()
}

const sha256 = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex')

type Draft = Omit<SourceMapping, 'hash'>

async function readSources(
  folder: string,
  city: CityFile,
  directory: Directory,
  problems: Problem[],
): Promise<Draft[]> {
  const there = existsSync(join(folder, 'sources'))
  const names = there ? (await readdir(join(folder, 'sources'))).sort() : []
  const files = names.filter((name) => name.endsWith('.json'))
  for (const name of names.filter((n) => !n.endsWith('.json') && !n.startsWith('.'))) {
    const message = 'should be a mapping in JSON: <source>.json'
    problems.push({ file: `sources/${name}`, line: null, field: null, message })
  }
  if (files.length === 0) {
    const message = 'is missing: a city needs at least one source, sources/<source>.json'
    problems.push({ file: 'sources', line: null, field: null, message })
  }
  const lists = { ...directory, lists: city.lists }
  const drafts: Draft[] = []
  for (const name of files) {
    const context = {
      timeZone: city.timeZone,
      allowed: (field: FieldId) => listAllowed(lists, city.deadlines, field),
    }
    const draft = await readSourceFile(folder, name.slice(0, -'.json'.length), context, problems)
    if (draft) drafts.push(draft)
  }
  return drafts
}

/** Everything outside of a mapping that decides what its files become. */
const describeSurroundings = (city: CityFile, directory: Directory) => ({
  zone: city.timeZone,
  span: city.span,
  lists: city.lists,
  nullPoints: city.nullPoints,
  deadlines: city.deadlines,
  codes: (['departments', 'enterprises', 'kinds', 'channels'] as const).map((l) =>
    directory[l].map((m) => m.code),
  ),
  areas: directory.areas.map((a) => [a.code, a.level, a.parent]),
  categories: directory.categories.map(({ names, from, to, successor, ...rest }) => rest),
})

function assemblePack(
  city: CityFile,
  directory: Directory,
  issues: City['issues'],
  drafts: Draft[],
  boundaries: PackBoundaries,
): CityPack {
  const { nullPoints, deadlines, schedule, weights, ...rest } = city
  const third = 1 / 3
  const equal = { from: city.span.from, response: third, resolution: third, satisfaction: third }
  const surroundings = describeSurroundings(city, directory)
  const sources: CitySource[] = drafts.map((draft) => ({
    id: draft.id,
    names: draft.names,
    tells: listTells(draft),
    retired: draft.retired,
  }))
  const published: City = {
    ...rest,
    ...directory,
    weights: weights.length > 0 ? weights : [equal],
    issues,
    sources,
  }
  return {
    city: published,
    sources: Object.fromEntries(
      drafts.map((draft) => {
        const { names, retired, ...deciding } = draft
        return [draft.id, { ...draft, hash: sha256({ deciding, surroundings }) }]
      }),
    ),
    schedule,
    nullPoints,
    deadlines,
    boundaries,
    hash: sha256(published),
  }
}

async function readPack(id: string, folder: string): Promise<CityPack> {
  const problems: Problem[] = []
  await checkFolder(folder, problems)
  const city = await readCityFile(id, folder, problems)
  if (!city) throw new PackError(id, problems)
  const directory = await readDirectory(folder, city, problems)
  const drafts = await readSources(folder, city, directory, problems)
  const lists = { ...directory, lists: city.lists }
  const issues = await readIssues(
    folder,
    (dimension) => {
      const column = DIMENSIONS[dimension as keyof typeof DIMENSIONS].column
      return column === null ? null : listAllowed(lists, city.deadlines, column as FieldId)
    },
    problems,
  )
  const boundaries = await readBoundaries(
    folder,
    (level) => listAllowed(lists, city.deadlines, level),
    problems,
  )
  if (problems.length > 0) throw new PackError(id, problems)
  return assemblePack(city, directory, issues, drafts, boundaries)
}

/** Packs by their folders, as they were read last: a schedule asks for them every minute. */
const loaded = new Map<string, { stamp: string; pack: CityPack }>()

/**
 * Reads the pack of a city from the first of the roots that has it, and checks it whole. Where none of
 * its files has changed since, it is the same object as before, which nobody is to alter.
 * @throws PackError that names every mistake with its file, line and field
 */
export async function loadPack(id: string, roots: readonly string[]): Promise<CityPack> {
  const folder = roots
    .map((root) => join(root, id))
    .find((path) => existsSync(join(path, 'city.json')))
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id) || folder === undefined) {
    const message = `there is no pack of this city: ${suggest(id, await listPacks(roots))}`
    throw new PackError(id, [{ file: 'city.json', line: null, field: null, message }])
  }
  const stamp = await stampFolder(folder)
  const before = loaded.get(folder)
  if (before?.stamp === stamp) return before.pack
  const pack = await readPack(id, folder)
  loaded.set(folder, { stamp, pack })
  return pack
}
