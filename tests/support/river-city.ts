import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ColumnExpression, Expression } from '../../etl/cities/mapping.ts'
import type { CityPack } from '../../etl/cities/pack.ts'
import type { LoadContext } from '../../etl/load-context.ts'
import { inForce } from '../../etl/steps/slices.ts'
import { command, select } from '../../sql/node/run.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'

const column = (name: string): ColumnExpression => ({
  form: 'column',
  columns: [name],
  map: null,
  otherwise: null,
  keep: false,
  split: null,
  times: null,
  timeZone: null,
})
const constant = (value: string): Expression => ({ form: 'constant', value })

/** A small open city whose one source tells an explicit version. */
export const RIVER_CITY: CityPack = {
  city: {
    id: 'river',
    names: { en: 'River City', zh: '河城' },
    timeZone: 'America/New_York',
    languages: ['en', 'zh'],
    span: { from: '2020-01-01', to: null },
    residents: 100_000,
    maturityDays: {},
    weights: [],
    lists: {
      areas: 'open',
      categories: 'open',
      departments: 'open',
      enterprises: 'open',
      kinds: 'open',
      channels: 'open',
    },
    areas: [],
    categories: [],
    departments: [],
    enterprises: [],
    kinds: [],
    channels: [],
    issues: [],
    sources: [
      {
        id: 'line',
        names: { en: 'Line', zh: '热线' },
        tells: ['closed', 'closed_at'],
        retired: false,
      },
    ],
  },
  sources: {
    line: {
      id: 'line',
      names: { en: 'Line', zh: '热线' },
      retired: false,
      revision: 1,
      delimiter: ',',
      timeZone: 'America/New_York',
      times: ['%Y-%m-%d %H:%M:%S'],
      blanks: ['-'],
      extractedAt: null,
      fields: {
        id: column('id'),
        updated_at: column('updated'),
        received_at: column('received'),
        closed_at: column('closed'),
        category1: column('category'),
        district: column('district'),
        title: column('title'),
        kind: constant('other'),
      },
      hash: 'river-1',
    },
  },
  schedule: {},
  nullPoints: [],
  deadlines: [],
  boundaries: {},
  hash: 'river',
}

/** One row of the city's source, as its csv has it. */
export interface RiverRow {
  id: string
  updated: string
  received: string
  closed: string
  category: string
  district: string
  title: string
}

const RIVER_COLUMNS = [
  'id',
  'updated',
  'received',
  'closed',
  'category',
  'district',
  'title',
] as const

const quote = (text: string): string =>
  /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

export const toCsv = (rows: RiverRow[]): string =>
  [RIVER_COLUMNS.join(','), ...rows.map((r) => RIVER_COLUMNS.map((c) => quote(r[c])).join(','))]
    .join('\n')
    .concat('\n')

export async function writeRows(path: string, rows: RiverRow[]): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, toCsv(rows))
  return path
}

/** Publishes the city as it is, without the folder that a real one comes from. */
export async function publishRiver(warehouse: Warehouse): Promise<void> {
  await command(
    warehouse,
    `INSERT INTO cities SELECT {city:String}, now64(3), {hash:String}, {pack:String}`,
    { city: RIVER_CITY.city.id, hash: RIVER_CITY.hash, pack: JSON.stringify(RIVER_CITY.city) },
  )
}

export const riverContext = (warehouse: Warehouse, data: string): LoadContext => ({
  warehouse,
  data,
  pack: RIVER_CITY,
  requesterKey: [1n, 2n],
  now: new Date('2026-03-20T12:00:00Z'),
  // Few complaints, but sliced as those of a large city.
  manyAMonth: 0,
})

/** The present state of every complaint of the city, in an order of its own. */
export async function readState(warehouse: Warehouse): Promise<object[]> {
  const { partitions } = await readSnapshot(warehouse, 'river')
  return select(
    warehouse,
    `SELECT id, toString(version) AS version, toString(content) AS content, received_at, closed_at,
            category1, district, title, slice
       FROM complaints WHERE ${inForce(partitions, '{ids:Array(String)}')}
      ORDER BY id, version, content`,
    { ids: partitions.map((g) => `${g.slice}-${g.batch}`) },
  )
}
