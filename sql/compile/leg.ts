import { DIMENSIONS, type DimensionId } from '../model/dimensions.ts'
import { type CalendarGrain, isCyclic } from '../model/grains.ts'
import { bucketAfter, bucketOf, comparedRow, comparedRowFrom, type Moment } from './buckets.ts'
import { type Wall, wallOf } from './calendar.ts'
import { all, clauseCondition, keyOf, type ReadDimension } from './conditions.ts'
import { type Count, totalOf } from './counts.ts'
import { columnOf, keyName, type Piece, pieceName, type SideName, sumName } from './names.ts'
import type { Plan } from './plan.ts'
import { type RowDays, reformed } from './reform.ts'
import { inForce, inPartitions, type Partition, receiptsWithin } from './slices.ts'
import { join, type Parameter, parameter, type Sql, sql } from './sql.ts'
import { calendarGrain, outerRows, type Span } from './window.ts'

/**
 * `own`: in the row of the event. `carried` (`backlog`): in every row from the event's own on. `Moved`:
 * what was carried until this row is counted in it, under the codes that hold on a day.
 */
type Counts = 'own' | 'carried' | Moved

export interface Moved {
  row: Wall
  codesOn: string
}

/** Rows of one table that contribute to one side of the answer. */
export interface Leg {
  side: SideName
  table: Sql
  /** Which event puts a row of the table into a period. */
  moment: Moment
  /** Instants of the event; without a start, whenever. */
  events: { start: number | null; end: number }
  counts: Counts
  /** Those that are read; null where the table is a SELECT that names its own. */
  partitions: readonly Partition[] | null
  conditions: readonly Sql[]
  pieces: ReadonlyMap<Piece, Count>
  /** Seconds from receipt to closing, for the median, and which rows have them. */
  seconds: { value: Sql; known: Sql } | null
}

const LAST_INSTANT = 4_294_967_295_000

/** An instant in ms as a parameter, kept within what a DateTime can hold. */
export function instant(name: string, at: number): Parameter {
  const held = Math.min(Math.max(at, 0), LAST_INSTANT)
  const text = new Date(held).toISOString().slice(0, 19).replace('T', ' ')
  return parameter(name, "DateTime('UTC')", text)
}

export const dayOf = (wall: Wall): string => wall.toPlainDate().toString()

const wallParameter = (name: string, wall: Wall, grain: CalendarGrain): Parameter =>
  grain === 'hour'
    ? parameter(
        name,
        "DateTime('UTC')",
        wall.toString({ smallestUnit: 'second' }).replace('T', ' '),
      )
    : parameter(name, 'Date', dayOf(wall))

interface Placed {
  /** The row that the leg's event counts for; null without a grain. */
  row: Sql | null
  exists: Sql | null
}

/**
 * The first row at whose end the event has happened, on its side of the comparison. What happened after
 * the cut has happened by the next row, whose compared period ends where it begins.
 */
function carriedRow(plan: Plan, leg: Leg, grain: CalendarGrain, bucket: Sql): Sql {
  const { compare } = plan.question
  const first = wallParameter('first', outerRows(plan.question).first.start, grain)
  if (leg.side === 'now' || compare === undefined || plan.compared === null) {
    return sql`greatest(${bucket}, ${first})`
  }
  const row = comparedRowFrom(grain, compare, bucket, plan.skipped)
  const { end, whole } = plan.compared
  if (end === whole) return sql`greatest(${row}, ${first})`
  const { exists } = comparedRow(grain, compare, bucket, plan.skipped)
  const late = sql`${leg.moment.column} >= ${boundOf(plan, leg, 'cut', end)}`
  const afterCut = exists === null ? late : sql`${late} AND ${exists}`
  return sql`greatest(if(${afterCut}, ${bucketAfter(grain, row)}, ${row}), ${first})`
}

function placeInRow(plan: Plan, leg: Leg): Placed {
  const { grain, compare } = plan.question
  if (grain === undefined) return { row: null, exists: null }
  const zone = parameter('zone', 'String', plan.city.timeZone)
  const bucket = bucketOf(grain, leg.moment, zone)
  if (isCyclic(grain)) return { row: bucket, exists: null }
  if (leg.counts !== 'own') {
    const row = carriedRow(plan, leg, grain, bucket)
    if (leg.counts === 'carried') return { row, exists: null }
    const moved = wallParameter('moved', leg.counts.row, grain)
    return { row: sql`${moved}`, exists: sql`${row} < ${moved}` }
  }
  if (leg.side === 'now' || compare === undefined) return { row: bucket, exists: null }
  return comparedRow(grain, compare, bucket, plan.skipped)
}

