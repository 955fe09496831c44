import { Temporal } from 'temporal-polyfill'
import type { Generation } from '../sql/node/snapshot.ts'

/** The day after a local day, YYYY-MM-DD. */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString()
}

/**
 * The months (yyyymm) whose complaints are sliced by day: the city's present month, the one before,
 * and the next (clocks differ), as long as they are not visible as a closed month already.
 */
export function openMonths(now: Date, timeZone: string, visible: Generation[]): number[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  const closed = new Set(visible.filter((g) => g.slice % 100 === 0).map((g) => g.slice / 100))
  return [today.subtract({ months: 1 }), today, today.add({ months: 1 })]
    .map((day) => day.year * 100 + day.month)
    .filter((month) => !closed.has(month))
}
