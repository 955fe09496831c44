import { DIMENSIONS } from '../../sql/model/dimensions.ts'
import { LONG } from '../../sql/node/long.ts'
import { command, select } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { countBySlice, isDay, owned, partitionId } from './slices.ts'

export const affectedTable = (batch: number): string => `affected_${batch}`

/** What complaints have in common of which the later ones are repeated ones. */
export const KEY = 'cityHash64(requester_key, category2)'

/** So many keys are looked at in one pass: what the engine holds of them stays under 1 GiB. */
const KEYS_A_PASS = 1_500_000

const DAY_MS = 86_400_000
/** 90 days of 24 hours, and one more for a change of the clocks. */
export const REACH_MS = 91 * DAY_MS

export const COPIED = [
  ...['received_at', 'closed_at', 'rated_at'],
  ...Object.values(DIMENSIONS).flatMap(({ column }) => column ?? []),
].join(', ')

/** The local days [first, end) of a slice, as UTC midnights. */
function daysOf(slice: number): { first: number; end: number } {
  const year = Math.floor(slice / 10_000)
  const month = (Math.floor(slice / 100) % 100) - 1
  if (!isDay(slice)) return { first: Date.UTC(year, month), end: Date.UTC(year, month + 1) }
  const first = Date.UTC(year, month, slice % 100)
  return { first, end: first + DAY_MS }
}

/** Generations that can hold what was received between two instants, ms, give or take a day. */
export function between(
  generations: readonly Generation[],
  since: number,
  until: number,
): Generation[] {
  return generations.filter((g) => {
    const { first, end } = daysOf(g.slice)
    return first < until && end > since
  })
}

function near(
  generations: readonly Generation[],
  slices: readonly number[],
  reach: { before: number; after: number },
): Generation[] {
  const spans = slices.map(daysOf)
  const found = spans.flatMap((span) =>
    between(generations, span.first - reach.before, span.end + reach.after),
  )
  return [...new Set(found)]
}

/** Generations with complaints of which those of the slices can be repeated ones, and these themselves. */
const upTo = (generations: readonly Generation[], slices: readonly number[]): Generation[] =>
  near(generations, slices, { before: REACH_MS, after: 0 })

/** Generations with complaints that can be repeated ones of those in the slices, and these themselves. */
export const onFrom = (
  generations: readonly Generation[],
  slices: readonly number[],
): Generation[] => near(generations, slices, { before: 0, after: REACH_MS })

/**
 * Keeps the keys whose repeated complaints are to be found anew, in a table of the batch.
 * @param keys SELECT of one column `key`
 * @returns how many there are
 */
export async function keepAffected(
  warehouse: Warehouse,
  batch: number,
  keys: string,
  parameters: Record<string, unknown>,
): Promise<number> {
  const table = affectedTable(batch)
  await command(
    warehouse,
    `CREATE OR REPLACE TABLE ${table} (key UInt64) ENGINE = MergeTree ORDER BY tuple()`,
  )
  await command(
    warehouse,
    `INSERT INTO ${table} SELECT DISTINCT key FROM (${keys})`,
    parameters,
    LONG,
  )
  const [row] = await select<{ keys: number }>(warehouse, `SELECT count() AS keys FROM ${table}`)
  return row?.keys ?? 0
}

/** Which slices of `repeats` are written, and what of the old rows stays as it is. */
interface Work {
  batch: number
  /** All complaints of the city. */
  generations: readonly Generation[]
  /** Those whose repeated ones are written. */
  targets: readonly Generation[]
  /** Generations of `repeats` whose rows are taken over where their key is not affected. */
  replaced: readonly Generation[]
  /** How many keys were kept. */
  affected: number
  /** Overlays whose complaints go into the targets: their keys are all among the affected. */
  overlays: readonly Generation[]
}

const writePass = (
  table: string,
  folded: boolean,
): string => `INSERT INTO repeats (slice, batch, key, ${COPIED})
SELECT if(has({slices:Array(UInt32)}, slice), slice, intDiv(slice, 100) * 100), {batch:UInt32}, key, ${COPIED}
  FROM repeats
 WHERE _partition_id IN ({replaced:Array(String)}) AND key % {passes:UInt32} = {pass:UInt32}
   AND key NOT IN (SELECT key FROM ${table} WHERE key % {passes:UInt32} = {pass:UInt32})
   ${folded ? `AND NOT ${owned('{overlays:Array(String)}')}` : ''}
UNION ALL
SELECT slice, {batch:UInt32}, ${KEY}, ${COPIED}
  FROM complaints
 PREWHERE requester_key != '' AND ${KEY} IN (SELECT key FROM ${table} WHERE key % {passes:UInt32} = {pass:UInt32})
 WHERE _partition_id IN ({targets:Array(String)})
   AND (requester_key, category2, toUnixTimestamp(received_at)) IN (
     SELECT requester_key, category2,
            arrayJoin(arrayFilter((second, gap) -> gap BETWEEN 1 AND 90 * 86400 AND gap < second,
                                  seconds, arrayDifference(seconds)))
       FROM (SELECT requester_key, category2,
                    arraySort(groupArray(toUnixTimestamp(received_at))) AS seconds
               FROM complaints
              WHERE _partition_id IN ({read:Array(String)}) AND requester_key != ''
                AND ${KEY} IN (SELECT key FROM ${table} WHERE key % {passes:UInt32} = {pass:UInt32})
              GROUP BY requester_key, category2
             HAVING count() > 1))`

/**
 * Writes generations of `repeats`, each pass for a part of the keys. A complaint is a repeated one if
 * the latest second before its own in which its key occurs lies within 90 days.
 */
export async function writeSlices(warehouse: Warehouse, work: Work): Promise<Generation[]> {
  const { batch, generations, targets, replaced, affected, overlays } = work
  const slices = targets.map((g) => g.slice)
  const passes = Math.max(1, Math.ceil(affected / KEYS_A_PASS))
  const parameters = {
    batch,
    slices,
    passes,
    replaced: replaced.filter((g) => g.rows > 0).map(partitionId),
    targets: targets.map(partitionId),
    overlays: overlays.map(partitionId),
    read: upTo(generations, slices).map(partitionId),
  }
  for (let pass = 0; pass < passes; pass++) {
    await command(
      warehouse,
      writePass(affectedTable(batch), overlays.length > 0),
      { ...parameters, pass },
      // One thread writes a slice as one part, which nobody has to merge.
      { ...LONG, max_insert_threads: '1' },
    )
  }
  const counted = await countBySlice(
    warehouse,
    'repeats',
    slices.map((slice) => ({ slice, batch })),
  )
  return slices.map((slice) => ({ slice, batch, rows: counted.get(slice) ?? 0 }))
}
