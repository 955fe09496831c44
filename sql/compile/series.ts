import type { DimensionId } from '../model/dimensions.ts'
import type { Question } from '../model/question.ts'
import type { Scope } from '../model/scope.ts'
import type { SeriesRequest } from '../model/series.ts'
import { localDay } from './buckets.ts'
import { keyOf } from './conditions.ts'
import { totalOf } from './counts.ts'
import { conditionsOf, type Leg } from './leg.ts'
import { legsOf } from './legs.ts'
import { type Context, planQuestion } from './plan.ts'
import { reformed } from './reform.ts'
import { join, parameter, type Rendered, render, type Sql, sql } from './sql.ts'

const DAY_MS = 86_400_000
const COMMA = sql`, `

/** The Question about the same complaints as a wide read, without its periods. */
export function questionOf({ city, area, category, from, to }: SeriesRequest): Question {
  const by: DimensionId[] = []
  if (area !== 'city') by.push(area)
  if (category !== 'all') by.push(category)
  return { city, measures: ['complaints'], by, from, to }
}

/**
 * The SQL of a wide read: one row for an area and a category, its counts as a list. It reads the table
 * that would answer the Question of the same interval. Codes are those that hold at the end, so that an
 * area that took others over has their past.
 * @throws RangeError where the interval is not of whole periods
 */
export function compileSeries(request: SeriesRequest, scope: Scope, context: Context): Rendered {
  const { from, to, step, least = [], most } = request
  const periods = (Date.parse(to) - Date.parse(from)) / DAY_MS / step
  if (!Number.isInteger(periods) || periods < 1)
    throw new RangeError(`${from} to ${to} is not made of periods of ${step} days`)
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
  const since = (count: number) => parameter('since', 'UInt32', Math.max(0, periods - count))
  const enough = least.map(
    ({ complaints, periods: count }) =>
      sql`sumIf(n, period >= ${since(count)}) >= ${parameter('least', 'UInt64', complaints)}`,
  )
  const told = enough.length === 0 ? sql`true` : join(enough, sql` OR `)
  const limit = most === undefined ? sql`` : sql`\n LIMIT ${parameter('most', 'UInt32', most)}`
  return render(sql`SELECT any(area) AS area, any(category) AS category,
       groupArrayInsertAt(toUInt32(0), ${parameter('periods', 'UInt32', periods)})(n, period) AS counts
  FROM (
  SELECT any(${area ?? sql`''`}) AS area, any(${category ?? sql`''`}) AS category, ${series} AS series,
         toUInt32(intDiv(${day} - ${first}, ${parameter('step', 'UInt32', step)})) AS period,
         toUInt32(${totalOf(leg.pieces.get('complaints'), null)}) AS n
    FROM ${leg.table}
   WHERE ${conditionsOf(plan, leg)}
   GROUP BY series, period
  )
 GROUP BY series
HAVING ${told}
 ORDER BY ${most === undefined ? sql`` : sql`sum(n) DESC, `}area, category${limit}`)
}
