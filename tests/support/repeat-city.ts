import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ColumnExpression, SourceMapping } from '../../etl/cities/mapping.ts'
import type { CityPack } from '../../etl/cities/pack.ts'
import type { LoadContext } from '../../etl/load-context.ts'
import { type LoadResult, loadFile } from '../../etl/load-file.ts'
import type { Area } from '../../sql/model/city.ts'
import { command } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { RIVER_CITY, riverContext } from './river-city.ts'
import { testWarehouse } from './warehouse.ts'

/** What a source of the city tells of a complaint: who called, of what, when. Times are UTC. */
export interface Call {
  id: string
  updated: string
  received: string
  closed: string
  who: string
  category: string
  district: string
  due?: string
}

const COLUMNS = [
  'id',
  'updated',
  'received',
  'closed',
  'who',
  'category',
  'district',
  'due',
] as const

const columnExpression = (name: string): ColumnExpression => ({
  form: 'column',
  columns: [name],
  map: null,
  otherwise: null,
  keep: false,
  split: null,
  times: null,
  timeZone: null,
})

const line = RIVER_CITY.sources.line as SourceMapping

const mapping = (id: string): SourceMapping => ({
  ...line,
  id,
  timeZone: 'UTC',
  hash: `repeat-${id}`,
  fields: {
    id: columnExpression('id'),
    updated_at: columnExpression('updated'),
    received_at: columnExpression('received'),
    closed_at: columnExpression('closed'),
    due_at: columnExpression('due'),
    requester_key: columnExpression('who'),
    category2: columnExpression('category'),
    district: columnExpression('district'),
  },
})

const area = (code: string, to: string | null, successor: string | null): Area => ({
  code,
  names: { en: code, zh: code },
  parent: null,
  level: 'district',
  from: null,
  to,
  successor,
  residents: null,
  lon: null,
  lat: null,
})

const SOURCES = ['line', 'app'] as const

/** River City, where two sources tell of the same callers, and north became south in spring. */
const PACK: CityPack = {
  ...RIVER_CITY,
  city: {
    ...RIVER_CITY.city,
    areas: [area('north', '2026-04-01', 'south'), area('south', null, null)],
    sources: SOURCES.map((id) => ({
      id,
      names: { en: id, zh: id },
      tells: ['closed', 'closed_at', 'due_at', 'requester_key'],
      retired: false,
    })),
  },
  sources: Object.fromEntries(SOURCES.map((id) => [id, mapping(id)])),
}

/** A file of one of the sources, and the moment at which it is loaded. */
export interface CallFile {
  source: (typeof SOURCES)[number]
  now: string
  calls: Call[]
}

export interface RepeatCity {
  warehouse: Warehouse
  /** Loads a file as a new one. */
  load(file: CallFile, onPoint?: LoadContext['onPoint']): Promise<LoadResult>
  /** Its folder for files. */
  folder: string
  close(): Promise<void>
}

/** @param overlayFrom as a load's context has it */
export async function openRepeatCity(name: string, overlayFrom?: number): Promise<RepeatCity> {
  const folder = await mkdtemp(join(tmpdir(), 'weisu-repeat-'))
  const warehouse = await testWarehouse(name)
  await command(
    warehouse,
    'INSERT INTO cities SELECT {city:String}, now64(3), {hash:String}, {pack:String}',
    { city: PACK.city.id, hash: PACK.hash, pack: JSON.stringify(PACK.city) },
  )
  let files = 0
  return {
    warehouse,
    folder,
    load: async ({ source, now, calls }, onPoint) => {
      const path = join(folder, `${files++}.csv`)
      const rows = calls.map((call) => COLUMNS.map((column) => call[column] ?? '').join(','))
      await writeFile(path, `${[COLUMNS.join(','), ...rows].join('\n')}\n`)
      const context = riverContext(warehouse, folder)
      const own = { pack: PACK, now: new Date(now), onPoint, overlayFrom }
      return loadFile({ ...context, ...own }, source, path)
    },
    close: async () => {
      await warehouse.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
