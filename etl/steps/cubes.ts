import { CUBES, type Cube, EXTRACTS, type Extract } from '../../sql/model/cubes.ts'
import { DIMENSIONS, type DimensionId } from '../../sql/model/dimensions.ts'
import { FLOWS, PARTS } from '../../sql/model/parts.ts'
import { command } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { partitionId } from './slices.ts'
import { LONG } from './stage.ts'

const columnsOf = (dimensions: readonly DimensionId[]): string[] =>
  dimensions.flatMap((id) => DIMENSIONS[id].column ?? [])

const LOCAL_DAY = 'toDate(received_at, {zone:String})'
const LOCAL_HOUR = `toStartOfHour(toDateTime(toUnixTimestamp(received_at) + timeZoneOffset(toTimeZone(received_at, {zone:String})), 'UTC'), 'UTC')`
const CLOSING_DAY = 'toDate(assumeNotNull(greatest(received_at, closed_at)), {zone:String})'
const SLICES = '_partition_id IN ({ids:Array(String)})'

/** How far the hash of each further key is turned, so that equal members of two keys do not cancel out. */
const TURN = 13

/**
 * One number of 64 bits for a group, which is grouped by five times as fast as the keys themselves. That
 * two of a million groups have the same is less likely than one in ten million.
 */
const hashOf = (keys: readonly string[]): string =>
  keys
    .map((key, i) => `bitRotateLeft(cityHash64(${key}), ${(TURN * i) % 64})`)
    .reduce((before, next) => `bitXor(${before}, ${next})`)

/** Groups by some keys; `values` are what they are made of. */
function groupBy(
  keys: readonly string[],
  values: readonly string[],
  counts: readonly string[],
  from: string,
): string {
  const named = keys.map((key, i) => `any(${values[i]}) AS of_${key}`)
  return `SELECT ${[...named, ...counts].join(', ')} FROM ${from} GROUP BY ${hashOf(values)}`
}

function aggregate({ moment, dimensions, parts, flows }: Cube, into: string): string {
  const keys = ['slice', 'batch', moment, ...columnsOf(dimensions)]
  const valuesOf = (time: string) => keys.map((key) => (key === moment ? time : key))
  const counted = parts.map((part) => `countIf(${PARTS[part]}) AS p_${part}`)
  const came = valuesOf(moment === 'day' ? LOCAL_DAY : LOCAL_HOUR)
  const from = `complaints WHERE ${SLICES}`
  const columns = [...parts, ...(flows ? Object.keys(FLOWS) : [])]
  const insert = `INSERT INTO ${into} (${[...keys, ...columns].join(', ')})`
  if (!flows) return `${insert}\n  ${groupBy(keys, came, counted, from)}`
  const entered = `countIf(${FLOWS.entered}) AS p_entered`
  const days = groupBy(keys, came, [...counted, entered, '0 AS p_gone'], from)
  const nothing = [...parts, 'entered'].map(() => '0')
  const gone = `${from} AND ${FLOWS.gone}`
  const closings = groupBy(keys, valuesOf(CLOSING_DAY), [...nothing, 'count()'], gone)
  const named = keys.map((key) => `counted.of_${key}`)
  const sums = columns.map((column) => `sum(p_${column})`)
  return `${insert}
  ${groupBy(keys, named, sums, `(${days} UNION ALL ${closings}) AS counted`)}`
}

function extract({ columns, where }: Extract, into: string): string {
  const dimensions = columnsOf(Object.keys(DIMENSIONS) as DimensionId[]).join(', ')
  return `INSERT INTO ${into} (slice, batch, ${Object.keys(columns).join(', ')}, ${dimensions})
  SELECT slice, batch, ${Object.values(columns).join(', ')}, ${dimensions}
    FROM complaints WHERE ${SLICES} AND ${where}`
}

/**
 * Computes one table anew for these generations, from the complaints' latest state.
 * @param into the table, or one of its shape
 */
export async function derive(
  warehouse: Warehouse,
  derived: Cube | Extract,
  into: string,
  generations: readonly Generation[],
  timeZone: string,
): Promise<void> {
  const statement = 'parts' in derived ? aggregate(derived, into) : extract(derived, into)
  await command(
    warehouse,
    statement,
    { zone: timeZone, ids: generations.map(partitionId) },
    // One thread writes each slice as one part, which nobody has to merge.
    { ...LONG, max_insert_threads: '1' },
  )
}

/** Tables that are written at the same time: each is written by one thread. */
const AT_ONCE = 2

/**
 * Computes every cube and extract anew for the written generations. No counter is ever incremented, so
 * none can drift.
 */
export async function computeCubes(
  warehouse: Warehouse,
  written: readonly Generation[],
  timeZone: string,
): Promise<void> {
  if (written.length === 0) return
  const left = [...CUBES, ...EXTRACTS]
  const deriveNext = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      await derive(warehouse, next, next.table, written, timeZone)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, deriveNext))
}
