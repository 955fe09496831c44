import type { City } from '../model/city.ts'
import { QuestionError, VersionGoneError } from '../model/errors.ts'
import { select } from './run.ts'
import type { Warehouse } from './warehouse.ts'

/** The visible generation of a slice: partition `${slice}-${batch}` of `complaints` and of each cube. */
export interface Generation {
  /** yyyymm00 for a closed month, yyyymmdd for a day of an open one; local days of receipt. */
  slice: number
  batch: number
  rows: number
}

/** A city at one data version. Everything that answers a Question reads it once, and then only it. */
export interface Snapshot {
  city: City
  /** 0: nothing is loaded yet. */
  version: number
  partitions: Generation[]
  /** Cut-off of each source, ISO instants in UTC. */
  sources: { source: string; through: string }[]
  /** The earliest cut-off of the active sources, or null while there is none. */
  through: string | null
}

/** How long a replaced data version can still be asked, seconds. */
export const KEPT_SECONDS = 900

interface ManifestRow {
  version: number
  slices: [number, number, string][]
  sources: [string, string][]
}

const packs = new Map<string, City>()

async function readCity(warehouse: Warehouse, id: string, hash: string): Promise<City> {
  const key = `${id}/${hash}`
  const known = packs.get(key)
  if (known) return known
  const [row] = await select<{ pack: string }>(
    warehouse,
    'SELECT pack FROM cities WHERE city = {city:String} AND hash = {hash:String} LIMIT 1',
    { city: id, hash },
  )
  if (!row) throw new Error(`the pack of ${id} vanished from the warehouse`)
  const city = JSON.parse(row.pack) as City
  if (packs.size > 64) packs.clear()
  packs.set(key, city)
  return city
}

async function refuseCity(warehouse: Warehouse, id: string): Promise<never> {
  const rows = await select<{ city: string }>(
    warehouse,
    'SELECT DISTINCT city FROM cities ORDER BY city',
  )
  const allowed = rows.map((row) => row.city)
  throw new QuestionError(`There is no city "${id}" here.`, allowed)
}

/**
 * Reads a city's pack and the slices that are visible at a data version (the newest unless named).
 * @throws QuestionError for a city that was never published, VersionGoneError for a version that is not kept
 */
export async function readSnapshot(
  warehouse: Warehouse,
  id: string,
  version?: number,
): Promise<Snapshot> {
  const [found] = await select<{ hash: string; states: [ManifestRow] | []; replaced: number }>(
    warehouse,
    `SELECT
       (SELECT argMax(hash, published_at) FROM cities WHERE city = {city:String}) AS hash,
       (SELECT groupArray(tuple(version, slices, sources)::Tuple(version UInt32, slices Array(Tuple(UInt32, UInt32, UInt64)), sources Array(Tuple(String, String))))
          FROM (SELECT version, slices, arrayMap(s -> (s.1, formatDateTime(s.2, '%FT%TZ', 'UTC')), sources) AS sources
                  FROM manifest
                 WHERE city = {city:String} AND ({version:Int64} < 0 OR version = {version:Int64})
                 ORDER BY version DESC LIMIT 1)) AS states,
       (SELECT countIf({version:Int64} >= 0 AND version > {version:Int64}
                       AND at < now64(3) - {kept:UInt32})
          FROM manifest WHERE city = {city:String}) AS replaced`,
    { city: id, version: version ?? -1, kept: KEPT_SECONDS },
  )
  if (!found?.hash) return refuseCity(warehouse, id)
  const [state] = found.states
  if (version !== undefined && (Number(found.replaced) > 0 || (!state && version !== 0))) {
    throw new VersionGoneError(`Data version ${version} of ${id} is not kept any more.`)
  }
  const city = await readCity(warehouse, id, found.hash)
  const sources = (state?.sources ?? []).map(([source, through]) => ({ source, through }))
  const sending = new Set(city.sources.filter((s) => !s.retired).map((s) => s.id))
  const active = sources.filter((s) => sending.has(s.source)).map((s) => s.through)
  return {
    city,
    version: state?.version ?? 0,
    partitions: (state?.slices ?? []).map(([slice, batch, rows]) => ({
      slice,
      batch,
      rows: Number(rows),
    })),
    sources,
    through: active.sort()[0] ?? null,
  }
}
