import { Temporal } from 'temporal-polyfill'
import { type CalendarGrain, isCyclic } from '../model/grains.ts'
import type { Question } from '../model/question.ts'
import {
  dayStart,
  formatLocal,
  instantOf,
  isoYearBefore,
  periodAfter,
  periodOf,
  standsAlone,
  type Wall,
  wallOf,
  yearBefore,
} from './calendar.ts'

/** Instants in ms, [start, end). */
export interface Span {
  start: number
  end: number
}

/** `whole` is where the span would end if the data did not end before the window does. */
export interface ComparedSpan extends Span {
  whole: number
}

/** The row's period and the part of it that lies in the window; without a calendar grain the window. */
interface RowPeriod {
  start: Wall
  from: Wall
  to: Wall
}

/** What is compared with a row's period: wall times [from, to). */
interface Compared {
  from: Wall
  to: Wall
  /** Where elapsed time is measured from in the row's own period. */
  origin: Wall
}

const earlier = (a: Wall, b: Wall): Wall => (Temporal.PlainDateTime.compare(a, b) < 0 ? a : b)
const later = (a: Wall, b: Wall): Wall => (Temporal.PlainDateTime.compare(a, b) < 0 ? b : a)

/** The grain, where it is one of the calendar. */
export const calendarGrain = (question: Question): CalendarGrain | null =>
  question.grain === undefined || isCyclic(question.grain) ? null : question.grain

/** The window of the Question as instants. */
export function currentSpan(question: Pick<Question, 'from' | 'to'>, zone: string): Span {
  return {
    start: instantOf(dayStart(question.from), zone),
    end: instantOf(dayStart(question.to), zone),
  }
}

/** The row's period that holds a wall time. */
function rowAt(question: Question, wall: Wall): RowPeriod {
  const from = dayStart(question.from)
  const to = dayStart(question.to)
  const grain = calendarGrain(question)
  if (grain === null) return { start: from, from, to }
  const start = periodOf(grain, wall)
  return { start, from: later(start, from), to: earlier(periodAfter(grain, start), to) }
}

/** The first period of the window that begins on or after a local day, after its first one. */
export function rowSince(question: Question, day: string): Wall | null {
  const grain = calendarGrain(question)
  if (grain === null) return null
  const { first, last } = outerRows(question)
  const wall = dayStart(day)
  const holding = periodOf(grain, wall)
  const row = holding.equals(wall) ? holding : periodAfter(grain, holding)
  const inside =
    Temporal.PlainDateTime.compare(row, first.start) > 0 &&
    Temporal.PlainDateTime.compare(row, last.start) <= 0
  return inside ? row : null
}

/** First and last period of the window. */
export function outerRows(question: Question): { first: RowPeriod; last: RowPeriod } {
  return {
    first: rowAt(question, dayStart(question.from)),
    last: rowAt(question, dayStart(question.to).subtract({ seconds: 1 })),
  }
}

/**
 * `previous`: the whole period before, also where the window cuts the row's own; without a calendar
 * grain as many local days before. `lastYear`: the same dates (for weeks: ISO week and weekday).
 */
function comparedWith(question: Question, row: RowPeriod, zone: string): Compared {
  const grain = calendarGrain(question)
  if (question.compare === 'lastYear') {
    const before = grain === 'week' ? isoYearBefore : yearBefore
    return { from: before(row.from), to: before(row.to), origin: row.from }
  }
  if (grain === null) {
    const { days } = row.from.until(row.to, { largestUnit: 'day' })
    return { from: row.from.subtract({ days }), to: row.from, origin: row.from }
  }
  const justBefore = wallOf(instantOf(row.start, zone) - 1000, zone)
  return { from: periodOf(grain, justBefore), to: row.start, origin: row.start }
}

/** The end of what is compared with an incomplete row: `at` is its last moment, `end` excludes. */
interface Cut {
  at: number
  end: number
}

/** Null where the row's period is complete at the cut-off of the data. */
function cutOf(
  question: Question,
  row: RowPeriod,
  zone: string,
  through: number | null,
): Cut | null {
  if (through === null || through + 1000 >= instantOf(row.to, zone)) return null
  const compared = comparedWith(question, row, zone)
  const now = wallOf(through, zone)
  if (Temporal.PlainDateTime.compare(now, compared.origin) < 0) {
    const start = instantOf(compared.from, zone)
    return { at: start, end: start }
  }
  const elapsed = compared.origin.until(now, { largestUnit: 'day' })
  const reached = instantOf(compared.from.add(elapsed), zone)
  const limit = instantOf(compared.to, zone)
  return { at: Math.min(reached, limit), end: Math.min(reached + 1000, limit) }
}

/**
 * The instants of everything that the window is compared with. Compared periods lie in the order of
 * their rows, so cutting the one that belongs to the first incomplete row cuts them all: what would
 * be compared with later rows has not elapsed at all.
 */
export function comparedSpan(
  question: Question,
  zone: string,
  through: number | null,
): ComparedSpan {
  const { first, last } = outerRows(question)
  const start = instantOf(comparedWith(question, first, zone).from, zone)
  const whole = instantOf(comparedWith(question, last, zone).to, zone)
  const uncut = { start, end: whole, whole }
  if (through === null) return uncut
  const running = later(wallOf(through + 1000, zone), dayStart(question.from))
  if (Temporal.PlainDateTime.compare(running, dayStart(question.to)) >= 0) return uncut
  const cut = cutOf(question, rowAt(question, running), zone, through)
  return { start, end: Math.max(start, Math.min(whole, cut?.end ?? whole)), whole }
}

/**
 * `compareTo` of a row: the local time to which its compared period was cut, null where it was not.
 * @param period the row's `period` as the answer writes it; without a calendar grain it is not read
 */
export function compareTo(
  question: Question,
  period: string | null,
  zone: string,
  through: number | null,
): string | null {
  if (question.compare === undefined) return null
  const grain = calendarGrain(question)
  const wall =
    grain === null || period === null
      ? dayStart(question.from)
      : Temporal.PlainDateTime.from(period)
  if (grain !== null && standsAlone(grain, question.compare, wall)) return null
  const cut = cutOf(question, rowAt(question, wall), zone, through)
  return cut === null ? null : formatLocal(cut.at, zone)
}
