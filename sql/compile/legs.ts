import type { Cube } from '../model/cubes.ts'
import { CUBES } from '../model/cubes.ts'
import { type Addend, PARTS, type PartId } from '../model/parts.ts'
import { backlogLegs } from './backlog.ts'
import { dayStart, instantOf, wallOf } from './calendar.ts'
import { eventColumn, receipts } from './events.ts'
import { instant, type Leg, visible } from './leg.ts'
import { partColumn, partCondition, type SideName } from './names.ts'
import type { Plan } from './plan.ts'
import { repeatLeg } from './repeats.ts'
import { known, type Sql, sql } from './sql.ts'
import type { Span } from './window.ts'

const isPart = (addend: Addend): addend is PartId => Object.hasOwn(PARTS, addend)

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
    table: sql`complaints`,
    moment: { column: eventColumn(plan.question.basis), kind: 'instant' },
    events: span,
    counts: 'own',
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
    counts: 'own',
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

/** Every leg of the answer, the row's own side first. */
export function legsOf(plan: Plan): Leg[] {
  const sides: [SideName, Span][] = [['now', plan.current]]
  if (plan.compared !== null) sides.push(['before', plan.compared])
  return sides.flatMap(([side, span]) => [
    ...(plan.cube === null ? [baseLeg(plan, side, span)] : cubeLegs(plan, plan.cube, side, span)),
    ...(plan.addends.includes('repeated') ? [repeatLeg(plan, side, span)] : []),
    ...(plan.backlog ? backlogLegs(plan, side) : []),
  ])
}
