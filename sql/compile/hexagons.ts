import type { Extent, HexagonsRequest, PlacedRequest } from '../model/hexagons.ts'
import type { Scope } from '../model/scope.ts'
import { dayStart, instantOf } from './calendar.ts'
import { keyOf } from './conditions.ts'
import { conditionsOf, instant, type Leg } from './leg.ts'
import { legsOf } from './legs.ts'
import { type Context, type Plan, planQuestion } from './plan.ts'
import { reformed } from './reform.ts'
import { type Parameter, parameter, type Rendered, render, type Sql, sql } from './sql.ts'

/** So many of the points on each side may lie outside the extent: a coordinate may be wrong. */
const OUTERMOST = 0.001

const degrees = (name: string, value: number): Parameter => parameter(name, 'Float64', value)

/** The complaints themselves: no cube knows where they lie. */
function planPlaced(
  { city, from, to }: PlacedRequest,
  scope: Scope,
  context: Context,
): { plan: Plan; conditions: Sql } {
  const question = { city, measures: ['complaints' as const], by: ['category1' as const], from, to }
  const plan = planQuestion(question, scope, context, 'complaints')
  const [leg] = legsOf(plan) as [Leg]
  return { plan, conditions: conditionsOf(plan, leg) }
}

/** The SQL of one row: how many complaints carry coordinates, and where nearly all of them lie. */
export function compileExtent(request: PlacedRequest, scope: Scope, context: Context): Rendered {
  const { conditions } = planPlaced(request, scope, context)
  const levels = sql`${degrees('low', OUTERMOST)}, ${degrees('high', 1 - OUTERMOST)}`
  return render(sql`SELECT count() AS points, quantiles(${levels})(assumeNotNull(lon)) AS lons,
       quantiles(${levels})(assumeNotNull(lat)) AS lats
  FROM complaints
 WHERE ${conditions} AND lon IS NOT NULL AND lat IS NOT NULL`)
}

const between = ({ west, south, east, north }: Extent): Sql =>
  sql`lon BETWEEN ${degrees('west', west)} AND ${degrees('east', east)} AND lat BETWEEN ${degrees('south', south)} AND ${degrees('north', north)}`

/**
 * The SQL of the counts by category of level 1 and hexagon: the nearest middle, of a hexagon by its axial
 * coordinates. Codes of categories are those that hold at the end.
 * Source: cube rounding, Patel, Hexagonal grids (redblobgames.com).
 */
export function compileHexagons(
  request: HexagonsRequest,
  scope: Scope,
  context: Context,
): Rendered {
  const { to, since, grid, within } = request
  const { plan, conditions } = planPlaced(request, scope, context)
  const { city } = plan
  const category = keyOf(city, 'category1', (dimension) =>
    reformed(city, dimension, { first: to, last: to, each: null }),
  )
  const recent = instant('recent', instantOf(dayStart(since), city.timeZone))
  return render(sql`SELECT category, q, r, toUInt32(countIf(late)) AS recent, toUInt32(countIf(NOT late)) AS before
  FROM (
  SELECT category, late, floor(x + 0.5) AS nearX, floor(y + 0.5) AS nearY, floor(0.5 - x - y) AS nearZ,
         abs(nearX - x) AS offX, abs(nearY - y) AS offY, abs(nearZ + x + y) AS offZ,
         offX > offY AND offX > offZ AS isX,
         toInt32(if(isX, -nearY - nearZ, nearX)) AS q,
         toInt32(if(NOT isX AND offY > offZ, -nearX - nearZ, nearY)) AS r
    FROM (
    SELECT ${category} AS category, received_at >= ${recent} AS late,
           (assumeNotNull(lat) - ${degrees('lat', grid.lat)}) / ${degrees('up', grid.up)} AS y,
           (assumeNotNull(lon) - ${degrees('lon', grid.lon)}) / ${degrees('across', grid.across)} - y / 2 AS x
      FROM complaints
     WHERE ${conditions} AND ${between(within)}
    )
  )
 GROUP BY category, q, r
 ORDER BY category, r, q`)
}
