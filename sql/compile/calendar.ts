import { Temporal } from 'temporal-polyfill'
import type { CalendarGrain } from '../model/grains.ts'
import type { Comparison } from '../model/question.ts'

/** A local wall time; periods are known by the wall time at which they begin. */
export type Wall = Temporal.PlainDateTime

const MIDNIGHT = { hour: 0, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 }

/** Midnight at the start of a local day `YYYY-MM-DD`. */
export const dayStart = (day: string): Wall => Temporal.PlainDate.from(day).toPlainDateTime()

/** The start of the period that holds `wall`. */
export function periodOf(grain: CalendarGrain, wall: Wall): Wall {
  const day = wall.with(MIDNIGHT)
  switch (grain) {
    case 'hour':
      return wall.with({ ...MIDNIGHT, hour: wall.hour })
    case 'day':
      return day
    case 'week':
      return day.subtract({ days: day.dayOfWeek - 1 })
    case 'halfMonth':
      return day.with({ day: day.day < 16 ? 1 : 16 })
    case 'month':
      return day.with({ day: 1 })
    case 'quarter':
      return day.with({ month: day.month - ((day.month - 1) % 3), day: 1 })
    case 'year':
      return day.with({ month: 1, day: 1 })
  }
}

/** The start of the period after the one that begins at `start`. */
export function periodAfter(grain: CalendarGrain, start: Wall): Wall {
  switch (grain) {
    case 'hour':
      return start.add({ hours: 1 })
    case 'day':
      return start.add({ days: 1 })
    case 'week':
      return start.add({ days: 7 })
    case 'halfMonth':
      return start.day === 1 ? start.with({ day: 16 }) : start.with({ day: 1 }).add({ months: 1 })
    case 'month':
      return start.add({ months: 1 })
    case 'quarter':
      return start.add({ months: 3 })
    case 'year':
      return start.add({ years: 1 })
  }
}

/** The start of the period before the one that begins at `start`. */
export const periodBefore = (grain: CalendarGrain, start: Wall): Wall =>
  periodOf(grain, start.subtract({ seconds: 1 }))

/** The same date a year before; 29 February has none and becomes 1 March. */
export function yearBefore(wall: Wall): Wall {
  if (wall.month === 2 && wall.day === 29) return yearBefore(wall.add({ days: 1 }).with(MIDNIGHT))
  return wall.subtract({ years: 1 })
}

/** Weeks of an ISO year: 52 or 53. 28 December lies in the last one. */
const weeksOf = (isoYear: number): number =>
  Temporal.PlainDate.from({ year: isoYear, month: 12, day: 28 }).weekOfYear ?? 52

/** The Monday of week 1 of an ISO year: the week of 4 January. */
const firstMonday = (isoYear: number): Wall =>
  periodOf('week', Temporal.PlainDateTime.from({ year: isoYear, month: 1, day: 4 }))

/** The same weekday of the same ISO week a year before; week 53 has none and becomes the Monday after. */
export function isoYearBefore(wall: Wall): Wall {
  const year = wall.yearOfWeek ?? wall.year
  if (wall.weekOfYear === 53) return firstMonday(year)
  return wall.subtract({ days: 7 * weeksOf(year - 1) })
}

/** Whether the period has none to be compared with: 29 February and ISO week 53 under `lastYear`. */
export function standsAlone(grain: CalendarGrain, comparison: Comparison, start: Wall): boolean {
  if (comparison === 'previous') return false
  if (grain === 'week') return start.weekOfYear === 53
  return (grain === 'day' || grain === 'hour') && start.month === 2 && start.day === 29
}

/** The instant of a wall time, in ms: of two the earlier, in a gap the one moved forward by it. */
export const instantOf = (wall: Wall, zone: string): number =>
  wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds

/** The wall time of an instant given in ms. */
export const wallOf = (instant: number, zone: string): Wall =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDateTime()

/** Hours of the wall clock that a zone skips between two instants, as wall times, each with the next that exists. */
export function skippedHours(zone: string, start: number, end: number): [Wall, Wall][] {
  const skipped: [Wall, Wall][] = []
  let at = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone)
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (next === null || next.epochMilliseconds > end) return skipped
    const resumed = next.toPlainDateTime()
    const stopped = next.subtract({ seconds: 1 }).toPlainDateTime().add({ seconds: 1 })
    let hour = periodOf('hour', stopped.add({ minutes: 59, seconds: 59 }))
    while (Temporal.PlainDateTime.compare(hour.add({ hours: 1 }), resumed) <= 0) {
      skipped.push([hour, periodOf('hour', resumed)])
      hour = hour.add({ hours: 1 })
    }
    at = next
  }
}

/** `YYYY-MM-DDTHH:MM:SS+HH:MM` of an instant in ms, in the zone. */
export function formatLocal(instant: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' })
}
