import { CUBES, type Cube, DERIVED, EXTRACTS, type Extract } from '../../sql/model/cubes.ts'
import { DIMENSIONS, type DimensionId } from '../../sql/model/dimensions.ts'
import { FLOWS, PARTS } from '../../sql/model/parts.ts'
import { LONG } from '../../sql/node/long.ts'
import { command } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { partitionId } from './slices.ts'

/** Where a batch fills one of the tables that it fills at the same time. */
export const fillingTable = (batch: number, place: number): string => `filling${place}_${batch}`

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

/** A complaint comes on its day of receipt and, once closed, goes on its day of closing. */
const TURNS = `arrayJoin(if(ifNull(${FLOWS.gone}, false),
           [(true, ${LOCAL_DAY}), (false, ${CLOSING_DAY})], [(true, ${LOCAL_DAY})])) AS turn`

/** Rows of `complaints` that are counted, and those of another table of its shape that are taken away. */
interface Counted {
  read: string
  count: (condition: string) => string
}

const EVERY: Counted = {
  read: `complaints WHERE ${SLICES}`,
  count: (condition) => `countIf(${condition})`,
}

const changed = (before: string): Counted => ({
  read: `(SELECT *, 1 AS sign FROM complaints WHERE ${SLICES} UNION ALL SELECT *, -1 AS sign FROM ${before})`,
  count: (condition) => `sum(if(ifNull(${condition}, false), sign, 0))`,
})

function aggregate(
  { moment, dimensions, parts, flows }: Cube,
  into: string,
  { read, count }: Counted,
): string {
  const keys = ['slice', 'batch', moment, ...columnsOf(dimensions)]
  const time = flows ? 'turn.2' : moment === 'day' ? LOCAL_DAY : LOCAL_HOUR
  const values = keys.map((key) => (key === moment ? time : key))
  const came = (condition: string) => (flows ? `turn.1 AND (${condition})` : condition)
  const columns = [...parts, ...(flows ? Object.keys(FLOWS) : [])]
  const counts = parts.map((part) => count(came(PARTS[part])))
  if (flows) counts.push(count(came(FLOWS.entered)), count('NOT turn.1'))
  return `INSERT INTO ${into} (${[...keys, ...columns].join(', ')})
  SELECT ${[...values.map((value) => `any(${value})`), ...counts].join(', ')}
    FROM ${flows ? `(SELECT *, ${TURNS} FROM ${read})` : read}
   GROUP BY ${hashOf(values)}`
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
 * @param before the generations are overlays, and a cube's hold how these rows were changed by them: a
 * table of the shape of `complaints`
 */
export async function derive(
  warehouse: Warehouse,
  derived: Cube | Extract,
  into: string,
  generations: readonly Generation[],
  timeZone: string,
  before: string | null = null,
): Promise<void> {
  const counted = before === null ? EVERY : changed(before)
  const statement = 'parts' in derived ? aggregate(derived, into, counted) : extract(derived, into)
  await command(
    warehouse,
    statement,
    { zone: timeZone, ids: generations.map(partitionId) },
    // One thread writes each slice as one part, which nobody has to merge.
    { ...LONG, max_insert_threads: '1' },
  )
}

/** Tables that are written at the same time: each is written by one thread. */
export const AT_ONCE = 2

/**
 * Computes cubes and extracts anew for the written generations. No counter is ever incremented, so none
 * can drift.
 * @param tables those that the city has; every one unless named
 * @param before as `derive` takes it
 */
export async function computeCubes(
  warehouse: Warehouse,
  written: readonly Generation[],
  timeZone: string,
  tables: readonly string[] = DERIVED,
  before: string | null = null,
): Promise<void> {
  if (written.length === 0) return
  const left = [...CUBES, ...EXTRACTS].filter(({ table }) => tables.includes(table))
  const deriveNext = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      await derive(warehouse, next, next.table, written, timeZone, before)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, deriveNext))
}
