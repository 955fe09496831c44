import { basename } from 'node:path'
import { formatLocal } from '../compile/calendar.ts'
import { readCityHealth } from '../queries/city_health.ts'
import { readLastLoads } from '../queries/last_loads.ts'
import type { Warehouse } from './warehouse.ts'

/** One file on its way into the warehouse. Counts are null until the load is done. */
export interface Load {
  batch: number
  city: string
  source: string
  /** The name of the file, without its folder. */
  file: string
  state: 'running' | 'loaded' | 'failed' | 'abandoned'
  /** When it ended, or began if it still runs: local time of the city. */
  at: string
  rowsRead: number | null
  loaded: number | null
  superseded: number | null
  duplicates: number | null
  rejected: number | null
  warnings: number | null
  /** Local days of receipt, [from, to). */
  from: string | null
  to: string | null
  seconds: number | null
  error: string | null
}

/** The last 50 loads of a city, or of all cities, the last first. Throws WarehouseDownError. */
export async function readLoads(
  warehouse: Warehouse,
  city: string | undefined,
): Promise<{ loads: Load[] }> {
  const [rows, cities] = await Promise.all([
    readLastLoads(warehouse, { city: city ?? '' }),
    readCityHealth(warehouse, {}),
  ])
  const zones = new Map(cities.map(({ id, time_zone }) => [id, time_zone]))
  const loads = rows.map((row): Load => {
    const done = row.state === 'loaded'
    return {
      batch: row.batch,
      city: row.city,
      source: row.source,
      file: basename(row.file),
      state: row.state,
      at: formatLocal(Date.parse(row.at), zones.get(row.city) ?? 'UTC'),
      rowsRead: done ? row.rows_read : null,
      loaded: done ? row.loaded : null,
      superseded: done ? row.superseded : null,
      duplicates: done ? row.duplicates : null,
      rejected: done ? row.rejected : null,
      warnings: done ? row.warnings : null,
      from: row.first_day,
      to: row.end_day,
      seconds: row.state === 'running' || row.state === 'abandoned' ? null : row.seconds,
      error: row.error === '' ? null : row.error,
    }
  })
  return { loads }
}
