import type { Cube } from '../model/cubes.ts'
import type { Addend } from '../model/parts.ts'
import { backlogLegs } from './backlog.ts'
import { dayStart, instantOf, wallOf } from './calendar.ts'
import { tableOf } from './cost.ts'
import { eventColumn, receipts } from './events.ts'
import { instant, type Leg, visible } from './leg.ts'
import { baseSeconds, secondsLegs } from './medians.ts'
import { cubeColumn, isPart, partCondition, type SideName } from './names.ts'
import type { Plan } from './plan.ts'
import { repeatLeg } from './repeats.ts'
import { type Sql, sql } from './sql.ts'
import type { Span } from './window.ts'

const overdue = (plan: Plan): Sql =>
  plan.through === null
    ? sql`false`
    : sql`NOT closed AND due_at <= ${instant('through', plan.through)}`

function basePiece(plan: Plan, addend: Addend): Sql {
  if (addend === 'complaints') return sql`count()`
  return isPart(addend) ? sql`countIf(${partCondition(addend)})` : sql`countIf(${overdue(plan)})`
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
    seconds: plan.median ? baseSeconds : null,
  }
}

function cubeLeg(plan: Plan, cube: Cube, side: SideName, span: Span): Leg {
  const parts = plan.addends.filter(isPart)
  return {
    side,
    table: tableOf(cube),
    moment: { column: cube.moment === 'day' ? sql`day` : sql`hour`, kind: cube.moment },
    events: span,
    counts: 'own',
    conditions: [visible(plan, span)],
    pieces: new Map(parts.map((part) => [part, sql`sum(${cubeColumn(part)})`])),
    seconds: null,
  }
}

/** A cube cannot hold what changes with the cut-off: open complaints with a due time are counted beside it. */
function overdueLeg(plan: Plan, side: SideName, span: Span): Leg {
  const extracted = plan.extracts.has('open_complaints')
  const due = sql`due_at <= ${instant('through', plan.through ?? 0)}`
  return {
    ...baseLeg(plan, side, span),
    table: extracted ? sql`open_complaints` : sql`complaints`,
    conditions: [visible(plan, span), extracted ? due : overdue(plan)],
    pieces: new Map([['overdue', sql`count()`]]),
    seconds: null,
  }
}

/** Whole local days come from the cube; the day in which the compared window was cut, from the complaints. */
function cubeLegs(plan: Plan, cube: Cube, side: SideName, span: Span): Leg[] {
  const zone = plan.city.timeZone
  const lastMidnight = instantOf(dayStart(wallOf(span.end, zone).toPlainDate().toString()), zone)
  const whole = Math.max(span.start, Math.min(span.end, lastMidnight))
  const legs: Leg[] = []
  if (whole > span.start || whole === span.end) {
    const days = { start: span.start, end: whole }
    const counted = cubeLeg(plan, cube, side, days)
    legs.push(counted)
    if (plan.addends.includes('overdue')) legs.push(overdueLeg(plan, side, days))
    if (plan.median) legs.push(...secondsLegs(plan, counted, whole === span.end))
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
