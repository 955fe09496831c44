import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type CityPack, loadPack } from '../../../etl/cities/pack.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Files of a pack by their path; objects are written as JSON. */
export type PackFiles = Record<string, string | object>

export const CITY = {
  id: 'lakeview',
  names: { en: 'Lakeview', zh: '湖景' },
  timeZone: 'America/New_York',
  languages: ['en'],
  span: { from: '2000-01-01' },
}

export const SOURCE = {
  times: '%Y-%m-%d %H:%M:%S',
  fields: { id: 'id', received_at: 'received' },
}

/** Writes a pack of the city `lakeview` into a folder of its own. */
export async function writePack(files: PackFiles): Promise<string> {
  const root = await temporaryFolder('pack')
  const all: PackFiles = { 'city.json': CITY, 'sources/line.json': SOURCE, ...files }
  for (const [name, content] of Object.entries(all)) {
    const path = join(root, 'lakeview', name)
    await mkdir(dirname(path), { recursive: true })
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2)
    await writeFile(path, text)
  }
  return root
}

export const makePack = async (files: PackFiles): Promise<CityPack> =>
  loadPack('lakeview', [await writePack(files)])

/** A pack whose source has these fields beside id and time of receipt. */
export const makeSource = (
  fields: Record<string, unknown>,
  source: Record<string, unknown> = {},
  files: PackFiles = {},
): Promise<CityPack> =>
  makePack({
    'sources/line.json': { ...SOURCE, ...source, fields: { ...SOURCE.fields, ...fields } },
    ...files,
  })
