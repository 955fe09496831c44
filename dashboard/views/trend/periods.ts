import type { CalendarGrain } from '../../../sql/model/grains.ts'
import { addDays, addMonths, countDays } from '../../state/days.ts'
import type { Range } from '../../state/period.ts'

export type TrendGrain = Extract<CalendarGrain, 'hour' | 'day' | 'week' | 'month' | 'quarter'>

const HOUR_MS = 3_600_000

/** The longest period in days that a grain is chosen for. A year of weeks compares like weekdays. */
const LONGEST: readonly (readonly [TrendGrain, number])[] = [
  ['hour', 2],
  ['day', 45],
  ['week', 378],
  ['month', 2200],
]

/** How many points a line needs at least to show what is usual. */
const FEWEST: Readonly<Record<TrendGrain, number>> = {
  hour: 48,
  day: 28,
  week: 26,
  month: 24,
  quarter: 12,
}

export function grainFor({ from, to }: Range): TrendGrain {
  const days = countDays(from, to)
  return LONGEST.find(([, longest]) => days <= longest)?.[0] ?? 'quarter'
}

/** The start of the period that a local day lies in, as answers write it. */
export function startOf(grain: TrendGrain, day: string): string {
  switch (grain) {
    case 'hour':
      return `${day}T00:00`
    case 'day':
      return day
    case 'week':
      return addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
    case 'month':
      return `${day.slice(0, 7)}-01`
    case 'quarter': {
      const month = Number(day.slice(5, 7))
      return addMonths(`${day.slice(0, 7)}-01`, -((month - 1) % 3))
    }
  }
}

/** The period so many after another one, or before it. */
export function move(grain: TrendGrain, period: string, by: number): string {
  switch (grain) {
    case 'hour':
      return `${new Date(Date.parse(`${period}Z`) + by * HOUR_MS).toISOString().slice(0, 13)}:00`
    case 'day':
      return addDays(period, by)
    case 'week':
      return addDays(period, 7 * by)
    case 'month':
      return addMonths(period, by)
    case 'quarter':
      return addMonths(period, 3 * by)
  }
}

/** The first local day after a period: for an hour, the day after its own. */
export const dayAfter = (grain: TrendGrain, period: string): string =>
  grain === 'hour' ? addDays(period.slice(0, 10), 1) : move(grain, period, 1)

/** Whole periods around a range, with enough before it to tell what is usual. */
export function windowOf(grain: TrendGrain, range: Range): Range {
  const last = startOf(grain, addDays(range.to, -1))
  const to = dayAfter(grain, last)
  const first = startOf(grain, range.from)
  const end = grain === 'hour' ? `${to}T00:00` : to
  const enough = move(grain, end, -FEWEST[grain])
  const isEnough = first < enough
  return { from: (isEnough ? first : enough).slice(0, 10), to }
}

/** All periods of a window of whole ones. */
export function periodsOf(grain: TrendGrain, { from, to }: Range): string[] {
  const periods: string[] = []
  let period = startOf(grain, from)
  while (period.slice(0, 10) < to) {
    periods.push(period)
    period = move(grain, period, 1)
  }
  return periods
}
