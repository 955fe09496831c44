import { SAMPLE_LEVELS, SAMPLED_OF } from '../model/cubes.ts'
import type { CalendarGrain } from '../model/grains.ts'
import { eventColumn } from './events.ts'
import { type Leg, writeLeg } from './leg.ts'
import type { Plan } from './plan.ts'
import { parameter, type Sql, sql } from './sql.ts'
import { calendarGrain } from './window.ts'

/**
 * Cases of which a median is taken where there are more: its rank is then wrong by less than 1 % for all
 * but one in a few thousand rows (the standard deviation of a rank is half the root of the number).
 */
const SAMPLE = 32_768

/** Of so many cases a sample is large enough. */
const ENOUGH = SAMPLE * SAMPLED_OF

export const baseSeconds: NonNullable<Leg['seconds']> = {
  value: sql`toInt32(dateDiff('second', received_at, assumeNotNull(closed_at)))`,
  known: sql`closed_at IS NOT NULL`,
}

/** Days of a grain's longest period. */
const LONGEST: Readonly<Record<CalendarGrain, number>> = {
  hour: 1 / 24,
  day: 1,
  week: 7,
  halfMonth: 16,
  month: 31,
  quarter: 92,
  year: 366,
}

/** More complaints than that the smallest of the periods cannot have. */
function mostOfTheSmallest(plan: Plan, { partitions, events }: Leg): number {
  const all = (partitions ?? []).reduce((sum, { rows }) => sum + rows, 0)
  const grain = calendarGrain(plan.question)
  if (grain === null || events.start === null) return all
  const days = (events.end - events.start) / 86_400_000
  return all / Math.max(1, Math.floor(days / LONGEST[grain]))
}

/** The fewest closed cases that a row of the answer has on this side, by the cube. */
function fewest(plan: Plan, counted: Leg): Sql {
  const rows = writeLeg({ ...plan, median: false }, counted, ['closed_timed'])
  return sql`(SELECT min(p_closed_timed) FROM (${rows}) WHERE p_closed_timed > 0)`
}

/** The level of `closed_sample` from which on enough cases of the smallest row are left. */
function levelFor(least: Sql): Sql {
  const [lowest, ...higher] = SAMPLE_LEVELS
  return higher.reduce<Sql>(
    (level, next) =>
      sql`if(${least} >= ${parameter('enough', 'UInt64', ENOUGH * 2 ** next)}, ${parameter('level', 'UInt32', next)}, ${level})`,
    sql`${parameter('level', 'UInt32', lowest)}`,
  )
}

/**
 * The times from receipt to closing, for medians: of all cases, or where every row has very many, of a
 * sample of them.
 * @param counted the leg that counts the cases of the same days
 * @param whole whether no other leg adds cases to the rows
 */
export function secondsLegs(plan: Plan, counted: Leg, whole: boolean): Leg[] {
  const every: Leg = {
    ...counted,
    table: sql`complaints`,
    moment: { column: eventColumn(plan.question.basis), kind: 'instant' },
    pieces: new Map(),
    seconds: baseSeconds,
  }
  // Each SELECT that asks whether a sample would do is planned for milliseconds.
  const hopeless = mostOfTheSmallest(plan, counted) < ENOUGH
  if (!whole || !plan.extracts.has('closed_sample') || hopeless) return [every]
  const least = fewest(plan, counted)
  const enough = sql`ifNull(${least} >= ${parameter('enough', 'UInt64', ENOUGH)}, false)`
  return [
    { ...every, conditions: [...every.conditions, sql`NOT ${enough}`] },
    {
      ...every,
      table: sql`closed_sample`,
      conditions: [...every.conditions, enough, sql`level >= ${levelFor(least)}`],
    },
  ]
}
