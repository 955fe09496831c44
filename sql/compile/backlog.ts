import type { Cube } from '../model/cubes.ts'
import { periodBefore } from './calendar.ts'
import { columnsRead, dimensionsRead } from './conditions.ts'
import { tableOf } from './cost.ts'
import { type Count, counted, summed } from './counts.ts'
import { dayOf, instant, type Leg, type Moved, within } from './leg.ts'
import { cubeColumn, type Piece, type SideName } from './names.ts'
import type { Plan } from './plan.ts'
import { reformDays } from './reform.ts'
import { hasOverlays, inForce } from './slices.ts'
import { parameter, type Sql, sql } from './sql.ts'
import { calendarGrain, rowSince } from './window.ts'

const RECEIVED = sql`received_at`

/** Only cases whose closing, if any, has a time can be told. */
function told(plan: Plan, end: number): Sql {
  const timed = plan.city.sources.filter(({ tells }) => tells.includes('closed_at'))
  const sources = parameter(
    'timed',
    'Array(String)',
    timed.map(({ id }) => id),
  )
  const read = inForce(within(plan, { start: 0, end }))
  return sql`${read} AND source IN (${sources}) AND (closed = false OR closed_at IS NOT NULL)`
}

/** What came and went by the days of a cube, until an end that is a midnight. */
function daysLeg(
  plan: Plan,
  cube: Cube,
  side: SideName,
  end: number,
  counts: Leg['counts'],
  sign: Sql,
): Leg {
  return {
    side,
    table: tableOf(cube),
    moment: { column: sql`day`, kind: 'day' },
    events: { start: null, end },
    counts,
    partitions: within(plan, { start: 0, end }),
    conditions: [],
    pieces: new Map<Piece, Count>(
      (['entered', 'gone'] as const).map((flow) => [
        flow,
        summed(sql`${sign} * ${cubeColumn(flow)}`, hasOverlays(plan.partitions)),
      ]),
    ),
    seconds: null,
  }
}

/** Without a calendar grain there is one end, and one pass tells what is open then. */
function openAt(plan: Plan, side: SideName, end: number): Leg {
  if (plan.flows !== null) return daysLeg(plan, plan.flows, side, end, 'own', sql`1`)
  const gone = sql`closed AND closed_at < ${instant('until', end)}`
  return {
    side,
    table: sql`complaints`,
    moment: { column: RECEIVED, kind: 'instant' },
    events: { start: null, end },
    counts: 'own',
    partitions: null,
    conditions: [told(plan, end)],
    pieces: new Map<Piece, Count>([
      ['entered', counted()],
      ['gone', counted(gone)],
    ]),
    seconds: null,
  }
}

/**
 * Each case twice, as it comes and as it goes: once at its receipt and, if closed, once at its closing,
 * which is never before the receipt. Summed up over the rows they are what is open.
 */
function comingsAndGoings(plan: Plan, end: number): Sql {
  const clauses = [...plan.clauses, ...plan.limits]
  const read = columnsRead(plan.city, plan.by, clauses)
  const columns = read.pieces.length === 0 ? read : sql`${read}, `
  return sql`(
      SELECT ${columns}arrayJoin(if(ifNull(closed, false),
               [(received_at, 1, 0), (assumeNotNull(greatest(closed_at, received_at)), 0, 1)],
               [(received_at, 1, 0)])) AS turn
        FROM complaints
       WHERE ${told(plan, end)})`
}

function carriedLeg(
  plan: Plan,
  side: SideName,
  end: number,
  counts: 'carried' | Moved,
  sign: Sql,
): Leg {
  if (plan.flows !== null) return daysLeg(plan, plan.flows, side, end, counts, sign)
  return {
    side,
    table: comingsAndGoings(plan, end),
    moment: { column: sql`turn.1`, kind: 'instant' },
    events: { start: null, end },
    counts,
    partitions: null,
    conditions: [],
    pieces: new Map<Piece, Count>([
      ['entered', summed(sql`${sign} * turn.2`, false)],
      ['gone', summed(sql`${sign} * turn.3`, false)],
    ]),
    seconds: null,
  }
}

/**
 * Where a reform falls between two rows, what was carried under the old codes is taken back and
 * counted under the new ones from the row on in which they hold.
 */
function movedByReforms(plan: Plan, end: number): Leg[] {
  const grain = calendarGrain(plan.question)
  if (grain === null) return []
  const days = reformDays(plan.city, dimensionsRead(plan.city, plan.by, plan.clauses))
  const rows = new Map(
    days.flatMap((day) => {
      const row = rowSince(plan.question, day)
      return row === null ? [] : [[row.toString(), row] as const]
    }),
  )
  return [...rows.values()].flatMap((row) => [
    carriedLeg(plan, 'before', end, { row, codesOn: dayOf(periodBefore(grain, row)) }, sql`-1`),
    carriedLeg(plan, 'before', end, { row, codesOn: dayOf(row) }, sql`1`),
  ])
}

/** What is open at the end of each row's period, whenever received. */
export function backlogLegs(plan: Plan, side: SideName): Leg[] {
  const { current, compared } = plan
  const carried = calendarGrain(plan.question) !== null
  if (side === 'now' || compared === null) {
    return carried
      ? [carriedLeg(plan, 'now', current.end, 'carried', sql`1`)]
      : [openAt(plan, 'now', current.end)]
  }
  if (!carried) return [openAt(plan, 'before', compared.end)]
  return [
    carriedLeg(plan, 'before', compared.whole, 'carried', sql`1`),
    ...movedByReforms(plan, compared.whole),
  ]
}
