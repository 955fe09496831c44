import type { Cube } from '../model/cubes.ts'
import type { Addend } from '../model/parts.ts'
import { backlogLegs } from './backlog.ts'
import { dayStart, instantOf, wallOf } from './calendar.ts'
import { dimensionsRead } from './conditions.ts'
import { tableOf } from './cost.ts'
import { type Count, counted, summed } from './counts.ts'
import { eventColumn, receipts } from './events.ts'
import { instant, type Leg, type Pair, within } from './leg.ts'
import { baseSeconds } from './medians.ts'
import { cubeColumn, isPart, partCondition, type SideName } from './names.ts'
import { type Plan, sidesOf } from './plan.ts'
import { reformDays } from './reform.ts'
import { repeatLeg } from './repeats.ts'
import { hasOverlays } from './slices.ts'
import { type Sql, sql } from './sql.ts'
import type { Span } from './window.ts'

const overdue = (plan: Plan): Sql =>
  plan.through === null
    ? sql`false`
    : sql`NOT closed AND due_at <= ${instant('through', plan.through)}`

function basePiece(plan: Plan, addend: Addend): Count {
  if (addend === 'complaints') return counted()
  return counted(isPart(addend) ? partCondition(addend) : overdue(plan))
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
    partitions: within(plan, receipts(plan, span)),
    conditions: [],
    pieces: new Map(addends.map((addend) => [addend, basePiece(plan, addend)])),
    seconds: plan.median && plan.cube === null ? baseSeconds : null,
  }
}

function cubeLeg(plan: Plan, cube: Cube, side: SideName, span: Span): Leg {
  const parts = plan.addends.filter(isPart)
  const wraps = hasOverlays(plan.partitions)
  return {
    side,
    table: tableOf(cube),
    moment: { column: cube.moment === 'day' ? sql`day` : sql`hour`, kind: cube.moment },
    events: span,
    counts: 'own',
    partitions: within(plan, span),
    conditions: [],
    pieces: new Map(parts.map((part) => [part, summed(cubeColumn(part), wraps)])),
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
    partitions: within(plan, span),
    conditions: [extracted ? due : overdue(plan)],
    pieces: new Map([['overdue', counted()]]),
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
    legs.push(cubeLeg(plan, cube, side, days))
    if (plan.addends.includes('overdue')) legs.push(overdueLeg(plan, side, days))
  }
  if (whole < span.end) legs.push(baseLeg(plan, side, { start: whole, end: span.end }))
  return legs
}

/** Do two legs read the same, but for other days? */
function readsAlike(a: Leg, b: Leg): boolean {
  const read = ({ table, moment, conditions, pieces, seconds }: Leg): string =>
    JSON.stringify([table, moment.column, conditions, [...pieces], seconds])
  return a.counts === 'own' && b.counts === 'own' && read(a) === read(b)
}

const canPair = (now: Leg, before: Leg): boolean =>
  now.partitions !== null &&
  before.partitions !== null &&
  now.events.start !== null &&
  before.events.end <= now.events.start &&
  readsAlike(now, before)

/**
 * Puts the two sides of a comparison together where one pass over a table tells both: each SELECT is
 * planned for milliseconds. Not where codes were replaced, which the compared side reads differently.
 */
function pairUp(plan: Plan, legs: readonly Leg[]): (Leg | Pair)[] {
  const dimensions = dimensionsRead(plan.city, plan.by, plan.clauses)
  if (reformDays(plan.city, dimensions).length > 0) return [...legs]
  const left = [...legs]
  const paired: (Leg | Pair)[] = []
  for (let now = left.shift(); now !== undefined; now = left.shift()) {
    const leg: Leg = now
    const partner = left.findIndex((one) => one.side !== leg.side && canPair(leg, one))
    const [before] = partner < 0 ? [] : left.splice(partner, 1)
    paired.push(before === undefined ? leg : { now: leg, before })
  }
  return paired
}

/** Every leg of the answer but those that tell only medians, the row's own side first. */
export function legsOf(plan: Plan): (Leg | Pair)[] {
  const legs = sidesOf(plan).flatMap(([side, span]) => [
    ...(plan.cube === null ? [baseLeg(plan, side, span)] : cubeLegs(plan, plan.cube, side, span)),
    ...(plan.addends.includes('repeated') ? [repeatLeg(plan, side, span)] : []),
    ...(plan.backlog ? backlogLegs(plan, side) : []),
  ])
  return pairUp(plan, legs)
}