/** Dimensions as the leg reads them: of what is compared, under the codes that hold in the row's period. */
function reading(plan: Plan, leg: Leg, row: Sql | null): ReadDimension {
  if (leg.side === 'now') return columnOf
  const grain = calendarGrain(plan.question)
  const { first, last } = outerRows(plan.question)
  const each =
    grain === null || row === null ? null : grain === 'hour' ? sql`toDate(${row}, 'UTC')` : row
  const days: RowDays =
    typeof leg.counts === 'object'
      ? { first: leg.counts.codesOn, last: leg.counts.codesOn, each: null }
      : { first: dayOf(first.start), last: dayOf(last.start), each }
  return (dimension: DimensionId) => reformed(plan.city, dimension, days)
}

/** An instant as the leg's table keeps times: that of a cube is a local day, or an hour of the wall clock. */
function boundOf(plan: Plan, { moment }: Leg, name: string, at: number): Parameter {
  if (moment.kind === 'instant') return instant(name, at)
  const wall = wallOf(at, plan.city.timeZone)
  return wallParameter(name, wall, moment.kind)
}

function timeConditions(plan: Plan, leg: Leg): Sql[] {
  const { column } = leg.moment
  const { start, end } = leg.events
  const upper = sql`${column} < ${boundOf(plan, leg, 'until', end)}`
  return start === null ? [upper] : [sql`${column} >= ${boundOf(plan, leg, 'since', start)}`, upper]
}

/** The partitions that are visible and can hold what was received within the bounds. */
export const within = (plan: Plan, received: Span): Partition[] =>
  receiptsWithin(plan.partitions, received, plan.city.timeZone)

/** A cube adds up what its overlays changed; all other tables have rows of their own for complaints. */
const isRead = ({ moment }: Leg, partitions: readonly Partition[]): Sql =>
  moment.kind === 'instant' ? inForce(partitions) : inPartitions(partitions)

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

function piecesOf(leg: Leg, pieces: readonly Piece[]): Sql[] {
  return pieces.map(
    (piece) => sql`toInt64(${totalOf(leg.pieces.get(piece), null)}) AS ${pieceName(piece)}`,
  )
}

/** What a leg, or two of one table, reads and how its rows are placed. */
interface Reading {
  /** Whether a row counts for the answer's own side, where both are read. */
  isNow: Sql | null
  row: Sql | null
  read: ReadDimension
  conditions: Sql[]
}

function readOne(plan: Plan, leg: Leg): Reading {
  const { row, exists } = placeInRow(plan, leg)
  const partitions = leg.partitions === null ? [] : [isRead(leg, leg.partitions)]
  return {
    isNow: null,
    row,
    read: reading(plan, leg, row),
    conditions: [
      ...partitions,
      ...leg.conditions,
      ...timeConditions(plan, leg),
      ...(exists === null ? [] : [exists]),
    ],
  }
}

/** Both sides in one pass: the rows of the window, and before them those that they are compared with. */
function readBoth(plan: Plan, { now, before }: Pair): Reading {
  const [ours, theirs] = [placeInRow(plan, now), placeInRow(plan, before)]
  const isNow = sql`${now.moment.column} >= ${boundOf(plan, now, 'since', now.events.start ?? 0)}`
  const times = [now, before].map((leg) => sql`(${all(timeConditions(plan, leg))})`)
  const partitions = [...new Set([...(now.partitions ?? []), ...(before.partitions ?? [])])]
  const placed =
    ours.row === null || theirs.row === null || calendarGrain(plan.question) === null
      ? ours.row
      : sql`if(${isNow}, ${ours.row}, ${theirs.row})`
  return {
    isNow,
    row: placed,
    read: columnOf,
    conditions: [
      isRead(now, partitions),
      ...now.conditions,
      sql`(${join(times, sql` OR `)})`,
      ...(theirs.exists === null ? [] : [sql`(${isNow} OR ${theirs.exists})`]),
    ],
  }
}

