import type { DimensionId } from '../model/dimensions.ts'
import type { Question } from '../model/question.ts'
import type { Scope } from '../model/scope.ts'
import type { SeriesRequest } from '../model/series.ts'
import { localDay } from './buckets.ts'
import { keyOf } from './conditions.ts'
import { counted, totalOf } from './counts.ts'
import { conditionsOf, type Leg } from './leg.ts'
import { legsOf } from './legs.ts'
import { type Context, planQuestion } from './plan.ts'
import { reformed } from './reform.ts'
import { join, parameter, type Rendered, render, type Sql, sql } from './sql.ts'

const DAY_MS = 86_400_000
const COMMA = sql`, `

/** The Question about the same complaints as a wide read, without its periods. */
function questionOf({ city, area, category, from, to }: SeriesRequest): Question {
  const by: DimensionId[] = []
  if (area !== 'city') by.push(area)
  if (category !== 'all') by.push(category)
  return { city, measures: ['complaints'], by, from, to }
}

/**
 * The SQL of a wide read: one row for an area and a category, with the periods in which
 * it has complaints and how many as two lists. It reads the table
 * that would answer the Question of the same interval. Codes are those that hold at the end, so that an
 * area that took others over has their past.
 * @throws RangeError where the interval is not of whole periods
 */
export function compileSeries(request: SeriesRequest, scope: Scope, context: Context): Rendered {
  const { from, to, step, least = [], most } = request
  const periods = countPeriods(request)
  const plan = planQuestion(questionOf(request), scope, context)
  // Without a comparison one table tells whole days of receipt.
  const [leg] = legsOf(plan) as [Leg]
  const read = (dimension: DimensionId): Sql =>
    reformed(plan.city, dimension, { first: to, last: to, each: null })
  const keys = plan.by.map((id) => keyOf(plan.city, id, read))
  const day = localDay(leg.moment, parameter('zone', 'String', plan.city.timeZone))
  const first = parameter('first', 'Date', from)
  // Names of series are hashed once a row, and only told apart by their hash.
  const series = keys.length === 0 ? sql`0` : sql`cityHash64(${join(keys, COMMA)})`
  const [area, category] = request.area === 'city' ? [sql`''`, ...keys] : keys
  const complaints = leg.pieces.get('complaints') ?? counted()
  const conditions = conditionsOf(plan, leg)
  const since = (count: number): Sql => {
    const start = new Date(Date.parse(to) - Math.min(count, periods) * step * DAY_MS)
    return sql`${day} >= ${parameter('since', 'Date', start.toISOString().slice(0, 10))}`
  }
  const enough = least.map(
    (one) =>
      sql`${totalOf(complaints, since(one.periods))} >= ${parameter('least', 'UInt64', one.complaints)}`,
  )
  const longest = Math.max(0, ...least.map((one) => one.periods))
  // The few series that are told are found first: all others would fill the memory with their periods.
  const told =
    enough.length === 0
      ? sql``
      : sql`
     AND series IN (
       SELECT ${series} AS series
         FROM ${leg.table}
        WHERE ${conditions} AND ${since(longest)}
        GROUP BY series
       HAVING ${join(enough, sql` OR `)})`
  // What left a period for another is taken away from it.
  const some = complaints?.wraps ? sql`\n  HAVING n > 0` : sql``
  const limit = most === undefined ? sql`` : sql`\n LIMIT ${parameter('most', 'UInt32', most)}`
  return render(sql`SELECT any(area) AS area, any(category) AS category,
       groupArray(period) AS periods, groupArray(n) AS counts
  FROM (
  SELECT any(${area ?? sql`''`}) AS area, any(${category ?? sql`''`}) AS category, ${series} AS series,
         toUInt32(intDiv(${day} - ${first}, ${parameter('step', 'UInt32', step)})) AS period,
         toUInt32(${totalOf(complaints)}) AS n
    FROM ${leg.table}
   WHERE ${conditions}${told}
   GROUP BY series, period${some}
  )
 GROUP BY series
 ORDER BY ${most === undefined ? sql`` : sql`sum(n) DESC, `}area, category${limit}`)
}

/** How many periods a wide read has. Throws RangeError where they are not whole. */
export function countPeriods({ from, to, step }: SeriesRequest): number {
  const periods = (Date.parse(to) - Date.parse(from)) / DAY_MS / step
  if (Number.isInteger(periods) && periods > 0) return periods
  throw new RangeError(`${from} to ${to} is not made of periods of ${step} days`)
}
