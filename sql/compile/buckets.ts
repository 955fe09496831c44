import type { Grain } from '../model/grains.ts'
import type { Comparison } from '../model/question.ts'
import type { Wall } from './calendar.ts'
import { type Hole, parameter, type Sql, sql } from './sql.ts'

/** A time in a table: an instant, or the local day or hour of the wall clock that a cube keeps. */
export interface Moment {
  column: Sql
  kind: 'instant' | 'hour' | 'day'
}

/** The local day of a moment. */
export function localDay({ kind, column }: Moment, zone: Hole): Sql {
  if (kind === 'day') return column
  return kind === 'hour' ? sql`toDate(${column}, 'UTC')` : sql`toDate(${column}, ${zone})`
}

/** The wall clock's hour as if it were UTC, so that the hour that comes twice in autumn is one. */
const localHour = (moment: Moment, zone: Hole): Sql =>
  moment.kind === 'hour'
    ? moment.column
    : sql`toStartOfHour(toDateTime(toUnixTimestamp(${moment.column}) + timeZoneOffset(toTimeZone(${moment.column}, ${zone})), 'UTC'), 'UTC')`

/** The period of a moment: a Date, a DateTime of the wall clock for `hour`, an integer for cyclic grains. */
export function bucketOf(grain: Grain, moment: Moment, zone: Hole): Sql {
  const day = localDay(moment, zone)
  switch (grain) {
    case 'hour':
      return localHour(moment, zone)
    case 'day':
      return day
    case 'week':
      return sql`toMonday(${day})`
    case 'halfMonth':
      return sql`if(toDayOfMonth(${day}) < 16, toStartOfMonth(${day}), toStartOfMonth(${day}) + 15)`
    case 'month':
      return sql`toStartOfMonth(${day})`
    case 'quarter':
      return sql`toStartOfQuarter(${day})`
    case 'year':
      return sql`toStartOfYear(${day})`
    case 'hourOfDay':
      return sql`toHour(${localHour(moment, zone)}, 'UTC')`
    case 'dayOfWeek':
      return sql`toDayOfWeek(${day})`
  }
}

const isLeapDay = (bucket: Sql): Sql =>
  sql`(toMonth(${bucket}) = 2 AND toDayOfMonth(${bucket}) = 29)`
const isWeek53 = (bucket: Sql): Sql => sql`toISOWeek(${bucket}) = 53`

/**
 * Whether a period has no like a year before or after: 29 February, ISO week 53. Null where each has one.
 */
function isAlone(grain: Grain, comparison: Comparison, bucket: Sql): Sql | null {
  if (comparison === 'previous') return null
  if (grain === 'week') return isWeek53(bucket)
  return grain === 'day' || grain === 'hour' ? isLeapDay(bucket) : null
}

/** The period after; the calendar's arithmetic alone. */
export function bucketAfter(grain: Grain, bucket: Sql): Sql {
  switch (grain) {
    case 'hour':
      return sql`addHours(${bucket}, 1)`
    case 'day':
      return sql`addDays(${bucket}, 1)`
    case 'week':
      return sql`addDays(${bucket}, 7)`
    case 'halfMonth':
      return sql`if(toDayOfMonth(${bucket}) = 1, addDays(${bucket}, 15), addMonths(toStartOfMonth(${bucket}), 1))`
    case 'month':
      return sql`addMonths(${bucket}, 1)`
    case 'quarter':
      return sql`addMonths(${bucket}, 3)`
    case 'year':
      return sql`addYears(${bucket}, 1)`
    default:
      return bucket
  }
}

const wallText = (wall: Wall): string => wall.toString({ smallestUnit: 'second' }).replace('T', ' ')
const wallTimes = (name: string, walls: Wall[]) =>
  parameter(name, "Array(DateTime('UTC'))", walls.map(wallText))

/** Hours that the wall clock of the rows' window skips, each with the next that exists. */
export type SkippedHours = readonly (readonly [Wall, Wall])[]

function afterGap(bucket: Sql, skipped: SkippedHours): Sql {
  if (skipped.length === 0) return bucket
  const gone = wallTimes(
    'skipped',
    skipped.map(([hour]) => hour),
  )
  const next = wallTimes(
    'resumed',
    skipped.map(([, hour]) => hour),
  )
  return sql`transform(${bucket}, ${gone}, ${next}, ${bucket})`
}

/** The row whose compared period `bucket` is, except where `isAlone`. */
function rowOf(grain: Grain, comparison: Comparison, bucket: Sql): Sql {
  if (comparison === 'previous') return bucketAfter(grain, bucket)
  if (grain === 'week') {
    const lastWeek = sql`toISOWeek(makeDate(toISOYear(${bucket}), 12, 28))`
    return sql`addDays(${bucket}, 7 * ${lastWeek})`
  }
  return sql`addYears(${bucket}, 1)`
}

/** The row that an event of the compared window counts for, and whether there is one. */
export function comparedRow(
  grain: Grain,
  comparison: Comparison,
  bucket: Sql,
  skipped: SkippedHours,
): { row: Sql; exists: Sql | null } {
  const row = rowOf(grain, comparison, bucket)
  if (comparison === 'previous') return { row: afterGap(row, skipped), exists: null }
  const alone = isAlone(grain, comparison, bucket)
  if (grain === 'hour' && skipped.length > 0) {
    const gone = wallTimes(
      'skipped',
      skipped.map(([hour]) => hour),
    )
    return { row, exists: sql`NOT ${alone ?? sql`false`} AND ${row} NOT IN (${gone})` }
  }
  return { row, exists: alone === null ? null : sql`NOT ${alone}` }
}

/** The first row whose compared period ends after an event: what is open is carried on from there. */
export function comparedRowFrom(
  grain: Grain,
  comparison: Comparison,
  bucket: Sql,
  skipped: SkippedHours,
): Sql {
  const alone = isAlone(grain, comparison, bucket)
  if (alone === null) return afterGap(rowOf(grain, comparison, bucket), skipped)
  const nextLike =
    grain === 'hour'
      ? sql`if(${alone}, addDays(toStartOfDay(${bucket}, 'UTC'), 1), ${bucket})`
      : sql`if(${alone}, ${bucketAfter(grain, bucket)}, ${bucket})`
  return afterGap(rowOf(grain, comparison, nextLike), skipped)
}
