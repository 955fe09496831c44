import { Temporal } from 'temporal-polyfill'
import { shiftDay } from '../../insight/local-days.ts'
import type { Fact } from '../document.ts'
import { daysWithData, medianOf, sameWeekdays } from '../movers.ts'
import { type Asked, type Notebook, numberOf, readCell } from '../notebook.ts'
import {
  askDays,
  askDaysLastYear,
  askHours,
  askToDate,
  askYearBefore,
  HEADLINE_WEEKS,
  SAME_WEEKDAY_YEAR,
  type Subject,
} from '../questions.ts'

/** A number of before, and by which part the day's number is greater. */
interface Against {
  day: Fact | null
  base: Fact
  change: Fact
}

interface ToDate {
  count: Fact
  /** Null where last year's data have gaps, or begin later. */
  lastYear: { base: Fact; change: Fact } | null
}

export interface OverviewFacts {
  day: Fact
  received: Fact
  dayBefore: Against | null
  /** The mean of the same weekday of the four weeks before, of those that have data. */
  sameWeekday: (Against & { weeks: Fact }) | null
  /** The day 364 days before: the same weekday. */
  lastYear: Against | null
  month: ToDate
  year: ToDate
  days: Asked
  daysLastYear: Asked | null
  hours: Asked
}

/** The share of its days that must have data for a time of last year to be compared with. */
const ENOUGH_DAYS = 0.95
/** A day of last year with less than this part of a usual day of now was told by a trickle, not by a source. */
const TRICKLE = 0.1

/** Whether the days of last year that an interval is compared with have data, the first of them too. */
function isCovered(
  yearBefore: Asked | null,
  { from, to }: { from: string; to: string },
  fewest: number,
): boolean {
  const dayBack = (day: string) => Temporal.PlainDate.from(day).subtract({ years: 1 })
  const [first, end] = [dayBack(from), dayBack(to)]
  const told = (yearBefore?.answer.rows ?? [])
    .filter(({ complaints }) => Number(complaints) >= fewest)
    .map(({ period }) => String(period))
  if (!told.some((day) => day <= first.toString())) return false
  const within = told.filter((day) => day >= first.toString())
  return within.length >= ENOUGH_DAYS * first.until(end, { largestUnit: 'day' }).days
}

/** What was received on the day, beside what was received before; no comparison with days without data. */
export async function readOverview(book: Notebook, subject: Subject): Promise<OverviewFacts> {
  const { day } = subject
  const lastYearDay = shiftDay(day, -SAME_WEEKDAY_YEAR)
  const lastYearQuestion = askDaysLastYear(subject)
  const days = await book.ask(askDays(subject))
  const yearBeforeQuestion = askYearBefore(subject)
  const [daysLastYear, yearBefore, hours, month, year] = await Promise.all([
    lastYearQuestion && book.ask(lastYearQuestion),
    yearBeforeQuestion && book.ask(yearBeforeQuestion),
    book.ask(askHours(subject)),
    book.ask(askToDate(subject, 'month')),
    book.ask(askToDate(subject, 'year')),
  ])
  const countOn = (asked: Asked, at: string) =>
    book.cell(asked, { period: at }, 'complaints', 'count')
  const received = countOn(days, day)
  const against = (base: Fact, on: Fact | null): Against | null =>
    numberOf(base)
      ? { day: on, base, change: book.derive('change', [received, base], 'change') }
      : null
  const known = daysWithData(days.answer, day)
  const fewest = Math.max(
    1,
    TRICKLE * medianOf(known.map((at) => readCell(days.answer, { period: at }, 'complaints') ?? 0)),
  )
  const before = sameWeekdays(known, day, HEADLINE_WEEKS)
  const mean =
    before.length < 2
      ? null
      : book.derive(
          'mean',
          before.map((at) => countOn(days, at)),
          'mean',
        )
  const baseLastYear = daysLastYear && countOn(daysLastYear, lastYearDay)
  const meanAgainst = mean && against(mean, null)
  const toDate = (asked: Asked): ToDate => {
    const count = book.cell(asked, {}, 'complaints', 'count')
    if (!isCovered(yearBefore, asked.question, fewest)) return { count, lastYear: null }
    const base = book.cell(asked, {}, 'complaints.compare', 'count')
    return { count, lastYear: { base, change: book.derive('change', [count, base], 'change') } }
  }
  return {
    day: book.state('calendar', day, 'day'),
    received,
    dayBefore: against(countOn(days, shiftDay(day, -1)), null),
    sameWeekday: meanAgainst && {
      ...meanAgainst,
      weeks: book.state('rule', before.length, 'number'),
    },
    lastYear:
      baseLastYear && (numberOf(baseLastYear) ?? 0) >= fewest
        ? against(baseLastYear, book.state('calendar', lastYearDay, 'day'))
        : null,
    month: toDate(month),
    year: toDate(year),
    days,
    daysLastYear,
    hours,
  }
}
