import type { Fact } from '../document.ts'
import { daysWithData, sameWeekdays } from '../movers.ts'
import { type Asked, type Notebook, numberOf } from '../notebook.ts'
import {
  askDays,
  askDaysLastYear,
  askHours,
  askToDate,
  HEADLINE_WEEKS,
  SAME_WEEKDAY_YEAR,
  type Subject,
  shiftDay,
} from '../questions.ts'

/** A number of before, and by which part the day's number is greater. */
export interface Against {
  day: Fact | null
  base: Fact
  change: Fact
}

interface ToDate {
  count: Fact
  lastYear: Fact
  change: Fact
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

/** What was received on the day, beside what was received before; no comparison with days without data. */
export async function readOverview(book: Notebook, subject: Subject): Promise<OverviewFacts> {
  const { day } = subject
  const lastYearDay = shiftDay(day, -SAME_WEEKDAY_YEAR)
  const lastYearQuestion = askDaysLastYear(subject)
  const days = await book.ask(askDays(subject))
  const [daysLastYear, hours, month, year] = await Promise.all([
    lastYearQuestion && book.ask(lastYearQuestion),
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
  const before = sameWeekdays(known, day, HEADLINE_WEEKS)
  const mean =
    before.length < 2
      ? null
      : book.derive(
          'mean',
          before.map((at) => countOn(days, at)),
          'mean',
        )
  const meanAgainst = mean && against(mean, null)
  const toDate = (asked: Asked): ToDate => {
    const count = book.cell(asked, {}, 'complaints', 'count')
    const lastYear = book.cell(asked, {}, 'complaints.compare', 'count')
    return { count, lastYear, change: book.derive('change', [count, lastYear], 'change') }
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
      daysLastYear &&
      against(countOn(daysLastYear, lastYearDay), book.state('calendar', lastYearDay, 'day')),
    month: toDate(month),
    year: toDate(year),
    days,
    daysLastYear,
    hours,
  }
}
