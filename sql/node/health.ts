import type { Labels } from '../model/labels.ts'
import { readCityHealth } from '../queries/city_health.ts'
import { readCityState } from '../queries/city_state.ts'
import { formatLocalTime } from './local-time.ts'
import type { Warehouse } from './warehouse.ts'

export interface CityHealth {
  id: string
  names: Labels
  timeZone: string
  /** How many complaints are visible. */
  complaints: number
  /** The earliest cut-off of the active sources, local time; null while nothing is loaded. */
  through: string | null
  /** 0: nothing is loaded yet. */
  version: number
  lastLoad: string | null
}

export interface Health {
  status: 'ok'
  engine: 'embedded' | 'server'
  cities: CityHealth[]
}

/** The published cities and how fresh their data are. Throws WarehouseDownError. */
export async function readHealth(warehouse: Warehouse): Promise<Health> {
  const rows = await readCityHealth(warehouse, {})
  return {
    status: 'ok',
    engine: warehouse.kind,
    cities: rows.map((row) => {
      const local = (instant: string) => formatLocalTime(instant, row.time_zone)
      const cutOffs = row.sources
        .filter(({ source }) => !row.retired.includes(source))
        .map(({ through }) => through)
      const through = cutOffs.sort()[0]
      return {
        id: row.id,
        names: { en: row.en, zh: row.zh },
        timeZone: row.time_zone,
        complaints: row.complaints,
        through: through === undefined ? null : local(through),
        version: row.version,
        lastLoad: row.last_load === null ? null : local(row.last_load),
      }
    }),
  }
}

/** Changes whenever an answer about the city could: its newest data version and its published pack. */
export async function readState(warehouse: Warehouse, city: string): Promise<string> {
  const [state] = await readCityState(warehouse, { city })
  return `${state?.version ?? 0}-${state?.hash ?? ''}`
}
