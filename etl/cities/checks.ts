import { Temporal } from 'temporal-polyfill'
import { suggest } from './pack-error.ts'

/** What is wrong with a local day YYYY-MM-DD; null where nothing is. */
export function checkDay(day: string): string | null {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(day) && Temporal.PlainDate.from(day)) return null
  } catch {
    return `"${day}" is no day of the calendar`
  }
  return `"${day}" is no day: write it as YYYY-MM-DD`
}

/** What is wrong with a time zone's name; null where nothing is. */
export function checkTimeZone(timeZone: string): string | null {
  try {
    if (/^[A-Za-z]/.test(timeZone)) {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
      return null
    }
  } catch {
    // The sentence below says what would be right.
  }
  const known = Intl.supportedValuesOf('timeZone')
  return `"${timeZone}" is no time zone of the IANA database: ${suggest(timeZone, known)}`
}

/** What is wrong with an identifier; null where nothing is. */
export const checkId = (id: string): string | null =>
  /^[a-z0-9][a-z0-9-]{0,63}$/.test(id)
    ? null
    : `"${id}" should be lower-case letters, digits and "-", at most 64`

/** What is wrong with a language tag; null where nothing is. */
export function checkLanguage(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag).length === 1 ? null : `"${tag}" is no language`
  } catch {
    return `"${tag}" is no language tag: use one such as "en" or "zh"`
  }
}
