import type { City } from '../model/city.ts'
import { QuestionError, VersionGoneError } from '../model/errors.ts'
import { select } from './run.ts'
import { FIRST, readNewest } from './states.ts'
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
  /** Of the published pack. */
  hash: string
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
  slices: [slice: number, batch: number, rows: number][]
  sources: [source: string, through: string][]
}

/** Snapshots by warehouse, then by what they depend on: none of them ever changes. */
const known = new WeakMap<Warehouse, Map<string, Promise<Snapshot>>>()
const MOST_KNOWN = 64

const packs = new WeakMap<Warehouse, Map<string, City>>()

async function readCity(warehouse: Warehouse, id: string, hash: string): Promise<City> {
  const cities = packs.get(warehouse) ?? new Map<string, City>()
  packs.set(warehouse, cities)
  const kept = cities.get(`${id} ${hash}`)
  if (kept) return kept
  const [row] = await select<{ pack: string }>(
    warehouse,
    'SELECT pack FROM cities WHERE city = {city:String} AND hash = {hash:String} LIMIT 1',
    { city: id, hash },
    FIRST,
  )
  if (!row) throw new Error(`the pack of ${id} vanished from the warehouse`)
  const city = JSON.parse(row.pack) as City
  if (cities.size >= MOST_KNOWN) cities.clear()
  cities.set(`${id} ${hash}`, city)
  return city
}

async function readManifest(
  warehouse: Warehouse,
  id: string,
  version: number,
): Promise<ManifestRow | undefined> {
  const [row] = await select<ManifestRow>(
    warehouse,
    `SELECT arrayMap(s -> (s.1, s.2, s.3), slices) AS slices,
            arrayMap(s -> (s.1, formatDateTime(s.2, '%FT%TZ', 'UTC')), sources) AS sources
       FROM manifest
      WHERE city = {city:String} AND version = {version:UInt32}`,
    { city: id, version },
    FIRST,
  )
  return row
}

/** Whether a version was replaced so long ago that its slices may be gone. */
async function isGone(warehouse: Warehouse, id: string, version: number): Promise<boolean> {
  const [row] = await select<{ replaced: number }>(
    warehouse,
    `SELECT count() AS replaced FROM manifest
      WHERE city = {city:String} AND version > {version:UInt32} AND at < now64(3) - {kept:UInt32}`,
    { city: id, version, kept: KEPT_SECONDS },
    FIRST,
  )
  return (row?.replaced ?? 0) > 0
}

async function refuseCity(warehouse: Warehouse, id: string): Promise<never> {
  const rows = await select<{ city: string }>(
    warehouse,
    'SELECT DISTINCT city FROM cities ORDER BY city',
  )
  const allowed = rows.map((row) => row.city)
  throw new QuestionError(`There is no city "${id}" here.`, allowed)
}

async function assemble(
  warehouse: Warehouse,
  id: string,
  version: number,
  hash: string,
): Promise<Snapshot> {
  const state = version === 0 ? undefined : await readManifest(warehouse, id, version)
  if (!state && version !== 0) {
    throw new VersionGoneError(`Data version ${version} of ${id} is not kept.`)
  }
  const city = await readCity(warehouse, id, hash)
  const sources = (state?.sources ?? []).map(([source, through]) => ({ source, through }))
  const sending = new Set(city.sources.filter((s) => !s.retired).map((s) => s.id))
  const active = sources.filter((s) => sending.has(s.source)).map((s) => s.through)
  const partitions = (state?.slices ?? []).map(([slice, batch, rows]) => ({ slice, batch, rows }))
  return { city, hash, version, partitions, sources, through: active.sort()[0] ?? null }
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
  const newest = await readNewest(warehouse, id)
  if (newest.hash === '') return refuseCity(warehouse, id)
  const asked = version ?? newest.version
  if (asked > newest.version) {
    throw new VersionGoneError(`There is no data version ${asked} of ${id} yet.`)
  }
  if (asked < newest.version && (await isGone(warehouse, id, asked))) {
    throw new VersionGoneError(`Data version ${asked} of ${id} is not kept any more.`)
  }
  const snapshots = known.get(warehouse) ?? new Map<string, Promise<Snapshot>>()
  known.set(warehouse, snapshots)
  const key = `${id} ${asked} ${newest.hash}`
  const found = snapshots.get(key)
  if (found) return found
  const snapshot = assemble(warehouse, id, asked, newest.hash)
  if (snapshots.size >= MOST_KNOWN) snapshots.clear()
  snapshots.set(key, snapshot)
  snapshot.catch(() => snapshots.delete(key))
  return snapshot
}
