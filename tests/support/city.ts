import { computeCubes } from '../../etl/steps/cubes.ts'
import type { City } from '../../sql/model/city.ts'
import { DERIVED } from '../../sql/model/cubes.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'

const CITY: City = {
  id: 'harbour',
  names: { en: 'Harbour', zh: '海港' },
  timeZone: 'America/New_York',
  languages: ['en', 'zh'],
  span: { from: '2010-01-01', to: null },
  residents: 600_000,
  maturityDays: {},
  weights: [{ from: '2010-01-01', response: 0.2, resolution: 0.4, satisfaction: 0.4 }],
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
      names: { en: 'Hotline', zh: '热线' },
      tells: ['closed', 'closed_at', 'due_at', 'on_time'],
      retired: false,
    },
  ],
}

/** Publishes a small city; nothing is loaded into it. */
export async function publishCity(
  warehouse: Warehouse,
  changes: Partial<City> = {},
): Promise<City> {
  const city = { ...CITY, ...changes }
  const pack = JSON.stringify(city)
  await insert(warehouse, 'cities', [
    { city: city.id, published_at: '2011-01-01 00:00:00.000', hash: `hash-of-${city.id}`, pack },
  ])
  return city
}

/** What a complaint of the small city may say beside its time of receipt (UTC). */
export type Told = { id: string; received_at: string } & Record<string, unknown>

const BLANK = Object.fromEntries(
  [
    ...['channel', 'kind', 'handling', 'requester', 'enterprise', 'language', 'category1'],
    ...['category2', 'category3', 'district', 'subdistrict', 'community', 'department'],
    ...['deadline', 'sector'],
  ].map((column) => [column, 'unknown']),
)

/** Makes complaints of one local month visible as a new data version, as a load would. */
export async function loadMonth(
  warehouse: Warehouse,
  city: City,
  { batch, slice, through, told }: { batch: number; slice: number; through: string; told: Told[] },
): Promise<void> {
  const rows = told.map((complaint) => ({
    ...BLANK,
    slice,
    batch,
    city: city.id,
    source: 'line',
    loaded_by: batch,
    version: complaint.received_at,
    content: 1,
    closed: false,
    has_due: false,
    ...complaint,
  }))
  await insert(warehouse, 'complaints', rows)
  await computeCubes(warehouse, [{ slice, batch, rows: told.length }], city.timeZone)
  await beginBatch(warehouse, { number: batch, city: city.id })
  const [known] = await select(warehouse, city.id)
  await insert(warehouse, 'manifest', [
    {
      city: city.id,
      version: (known?.version ?? 0) + 1,
      batch,
      token: `${city.id}-${(known?.version ?? 0) + 1}`,
      at: '2012-01-02 12:00:00.000',
      slices: [...(known?.slices ?? []), { slice, batch, rows: told.length }],
      cubes: DERIVED,
      sources: [{ source: 'line', through }],
      rows_read: told.length + 3,
      loaded: told.length,
      superseded: 1,
      duplicates: 1,
      rejected: 1,
      warnings: 2,
      first_day: '2011-07-01',
      last_day: '2011-07-31',
      seconds: 1.25,
    },
  ])
}

/** Writes a row of the ledger: a batch that began, or one that failed. */
export async function beginBatch(
  warehouse: Warehouse,
  batch: {
    number: number
    city: string
    parent?: number
    state?: 'running' | 'failed'
    error?: string
  },
): Promise<void> {
  const at = batch.state === 'failed' ? '2012-01-03 08:00:01.000' : '2012-01-03 08:00:00.000'
  await insert(warehouse, 'batches', [
    {
      token: `${batch.number}-${batch.state ?? 'running'}`,
      state: 'running',
      source: 'line',
      file: `inbox/file-${batch.number}.csv`,
      bytes: 1000,
      at,
      modified: at,
      seconds: batch.state === 'failed' ? 0.5 : 0,
      ...batch,
    },
  ])
}

interface Known {
  version: number
  slices: { slice: number; batch: number; rows: number }[]
}

async function select(warehouse: Warehouse, city: string): Promise<Known[]> {
  const found = await warehouse.client.query({
    query: `SELECT version, slices FROM manifest WHERE city = {city:String}
            ORDER BY version DESC LIMIT 1`,
    query_params: { city },
    format: 'JSONEachRow',
  })
  return found.json<Known>()
}

const insert = (warehouse: Warehouse, table: string, values: Record<string, unknown>[]) =>
  warehouse.client.insert({ table, values, format: 'JSONEachRow' })
