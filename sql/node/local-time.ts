import { Temporal } from 'temporal-polyfill'

/** An instant (ISO, any offset) as the clocks of `timeZone` show it: `2011-12-31T23:55:00-05:00`. */
export function formatLocalTime(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second', roundingMode: 'floor' })
}
