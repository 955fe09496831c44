import type { Cube } from '../model/cubes.ts'
import { CUBES } from '../model/cubes.ts'
import { DIMENSIONS, type DimensionId } from '../model/dimensions.ts'
import { type Addend, PARTS, type PartId } from '../model/parts.ts'
import { dayStart, instantOf, wallOf } from './calendar.ts'
import { issueClauses } from './conditions.ts'
import { instant, type Leg, visible } from './leg.ts'
import { columnOf, type Piece, partColumn, partCondition, type SideName } from './names.ts'
import type { Plan } from './plan.ts'
import { join, known, parameter, type Sql, sql } from './sql.ts'
import { calendarGrain, type Span } from './window.ts'

const COMPLAINTS = sql`complaints`
const REPEAT_SECONDS = 90 * 86_400

const isPart = (addend: Addend): addend is PartId => Object.hasOwn(PARTS, addend)

function eventColumn(plan: Plan): Sql {
  switch (plan.question.basis ?? 'received') {
    case 'received':
      return sql`received_at`
    case 'closed':
      return sql`closed_at`
    case 'rated':
      return sql`rated_at`
  }
}

const isReceived = (plan: Plan): boolean => (plan.question.basis ?? 'received') === 'received'

/** When complaints whose event lies in the span were received: nothing happens before the receipt. */
const receipts = (plan: Plan, span: Span): Span =>
  isReceived(plan) ? span : { start: 0, end: span.end }

const overdue = (plan: Plan): Sql =>
  plan.through === null
    ? sql`false`
    : sql`ifNull(closed = false AND due_at <= ${instant('through', plan.through)}, false)`

function basePiece(plan: Plan, addend: Addend): Sql {
  if (addend === 'complaints') return sql`1`
  if (isPart(addend)) return sql`ifNull(${partCondition(addend)}, false)`
  if (addend === 'overdue') return overdue(plan)
  return addend === 'requester_told' ? sql`requester_key != ''` : sql`closed_at IS NOT NULL`
}

/** Complaints whose event lies in the span, with every count that can be told row by row. */
function baseLeg(plan: Plan, side: SideName, span: Span): Leg {
  const addends = plan.addends.filter((addend) => addend !== 'repeated')
  return {
    side,
    table: COMPLAINTS,
    moment: { column: eventColumn(plan), kind: 'instant' },
    events: span,
    carried: false,
    conditions: [visible(plan, receipts(plan, span))],
    pieces: new Map(addends.map((addend) => [addend, basePiece(plan, addend)])),
    seconds: plan.median ? sql`toInt32(dateDiff('second', received_at, closed_at))` : null,
  }
}

function cubeLeg(plan: Plan, cube: Cube, side: SideName, span: Span): Leg {
  const parts = plan.addends.filter(isPart)
  return {
    side,
    table: known(
      CUBES.map(({ table }) => table),
      cube.table,
    ),
    moment: { column: sql`day`, kind: 'day' },
    events: span,
    carried: false,
    conditions: [visible(plan, span)],
    pieces: new Map(parts.map((part) => [part, partColumn(part)])),
    seconds: null,
  }
}

/** A cube cannot hold what changes with the cut-off: open complaints with a due time are counted beside it. */
const overdueLeg = (plan: Plan, side: SideName, span: Span): Leg => ({
  ...baseLeg(plan, side, span),
  conditions: [visible(plan, span), overdue(plan)],
  pieces: new Map([['overdue', sql`1`]]),
  seconds: null,
})

/** Whole local days come from the cube; the day in which the compared window was cut, from the complaints. */
function cubeLegs(plan: Plan, cube: Cube, side: SideName, span: Span): Leg[] {
  const zone = plan.city.timeZone
  const lastMidnight = instantOf(dayStart(wallOf(span.end, zone).toPlainDate().toString()), zone)
  const whole = Math.max(span.start, Math.min(span.end, lastMidnight))
  const legs: Leg[] = []
  if (whole > span.start || whole === span.end) {
    const days = { start: span.start, end: whole }
    legs.push(cubeLeg(plan, cube, side, days))
    if (plan.addends.includes('overdue')) legs.push(overdueLeg(plan, side, days))
  }
  if (whole < span.end) legs.push(baseLeg(plan, side, { start: whole, end: span.end }))
  return legs
}