/** Two legs that read the same of one table, for either side. */
export interface Pair {
  now: Leg
  before: Leg
}

/** The keys of the answer's rows as a leg reads them, and what their columns are called. */
function keysIn(plan: Plan, { row, read }: Reading): { values: Sql[]; names: Sql[] } {
  const values = plan.by.map((id) => keyOf(plan.city, id, read))
  const names = plan.by.map((_, i) => keyName(i))
  return row === null
    ? { values, names }
    : { values: [...values, row], names: [...names, sql`bucket`] }
}

function conditionsOn(plan: Plan, { read, conditions }: Reading): Sql {
  return all([
    ...conditions,
    ...plan.clauses.map((clause) => clauseCondition(plan.city, clause, read)),
    ...plan.limits.map((clause) => clauseCondition(plan.city, clause, columnOf)),
  ])
}

/** Which rows of its table a leg reads. */
export const conditionsOf = (plan: Plan, leg: Leg): Sql => conditionsOn(plan, readOne(plan, leg))

const readingOf = (plan: Plan, from: Leg | Pair): Reading =>
  'before' in from ? readBoth(plan, from) : readOne(plan, from)

const grouping = (by: Sql | undefined): Sql => (by === undefined ? sql`` : sql`\n   GROUP BY ${by}`)

/** One SELECT: side, keys, bucket, and every piece of the plan, zero where the leg has no part in it. */
export function writeLeg(plan: Plan, from: Leg | Pair, pieces: readonly Piece[]): Sql {
  const isPair = 'before' in from
  const leg = isPair ? from.now : from
  const reading = readingOf(plan, from)
  const { values, names } = keysIn(plan, reading)
  if (reading.isNow !== null) {
    values.push(sql`if(${reading.isNow}, 0, 1)`)
    names.push(sql`side`)
  }
  const grouped = groupBy(plan, values)
  const columns: Sql[] = []
  if (plan.compared !== null && !isPair) {
    columns.push(sql`${leg.side === 'now' ? sql`0` : sql`1`} AS side`)
  }
  columns.push(...names.map((name, i) => sql`${grouped?.columns[i] ?? sql``} AS ${name}`))
  columns.push(...piecesOf(leg, pieces))
  if (plan.median) {
    const { value, known } = leg.seconds ?? { value: sql`toInt32(0)`, known: sql`false` }
    columns.push(sql`quantileExactInclusiveIfState(0.5)(${value}, ${known}) AS p_seconds`)
  }
  // The order of a UNION's columns counts.
  const ordered = isPair ? sideFirst(columns, names.length) : columns
  return sql`SELECT ${join(ordered, sql`, `)}
    FROM ${leg.table}
   WHERE ${conditionsOn(plan, reading)}${grouping(grouped?.by)}`
}

/**
 * The sums of an answer that one leg, or one pair, tells alone: without a SELECT around it, for each is
 * planned for milliseconds.
 */
export function writeAlone(plan: Plan, from: Leg | Pair, pieces: readonly Piece[]): Sql {
  const leg = 'before' in from ? from.now : from
  const reading = readingOf(plan, from)
  const { values, names } = keysIn(plan, reading)
  const grouped = groupBy(plan, values)
  const columns = names.map((name, i) => sql`${grouped?.columns[i] ?? sql``} AS ${name}`)
  const { isNow } = reading
  for (const piece of pieces) {
    const count = leg.pieces.get(piece)
    columns.push(sql`${totalOf(count, isNow)} AS ${sumName(piece, 'now')}`)
    if (isNow !== null) {
      columns.push(sql`${totalOf(count, sql`NOT ${isNow}`)} AS ${sumName(piece, 'before')}`)
    }
  }
  return sql`SELECT ${join(columns, sql`, `)}
    FROM ${leg.table}
   WHERE ${conditionsOn(plan, reading)}${grouping(grouped?.by)}`
}

/** The last of the named columns, which is the side, before all others. */
function sideFirst(columns: readonly Sql[], named: number): Sql[] {
  const side = columns[named - 1]
  return side === undefined
    ? [...columns]
    : [side, ...columns.slice(0, named - 1), ...columns.slice(named)]
}
