import type { City } from '../model/city.ts'
import { DERIVED } from '../model/cubes.ts'
import { QuestionError, VersionGoneError } from '../model/errors.ts'
import { select } from './run.ts'
import { FIRST, readNewest } from './states.ts'
import type { Warehouse } from './warehouse.ts'

/** The visible generation of a slice: partition `${slice}-${batch}` of `complaints` and of each cube. */
export interface Generation {
  /** yyyymm00 for a closed month, yyyymmdd for a day of an open one, yyyymm99 for an overlay; local days of receipt. */
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
  /** The generation of each slice of `repeats`; null where they do not stand for every slice. */
  repeats: Generation[] | null
  /** Cut-off of each source, ISO instants in UTC. */
  sources: { source: string; through: string }[]
  /** The earliest cut-off of the active sources, or null while there is none. */
  through: string | null
  /** Rows of each table that holds all slices of this version. */
  cubes: ReadonlyMap<string, number>
}

/** How long a replaced data version can still be asked, seconds. */
export const KEPT_SECONDS = 900

interface ManifestRow {
  cubes: string[]
  slices: [slice: number, batch: number, rows: number][]
  repeats: [slice: number, batch: number, rows: number][]
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
    `SELECT cubes, arrayMap(s -> (s.1, s.2, s.3), slices) AS slices,
            arrayMap(s -> (s.1, s.2, s.3), repeats) AS repeats,
            arrayMap(s -> (s.1, formatDateTime(s.2, '%FT%TZ', 'UTC')), sources) AS sources
       FROM manifest
      WHERE city = {city:String} AND version = {version:UInt32}`,
    { city: id, version },
    FIRST,
  )
  return row
}

/** How many rows the visible slices of these tables have. */
async function countRows(
  warehouse: Warehouse,
  tables: readonly string[],
  partitions: readonly Generation[],
): Promise<Map<string, number>> {
  const rows = await select<{ table: string; rows: number }>(
    warehouse,
    `SELECT table, sum(rows) AS rows FROM system.parts
      WHERE database = currentDatabase() AND active AND table IN ({tables:Array(String)})
        AND partition_id IN ({ids:Array(String)})
      GROUP BY table`,
    { tables, ids: partitions.map(({ slice, batch }) => `${slice}-${batch}`) },
    FIRST,
  )
  const counted = new Map(rows.map((row) => [row.table, row.rows]))
  return new Map(tables.map((table) => [table, counted.get(table) ?? 0]))
}

/** Whether a version was replaced so long ago that its slices may be gone, or some are gone already. */
async function isGone(warehouse: Warehouse, id: string, version: number): Promise<boolean> {
  const [row] = await select<{ replaced: number; missing: number }>(
    warehouse,
    `SELECT (SELECT count() FROM manifest
              WHERE city = {city:String} AND version > {version:UInt32}
                AND at < now64(3) - {kept:UInt32}) AS replaced,
            (SELECT count()
               FROM (SELECT arrayJoin(slices) AS s FROM manifest
                      WHERE city = {city:String} AND version = {version:UInt32})
              WHERE concat(toString(s.1), '-', toString(s.2)) NOT IN (
                SELECT partition_id FROM system.parts
                 WHERE database = currentDatabase() AND table = 'complaints' AND active)) AS missing`,
    { city: id, version, kept: KEPT_SECONDS },
    FIRST,
  )
  return row === undefined || row.replaced > 0 || row.missing > 0
}

async function refuseCity(warehouse: Warehouse, id: string): Promise<never> {
  const rows = await select<{ city: string }>(
    warehouse,
    'SELECT DISTINCT city FROM cities ORDER BY city',
  )
  const allowed = rows.map((row) => row.city)
  throw new QuestionError(`There is no city "${id}" here.`, allowed)
}

const generationsOf = (slices: ManifestRow['slices'] = []): Generation[] =>
  slices.map(([slice, batch, rows]) => ({ slice, batch, rows }))

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
  const partitions = generationsOf(state?.slices)
  const repeats = generationsOf(state?.repeats)
  const told = new Set(repeats.map((g) => g.slice))
  const tables = (state?.cubes ?? []).filter((table) => DERIVED.includes(table))
  const cubes = await countRows(warehouse, tables, partitions)
  return {
    city,
    hash,
    version,
    partitions,
    repeats: partitions.every((g) => told.has(g.slice)) ? repeats : null,
    sources,
    through: active.sort()[0] ?? null,
    cubes,
  }
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
