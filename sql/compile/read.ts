import { DIMENSIONS } from '../model/dimensions.ts'
import { keyOf } from './conditions.ts'
import { totalOf } from './counts.ts'
import { type Cases, conditionsOn, type Leg, type Pair, readingOf } from './leg.ts'
import type { Piece, SideName } from './names.ts'
import type { Plan } from './plan.ts'
import { join, parameter, type Rendered, render, type Sql, sql } from './sql.ts'

/** Rows of one table, added up by the rows of the answer that they count for. */
export interface Read extends Rendered {
  /** Of which side its rows are; null: each says so in its first column, 0 `now` and 1 `before`. */
  side: SideName | null
  /** The counts that follow the keys of the answer's rows. */
  pieces: readonly Piece[]
  /** Whether the median of seconds to closing follows them. */
  median: boolean
  /** The median is that of the rows with so many closed cases; null: of all. */
  cases: Cases | null
}

/** More rows are not read: what adds them up holds them all. */
export const MOST_READ = 500_000

/** How far the hash of each further key is turned, so that equal members of two keys do not cancel out. */
const TURN = 13

/**
 * What the rows are grouped by. Several keys are grouped by one hash of 64 bits, which is several times
 * as fast: that two of a million groups have the same is less likely than one in ten million.
 */
function groupBy(plan: Plan, keys: readonly Sql[]): { columns: readonly Sql[]; by: Sql } | null {
  if (keys.length === 0) return null
  const multiple = plan.by.some((id) => DIMENSIONS[id].multiple)
  if (keys.length === 1 || multiple) return { columns: keys, by: join(keys, sql`, `) }
  const [first, ...rest] = keys.map((key) => sql`cityHash64(${key})`)
  const hash = rest.reduce(
    (before, next, i) =>
      sql`bitXor(${before}, bitRotateLeft(${next}, ${parameter('turn', 'UInt32', TURN * (i + 1))}))`,
    first as Sql,
  )
  return { columns: keys.map((key) => sql`any(${key})`), by: hash }
}

/** One SELECT: the side where there are two, the keys of the answer's row, then what is counted. */
export function writeRead(plan: Plan, from: Leg | Pair): Read {
  const leg = 'before' in from ? from.now : from
  const reading = readingOf(plan, from)
  const keys = plan.by.map((id) => keyOf(plan.city, id, reading.read))
  if (reading.row !== null) keys.push(reading.row)
  if (reading.isNow !== null) keys.unshift(sql`if(${reading.isNow}, 0, 1)`)
  const grouped = groupBy(plan, keys)
  const counts = [...leg.pieces.values()].map((count) => totalOf(count))
  const columns = [...(grouped?.columns ?? []), ...counts]
  if (leg.seconds !== null) {
    const { value, known } = leg.seconds
    columns.push(sql`quantileExactInclusiveIf(0.5)(${value}, ${known})`)
  }
  const by = grouped === null ? sql`` : sql`\n GROUP BY ${grouped.by}`
  const select = sql`SELECT ${join(columns, sql`, `)}
  FROM ${leg.table}
 WHERE ${conditionsOn(plan, reading)}${by}
 LIMIT ${parameter('most', 'UInt32', MOST_READ + 1)}`
  return {
    ...render(select),
    side: reading.isNow === null ? leg.side : null,
    pieces: [...leg.pieces.keys()],
    median: leg.seconds !== null,
    cases: leg.cases ?? null,
  }
}
