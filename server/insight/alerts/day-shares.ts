import type { Calendar, DayKind } from '../calendar.ts'
import { shiftDay } from '../local-days.ts'

/** What a kind of day brings beside the mean day, 1 where it is not known. */
export type DayFactors = ReadonlyMap<string, number>

/** Weekdays, but for the days that are free or worked against the week. */
export const kindOf = ({ office, weekday }: DayKind): string =>
  office === 'usual' ? String(weekday) : office

/** How many mean days more are put to each kind of day, so that a few days tell little. */
const STEADY = 1

/**
 * What each kind of day brings of a category, learnt from its past days but for the last week.
 * @param counts by day from `from` on
 */
export function learnDays(counts: readonly number[], from: string, calendar: Calendar): DayFactors {
  const past = counts.slice(0, -7)
  const mean = past.reduce((a, b) => a + b, 0) / Math.max(1, past.length)
  const sums = new Map<string, { count: number; days: number }>()
  past.forEach((count, i) => {
    const kind = kindOf(calendar(shiftDay(from, i)))
    const sum = sums.get(kind) ?? { count: 0, days: 0 }
    sums.set(kind, { count: sum.count + count, days: sum.days + 1 })
  })
  if (!(mean > 0)) return new Map()
  return new Map(
    [...sums].map(([kind, { count, days }]) => [kind, (count / mean + STEADY) / (days + STEADY)]),
  )
}

/** Which part of the week before a day its last day is, and its last three. */
export function shareDays(
  factors: DayFactors,
  asOf: string,
  calendar: Calendar,
): [day: number, threeDays: number] {
  const back = [1, 2, 3, 4, 5, 6, 7].map(
    (days) => factors.get(kindOf(calendar(shiftDay(asOf, -days)))) ?? 1,
  )
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
  const week = sum(back)
  return week > 0 ? [sum(back.slice(0, 1)) / week, sum(back.slice(0, 3)) / week] : [1 / 7, 3 / 7]
}
