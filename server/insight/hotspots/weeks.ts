import { Temporal } from 'temporal-polyfill'
import { dayStart, periodOf } from '../../../sql/compile/calendar.ts'
import { coverageOf } from '../../briefing/coverage.ts'

/** The Monday of a local day's week. */
export const mondayOf = (day: string): string =>
  periodOf('week', dayStart(day)).toPlainDate().toString()

/** The Monday so many weeks later. */
export const shiftWeeks = (monday: string, weeks: number): string =>
  Temporal.PlainDate.from(monday).add({ weeks }).toString()

/** How many weeks lie between two Mondays. */
export const weeksBetween = (from: string, to: string): number =>
  Math.round(Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days / 7)

/**
 * The Monday after the last week that is complete: before `to`, and known to its end.
 * @param through the cut-off of the data, local time with its offset; null: nothing is known
 */
export function endOfComplete(to: string, through: string | null): string | null {
  if (through === null) return null
  const known = Temporal.PlainDate.from(through.slice(0, 10))
  const days = coverageOf(through, known.toString()) === 'whole' ? 1 : 0
  const monday = mondayOf(known.add({ days }).toString())
  return monday < to ? monday : to
}
