import type { Calendar } from '../calendar.ts'
import { shiftDay } from '../local-days.ts'
import type { DataAlarm } from './alert.ts'
import { kindOf, learnDays } from './day-shares.ts'
import type { CityCounts } from './read-city.ts'

/** A day with less of what it should have than this is not whole. */
const WHOLE = 0.5
/** Where fewer are to be expected a day, a day of few is no news. */
const ENOUGH_A_DAY = 20
/** What a day should have is told by the days of so many weeks before. */
const DAYS_BEFORE = 28
/** A rise cannot be told from fewer weeks. */
const LEAST_WEEKS = 36

/** Why the data as of a day cannot be judged; null where they can. */
export function holdBack(
  counts: CityCounts | null,
  through: string | null,
  asOf: string,
  calendar: Calendar,
): DataAlarm | null {
  const day = shiftDay(asOf, -1)
  if (through === null || through.slice(0, 10) < asOf)
    return { kind: 'late', day, observed: null, expected: null }
  if (counts === null || counts.weeks < LEAST_WEEKS)
    return { kind: 'short', day, observed: null, expected: null }
  const { from, byCategory } = counts.days
  const days = byCategory.get('') ?? []
  const factors = learnDays(days, from, calendar)
  const factorOf = (back: number): number =>
    factors.get(kindOf(calendar(shiftDay(asOf, -back)))) ?? 1
  let observed = 0
  let weight = 0
  for (let back = 2; back <= DAYS_BEFORE + 1; back++) {
    observed += days[days.length - back] ?? 0
    weight += factorOf(back)
  }
  const expected = weight > 0 ? (observed / weight) * factorOf(1) : 0
  const last = days[days.length - 1] ?? 0
  return expected >= ENOUGH_A_DAY && last < WHOLE * expected
    ? { kind: 'incomplete', day, observed: last, expected }
    : null
}
