import { command, select } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Attempt } from '../ledger.ts'
import { readVersion } from '../ledger.ts'

/** What a load did, for its ledger entry. `rowsRead = loaded + superseded + duplicates + rejected`. */
export interface Counts {
  rowsRead: number
  loaded: number
  superseded: number
  duplicates: number
  rejected: number
  /** Bad fields that became null or unknown. */
  warnings: number
}

/** The counts of what changes no complaint. */
export const NOTHING_LOADED: Counts = {
  rowsRead: 0,
  loaded: 0,
  superseded: 0,
  duplicates: 0,
  rejected: 0,
  warnings: 0,
}

/** The state of a city that a commit makes visible. */
export interface NextState {
  generations: Generation[]
  /** The derived tables that hold every one of them. */
  cubes: readonly string[]
  /** The generation of each slice of `repeats`; empty: there are none to build on. */
  repeats: Generation[]
  /** Cut-off by source, seconds since 1970. */
  sources: [source: string, through: number][]
  counts: Counts
  /** First and last local day of receipt in the file, YYYY-MM-DD. */
  days: { first: string; last: string } | null
}

/** Another load of the city committed first: what this attempt built is void. */
export class RefusedError extends Error {
  override name = 'RefusedError'
}

async function writeManifest(
  warehouse: Warehouse,
  attempt: Attempt,
  version: number,
  next: NextState,
): Promise<void> {
  await command(
    warehouse,
    `INSERT INTO manifest
       (city, version, batch, token, at, cubes, slices, repeats, sources, rows_read, loaded, superseded, duplicates,
        rejected, warnings, first_day, last_day, seconds)
     SELECT {city:String}, {version:UInt32}, {batch:UInt32}, {token:String}, now64(3), {cubes:Array(String)},
            arrayZip({slices:Array(UInt32)}, {batches:Array(UInt32)}, {rows:Array(UInt64)}),
            arrayZip({repeatSlices:Array(UInt32)}, {repeatBatches:Array(UInt32)}, {repeatRows:Array(UInt64)}),
            arrayZip({sources:Array(String)}, arrayMap(s -> toDateTime(s, 'UTC'), {throughs:Array(UInt32)})),
            {rowsRead:UInt64}, {loaded:UInt64}, {superseded:UInt64}, {duplicates:UInt64},
            {rejected:UInt64}, {warnings:UInt64},
            toDateOrNull({first:String}), toDateOrNull({last:String}), {seconds:Float64}
      WHERE {parent:UInt32} = (SELECT max(version) FROM manifest WHERE city = {city:String})`,
    {
      city: attempt.city,
      version,
      batch: attempt.number,
      token: attempt.token,
      parent: attempt.parent,
      cubes: next.cubes,
      slices: next.generations.map((g) => g.slice),
      batches: next.generations.map((g) => g.batch),
      rows: next.generations.map((g) => g.rows),
      repeatSlices: next.repeats.map((g) => g.slice),
      repeatBatches: next.repeats.map((g) => g.batch),
      repeatRows: next.repeats.map((g) => g.rows),
      sources: next.sources.map(([source]) => source),
      throughs: next.sources.map(([, through]) => through),
      ...next.counts,
      first: next.days?.first ?? '',
      last: next.days?.last ?? '',
      seconds: (Date.now() - attempt.startedAt) / 1000,
    },
    { insert_deduplication_token: `${attempt.city}-${version}` },
  )
}

async function readOwner(
  warehouse: Warehouse,
  city: string,
  version: number,
): Promise<string | null> {
  const [row] = await select<{ token: string }>(
    warehouse,
    'SELECT token FROM manifest WHERE city = {city:String} AND version = {version:UInt32} LIMIT 1',
    { city, version },
  )
  return row?.token ?? null
}

/**
 * Makes a load visible, everywhere at once, by one insert that only the first attempt at a data
 * version can make: a compare-and-swap on the city's version. An insert whose engine died between
 * noting its claim and writing its row leaves a version that nobody can have; the next is tried then.
 * @returns the data version
 * @throws RefusedError when another load was first
 */
export async function commit(
  warehouse: Warehouse,
  attempt: Attempt,
  next: NextState,
): Promise<number> {
  for (let version = attempt.parent + 1; ; version++) {
    await writeManifest(warehouse, attempt, version, next)
    const owner = await readOwner(warehouse, attempt.city, version)
    if (owner === attempt.token) return version
    if (owner !== null || (await readVersion(warehouse, attempt.city)) !== attempt.parent) {
      throw new RefusedError(`batch ${attempt.number} was overtaken by another load`)
    }
  }
}
