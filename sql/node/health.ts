import { formatLocal } from '../compile/calendar.ts'
import type { Labels } from '../model/labels.ts'
import { readCityHealth } from '../queries/city_health.ts'
import { readNewest } from './states.ts'
import type { Warehouse } from './warehouse.ts'

interface CityHealth {
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
  sources: SourceHealth[]
}

interface SourceHealth {
  id: string
  names: Labels
  /** It sends nothing any more, so it does not hold back the city's cut-off. */
  retired: boolean
  /** Its own cut-off, local time. */
  through: string | null
}

export interface Health {
  status: 'ok'
  engine: 'embedded' | 'server'
  cities: CityHealth[]
}

/**
 * The published cities and how fresh their data are.
 * @param first the city that is to be shown before the others
 * @throws WarehouseDownError
 */
export async function readHealth(warehouse: Warehouse, first?: string): Promise<Health> {
  const found = await readCityHealth(warehouse, {})
  const rows = found.sort((a, b) => Number(b.id === first) - Number(a.id === first))
  return {
    status: 'ok',
    engine: warehouse.kind,
    cities: rows.map((row) => {
      const local = (instant: string | null) =>
        instant === null ? null : formatLocal(Date.parse(instant), row.time_zone)
      const cutOffs = new Map(row.cut_offs.map(({ source, through }) => [source, through]))
      const active = row.sources.filter(({ retired }) => !retired)
      const through = active.flatMap(({ id }) => cutOffs.get(id) ?? []).sort()[0]
      return {
        id: row.id,
        names: { en: row.en, zh: row.zh },
        timeZone: row.time_zone,
        complaints: row.complaints,
        through: local(through ?? null),
        version: row.version,
        lastLoad: local(row.last_load),
        sources: row.sources.map((source) => ({
          ...source,
          through: local(cutOffs.get(source.id) ?? null),
        })),
      }
    }),
  }
}

/** Changes whenever an answer about the city could: its newest data version and its published pack. */
export async function readState(warehouse: Warehouse, city: string): Promise<string> {
  const { version, hash } = await readNewest(warehouse, city)
  return `${version}-${hash}`
}
