import { Temporal } from 'temporal-polyfill'
import type { Generation } from '../sql/node/snapshot.ts'
import { isDay, monthOf } from './steps/slices.ts'

/** The local day of an instant, YYYY-MM-DD. */
export function localDay(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString()
}

/** The whole local hour at or before an instant, YYYY-MM-DDTHH:00. */
export function localHour(instant: Date, timeZone: string): string {
  const { hour } = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(
    timeZone,
  )
  return `${localDay(instant, timeZone)}T${String(hour).padStart(2, '0')}:00`
}

/** The day after a local day, YYYY-MM-DD. */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString()
}

/** A month of fewer complaints is written anew as quickly as the days of it that a small file touches. */
const MANY_A_MONTH = 100_000

/** How far back a city's months say how busy it is. */
const MONTHS_LOOKED_AT = 3

/** The most complaints of one of the last months. */
function busiest(visible: readonly Generation[]): number {
  const months = new Map<number, number>()
  for (const { slice, rows } of visible) {
    months.set(monthOf(slice), (months.get(monthOf(slice)) ?? 0) + rows)
  }
  const last = [...months].sort(([a], [b]) => b - a).slice(0, MONTHS_LOOKED_AT)
  return Math.max(0, ...last.map(([, rows]) => rows))
}

/** What decides how a load slices what it writes. */
export interface Slices {
  now: Date
  timeZone: string
  visible: readonly Generation[]
  /** Rows of the file. */
  rows: number
  /** Months with fewer complaints are one slice from their first day on. */
  many?: number | undefined
}

/** The city's present month, the one before, and the next (clocks differ): yyyymm. */
function monthsAround(now: Date, timeZone: string): number[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  return [today.subtract({ months: 1 }), today, today.add({ months: 1 })].map(
    (day) => day.year * 100 + day.month,
  )
}

/** The months (yyyymm) that are over, and still sliced by day. */
export function closedMonths(
  visible: readonly Generation[],
  now: Date,
  timeZone: string,
): number[] {
  const open = monthsAround(now, timeZone)
  const byDay = visible.filter(({ slice }) => isDay(slice)).map(({ slice }) => monthOf(slice) / 100)
  return [...new Set(byDay)].filter((month) => !open.includes(month))
}

/**
 * The months (yyyymm) whose complaints are sliced by day: the city's present month, the one before,
 * and the next (clocks differ), as long as they are not visible as one slice already; and none in a
 * city that has few complaints a month.
 */
export function openMonths({
  now,
  timeZone,
  visible,
  rows,
  many = MANY_A_MONTH,
}: Slices): number[] {
  if (Math.max(rows, busiest(visible)) < many) return []
  const closed = new Set(visible.filter((g) => g.slice % 100 === 0).map((g) => g.slice / 100))
  return monthsAround(now, timeZone).filter((month) => !closed.has(month))
}