/** Columns of `complaints` that the Question's dimensions are read from. */
function columnsRead(plan: Plan): Sql[] {
  const clauses = [...plan.clauses, ...plan.limits]
  const named = new Set<DimensionId>([...plan.by, ...clauses.map((clause) => clause.dimension)])
  if (named.has('issue')) {
    for (const issue of plan.city.issues) {
      for (const clause of issueClauses(issue)) named.add(clause.dimension)
    }
  }
  named.add('category2')
  return [...named].filter((id) => DIMENSIONS[id].column !== null).map(columnOf)
}

/**
 * Complaints of a requester who had complained of the same subcategory in the 90 days before. The
 * earlier complaint may lie outside the window, the filters and the scope: whether a complaint is a
 * repeated one does not depend on who asks. The frame begins at the partition's start, so that one
 * pass over a requester's complaints suffices however many there are.
 */
function repeatLeg(plan: Plan, side: SideName, span: Span): Leg {
  const { start, end } = receipts(plan, span)
  const read = visible(plan, { start: start - REPEAT_SECONDS * 1000, end })
  return {
    side,
    table: sql`(
      SELECT ${join(columnsRead(plan), sql`, `)}, ${eventColumn(plan)}, second, max(second) OVER (
               PARTITION BY requester_key, category2 ORDER BY second
               RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
        FROM (SELECT *, toUnixTimestamp(received_at) AS second
                FROM complaints
               WHERE ${read} AND requester_key != '' AND received_at < ${instant('until', end)}))`,
    moment: { column: eventColumn(plan), kind: 'instant' },
    events: span,
    carried: false,
    conditions: [
      sql`earlier > 0 AND second - earlier <= ${parameter('repeat', 'UInt32', REPEAT_SECONDS)}`,
    ],
    pieces: new Map([['repeated', sql`1`]]),
    seconds: null,
  }
}

/**
 * What is open at the end of each period, whenever received: cases enter at receipt and leave at
 * closing, summed up over the rows. Without a calendar grain there is one end, and one pass tells. Only
 * cases whose closing, if any, has a time can be told.
 */
function backlogLegs(plan: Plan, side: SideName, span: Span): Leg[] {
  const timed = plan.city.sources.filter(({ tells }) => tells.includes('closed_at'))
  const sources = parameter(
    'timed',
    'Array(String)',
    timed.map(({ id }) => id),
  )
  const read = visible(plan, { start: 0, end: span.end })
  const told = sql`${read} AND source IN (${sources}) AND (closed = false OR closed_at IS NOT NULL)`
  const calendar = calendarGrain(plan.question) !== null
  const gone = sql`ifNull(closed AND closed_at < ${instant('until', span.end)}, false)`
  const entered: Leg = {
    side,
    table: COMPLAINTS,
    moment: { column: sql`received_at`, kind: 'instant' },
    events: { start: null, end: span.end },
    carried: calendar,
    conditions: [told],
    pieces: new Map<Piece, Sql>(
      calendar
        ? [['entered', sql`1`]]
        : [
            ['entered', sql`1`],
            ['gone', gone],
          ],
    ),
    seconds: null,
  }
  if (!calendar) return [entered]
  const left: Leg = {
    ...entered,
    moment: {
      column: sql`assumeNotNull(greatest(closed_at, received_at))`,
      kind: 'instant',
    },
    conditions: [told, sql`closed = true AND closed_at IS NOT NULL`],
    pieces: new Map<Piece, Sql>([['gone', sql`1`]]),
  }
  return [entered, left]
}

/** Every leg of the answer, the row's own side first. */
export function legsOf(plan: Plan): Leg[] {
  const sides: [SideName, Span][] = [['now', plan.current]]
  if (plan.compared !== null) sides.push(['before', plan.compared])
  return sides.flatMap(([side, span]) => [
    ...(plan.cube === null ? [baseLeg(plan, side, span)] : cubeLegs(plan, plan.cube, side, span)),
    ...(plan.addends.includes('repeated') ? [repeatLeg(plan, side, span)] : []),
    ...(plan.backlog ? backlogLegs(plan, side, span) : []),
  ])
}
