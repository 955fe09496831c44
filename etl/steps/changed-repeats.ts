import { LONG } from '../../sql/node/long.ts'
import { command, select } from '../../sql/node/run.ts'
import type { Generation, Snapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Attempt } from '../ledger.ts'
import { type Loaded, stays, won } from './load.ts'
import { affectedTable, between, COPIED, KEY, keepAffected, REACH_MS } from './repeat-slices.ts'
import { countBySlice, inForce, partitionId } from './slices.ts'
import { stageTable } from './stage.ts'
import { knownTable, type Winners, winnersTable } from './winners.ts'

/** Of the affected keys: the seconds in which they are repeated ones, after the load. */
export const repeatedTable = (batch: number): string => `repeated_${batch}`

const REPEAT_SECONDS = 90 * 86_400

/** Overlays that a load wrote, not yet committed. */
export interface Overlaid extends Loaded {
  changed: ChangedRepeats | null
}

/** When the complaints were received that a load can have made repeated ones, or not any more: seconds since 1970. */
export interface ChangedRepeats {
  since: number
  until: number
}

/** Keys with the seconds in which a winner brings or leaves one, but for those that stay as they were. */
function changedPairs(attempt: Attempt, winners: Winners): string {
  const table = winnersTable(attempt.number)
  const ofWinners = winners.all ? '' : `AND id IN (SELECT id FROM ${table})`
  return `SELECT key, received_at
       FROM (SELECT DISTINCT ${KEY} AS key, received_at, 1 AS side FROM ${stageTable(attempt.number)}
              WHERE requester_key != '' ${ofWinners}
             ${winners.all ? '' : `UNION ALL SELECT DISTINCT key, received_at, 2 AS side FROM ${knownTable(attempt.number)} WHERE key != 0 ${ofWinners}`})
      GROUP BY key, received_at
     HAVING sum(side) != 3`
}

/**
 * Finds the keys whose repeated complaints a load may change, and when they are repeated after it. What
 * the complaints of other keys are, they stay.
 */
export async function findChangedRepeats(
  warehouse: Warehouse,
  attempt: Attempt,
  before: Snapshot,
  winners: Winners,
): Promise<ChangedRepeats | null> {
  const { number: batch, source } = attempt
  const pairs = changedPairs(attempt, winners)
  const keys = await keepAffected(warehouse, batch, `SELECT key FROM (${pairs})`, {})
  const table = repeatedTable(batch)
  await command(
    warehouse,
    `CREATE OR REPLACE TABLE ${table} (key UInt64, received_at DateTime('UTC')) ENGINE = MergeTree ORDER BY tuple()`,
  )
  if (keys === 0) return null
  const [span] = await select<{ first: number; last: number }>(
    warehouse,
    `SELECT toUInt32(min(received_at)) AS first, toUInt32(max(received_at)) AS last FROM (${pairs})`,
  )
  const since = span?.first ?? 0
  const until = (span?.last ?? 0) + REPEAT_SECONDS
  const read = between(before.partitions, since * 1000 - REACH_MS, until * 1000 + REACH_MS)
  const affected = `${KEY} IN (SELECT key FROM ${affectedTable(batch)})`
  const second = 'toUnixTimestamp(received_at)'
  await command(
    warehouse,
    `INSERT INTO ${table}
     SELECT key,
            arrayJoin(arrayFilter((second, gap) -> gap BETWEEN 1 AND {reach:UInt32} AND gap < second,
                                  seconds, arrayDifference(seconds)))
       FROM (SELECT key, arraySort(groupArray(second)) AS seconds
               FROM (SELECT ${KEY} AS key, ${second} AS second FROM complaints
                   PREWHERE requester_key != '' AND ${affected}
                      WHERE ${inForce(read, '{ids:Array(String)}')} AND ${stays(attempt, winners)}
                     UNION ALL
                     SELECT ${KEY}, ${second} FROM (${won(attempt, winners)})
                      WHERE requester_key != '' AND ${affected})
              GROUP BY key)
      WHERE length(seconds) > 1`,
    {
      source,
      reach: REPEAT_SECONDS,
      ids: read.map(partitionId),
      slices: winners.moves.map(({ slice }) => slice),
    },
    LONG,
  )
  return { since, until }
}

const visibleRepeats = (before: Snapshot, since: number, until: number): Generation[] =>
  between(before.repeats ?? [], since * 1000 - REACH_MS, until * 1000 + REACH_MS)

/**
 * Seconds of complaints that are repeated ones from now on, or no more: a SELECT of `received_at` with its
 * parameters.
 */
export function changedSeconds(
  attempt: Attempt,
  before: Snapshot,
  { since, until }: ChangedRepeats,
): { select: string; params: Record<string, unknown> } {
  const there = visibleRepeats(before, since, until)
  const within = `toUnixTimestamp(received_at) BETWEEN {since:UInt32} AND {until:UInt32}`
  return {
    select: `SELECT received_at
       FROM (SELECT DISTINCT key, received_at, 1 AS side FROM ${repeatedTable(attempt.number)}
              WHERE ${within}
             UNION ALL
             SELECT DISTINCT key, received_at, 2 AS side FROM repeats
              WHERE ${inForce(there, '{repeats:Array(String)}')} AND ${within}
                AND key IN (SELECT key FROM ${affectedTable(attempt.number)}))
      GROUP BY key, received_at
     HAVING sum(side) != 3`,
    params: { since, until, repeats: there.map(partitionId) },
  }
}

/**
 * Writes the repeated complaints among those of the overlays that a load wrote.
 * @returns the generation of each slice of `repeats`
 */
export async function writeChangedRepeats(
  warehouse: Warehouse,
  attempt: Attempt,
  before: Snapshot,
  { generations, written, changed }: Overlaid,
): Promise<Generation[]> {
  const { number: batch } = attempt
  const ids = written.map(partitionId)
  const repeats = before.repeats ?? []
  const months = new Set(written.map(({ slice }) => Math.floor(slice / 100)))
  const there = repeats.filter(({ slice }) => months.has(Math.floor(slice / 100)))
  await command(
    warehouse,
    `INSERT INTO repeats (slice, batch, key, ${COPIED})
     SELECT slice, batch, ${KEY} AS key, ${COPIED} FROM complaints
      WHERE _partition_id IN ({ids:Array(String)}) AND requester_key != ''
        AND if(key IN (SELECT key FROM ${affectedTable(batch)})
                 AND toUnixTimestamp(received_at) BETWEEN {since:UInt32} AND {until:UInt32},
               (key, received_at) IN (SELECT key, received_at FROM ${repeatedTable(batch)}),
               (key, received_at) IN (
                 SELECT key, received_at FROM repeats
                  WHERE ${inForce(there, '{repeats:Array(String)}')}
                    AND received_at IN (
                      SELECT received_at FROM overlaid WHERE _partition_id IN ({ids:Array(String)}))))`,
    {
      ids,
      repeats: there.map(partitionId),
      since: changed?.since ?? 0,
      until: changed?.until ?? 0,
    },
    { ...LONG, max_insert_threads: '1' },
  )
  const counted = await countBySlice(warehouse, 'repeats', written)
  const anew = written.map(({ slice }) => ({ slice, batch, rows: counted.get(slice) ?? 0 }))
  const kept = new Set(generations.filter((g) => g.batch !== batch).map(({ slice }) => slice))
  return [...repeats.filter(({ slice }) => kept.has(slice)), ...anew].sort(
    (a, b) => a.slice - b.slice,
  )
}
