import { DIMENSIONS, type DimensionId } from '../model/dimensions.ts'
import { type CalendarGrain, isCyclic } from '../model/grains.ts'
import { bucketAfter, bucketOf, comparedRow, comparedRowFrom, type Moment } from './buckets.ts'
import { type Wall, wallOf } from './calendar.ts'
import { all, clauseCondition, type ReadDimension } from './conditions.ts'
import type { Count } from './counts.ts'
import { columnOf, type Piece, type SideName } from './names.ts'
import type { Plan } from './plan.ts'
import { type RowDays, reformed } from './reform.ts'
import { inForce, inPartitions, type Partition, receiptsWithin } from './slices.ts'
import { join, type Parameter, parameter, type Sql, sql } from './sql.ts'
import type { SumRow } from './sum-row.ts'
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
  /** Only the rows of the answer with so many closed cases are told their median; null: all. */
  cases?: Cases | null
  /** The only rows of the answer that are read, where others may be left out. */
  only?: readonly SumRow[] | null
}

/** [from, below) */
export interface Cases {
  from: number
  below: number
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

/** What a leg, or two of one table, reads and how its rows are placed. */
export interface Reading {
  /** Whether a row counts for the answer's own side, where both are read. */
  isNow: Sql | null
  row: Sql | null
  read: ReadDimension
  conditions: Sql[]
}

/** Leaves out what counts for none of some rows of the answer, as far as that is cheap to tell. */
function onlyOf(plan: Plan, rows: readonly SumRow[], row: Sql | null, read: ReadDimension): Sql[] {
  const conditions: Sql[] = []
  const [first] = plan.by
  if (first !== undefined && !DIMENSIONS[first].multiple) {
    const members = [...new Set(rows.map(({ keys }) => keys[0] ?? ''))]
    conditions.push(sql`${read(first)} IN (${parameter('members', 'Array(String)', members)})`)
  }
  const grain = calendarGrain(plan.question)
  if (row !== null && grain !== null) {
    const type = grain === 'hour' ? "Array(DateTime('UTC'))" : 'Array(Date)'
    const buckets = [...new Set(rows.map(({ bucket }) => String(bucket)))]
    conditions.push(sql`${row} IN (${parameter('rows', type, buckets)})`)
  }
  return conditions
}

function readOne(plan: Plan, leg: Leg): Reading {
  const { row, exists } = placeInRow(plan, leg)
  const read = reading(plan, leg, row)
  const partitions = leg.partitions === null ? [] : [isRead(leg, leg.partitions)]
  return {
    isNow: null,
    row,
    read,
    conditions: [
      ...partitions,
      ...leg.conditions,
      ...(leg.only ? onlyOf(plan, leg.only, row, read) : []),
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

export function conditionsOn(plan: Plan, { read, conditions }: Reading): Sql {
  return all([
    ...conditions,
    ...plan.clauses.map((clause) => clauseCondition(plan.city, clause, read)),
    ...plan.limits.map((clause) => clauseCondition(plan.city, clause, columnOf)),
  ])
}

/** Which rows of its table a leg reads. */
export const conditionsOf = (plan: Plan, leg: Leg): Sql => conditionsOn(plan, readOne(plan, leg))

export const readingOf = (plan: Plan, from: Leg | Pair): Reading =>
  'before' in from ? readBoth(plan, from) : readOne(plan, from)
