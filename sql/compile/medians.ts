import { SAMPLE_LEVELS, SAMPLED_OF } from '../model/cubes.ts'
import type { CalendarGrain } from '../model/grains.ts'
import { countMembers } from './cost.ts'
import { eventColumn, receipts } from './events.ts'
import { type Leg, within } from './leg.ts'
import type { SideName } from './names.ts'
import { type Plan, sidesOf } from './plan.ts'
import { type Read, writeRead } from './read.ts'
import { parameter, sql } from './sql.ts'
import { countOf, type SumRow } from './sum-row.ts'
import { calendarGrain, type Span } from './window.ts'

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

/** How many complaints a row of the answer has, if all have as many. */
function usualCases(plan: Plan, { partitions, events }: Leg): number {
  const all = (partitions ?? []).reduce((sum, { rows }) => sum + rows, 0)
  const rows = plan.by.reduce((product, id) => product * countMembers(plan.city, id), 1)
  const grain = calendarGrain(plan.question)
  if (grain === null || events.start === null) return all / rows
  const days = (events.end - events.start) / 86_400_000
  return all / rows / Math.max(1, Math.floor(days / LONGEST[grain]))
}

/** The level of `closed_sample` from which on a row of so many closed cases has enough of them. */
function levelFor(cases: number): number {
  const levels = SAMPLE_LEVELS.filter((level) => level === 0 || cases >= ENOUGH * 2 ** level)
  return Math.max(...levels)
}

function medianLeg(plan: Plan, side: SideName, span: Span): Leg {
  return {
    side,
    table: sql`complaints`,
    moment: { column: eventColumn(plan.question.basis), kind: 'instant' },
    events: span,
    counts: 'own',
    partitions: within(plan, receipts(plan, span)),
    conditions: [],
    pieces: new Map(),
    seconds: baseSeconds,
  }
}

/** The legs of the medians that no other leg tells: where a cube counts. */
const medianLegs = (plan: Plan): Leg[] =>
  plan.median && plan.cube !== null
    ? sidesOf(plan).map(([side, span]) => medianLeg(plan, side, span))
    : []

/** Whether a sample would do for so few rows that it is no use to count their cases first. */
const isHopeless = (plan: Plan, leg: Leg): boolean =>
  !plan.extracts.has('closed_sample') || usualCases(plan, leg) < ENOUGH

/** The times from receipt to closing of all cases, asked along with the counts. */
export const medianReads = (plan: Plan): Read[] =>
  medianLegs(plan)
    .filter((leg) => isHopeless(plan, leg))
    .map((leg) => writeRead(plan, leg))

/**
 * The other medians: of the rows that have very many cases, by what was counted, of a sample of them; of
 * the others, of all.
 */
export function sampledReads(plan: Plan, rows: readonly SumRow[]): Read[] {
  return medianLegs(plan)
    .filter((leg) => !isHopeless(plan, leg))
    .flatMap((leg) => {
      const casesOf = (row: SumRow): number => countOf(row[leg.side], 'closed_timed')
      const many = rows.filter((row) => casesOf(row) >= ENOUGH)
      const few = rows.filter((row) => casesOf(row) > 0 && casesOf(row) < ENOUGH)
      const every: Leg = { ...leg, cases: { from: 0, below: ENOUGH } }
      if (many.length === 0) return few.length === 0 ? [] : [writeRead(plan, every)]
      const level = parameter('level', 'UInt32', levelFor(Math.min(...many.map(casesOf))))
      const sample: Leg = {
        ...leg,
        table: sql`closed_sample`,
        conditions: [sql`level >= ${level}`],
        cases: { from: ENOUGH, below: Number.POSITIVE_INFINITY },
      }
      const legs = few.length === 0 ? [sample] : [sample, { ...every, only: few }]
      return legs.map((one) => writeRead(plan, one))
    })
}
