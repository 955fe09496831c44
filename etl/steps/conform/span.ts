import { Temporal } from 'temporal-polyfill'
import type { City } from '../../../sql/model/city.ts'

const startOfDay = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds / 1000

/**
 * The instants [from, to) that receipts may have, seconds since 1970. A span without end reaches one
 * day past `now`.
 */
export function boundSpan(city: City, now: Temporal.Instant): { from: number; to: number } {
  const from = startOfDay(city.span.from, city.timeZone)
  const to =
    city.span.to === null
      ? Math.ceil(now.epochMilliseconds / 1000) + 86_400
      : startOfDay(city.span.to, city.timeZone)
  return { from, to }
}
