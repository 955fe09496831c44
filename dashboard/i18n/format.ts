import { dateFormat, LOCALES, numberFormat } from './formatters.ts'
import type { Language } from './text.ts'

export const formatCount = (count: number, language: Language) =>
  numberFormat(language, {}).format(count)

/** Tenths below ten seconds, whole ones above. */
export const formatSeconds = (seconds: number, language: Language) =>
  numberFormat(language, {
    minimumFractionDigits: seconds < 10 ? 1 : 0,
    maximumFractionDigits: seconds < 10 ? 1 : 0,
  }).format(seconds)

/**
 * A local time of a city (`2011-12-31T23:55:00-05:00`) by its own clocks, wherever the reader is: the
 * offset is left aside and the wall time written as it stands.
 */
export const formatLocalTime = (time: string, language: Language) =>
  dateFormat(language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(`${time.slice(0, 19)}Z`))

const DAY_MS = 86_400_000

/** Local days [from, to): of `2011-12-01` and `2012-01-01` the whole of December. */
export function formatDays(from: string, to: string, language: Language): string {
  const last = Date.parse(to) - DAY_MS
  if (language === 'zh') return rangeInChinese(from, new Date(last).toISOString().slice(0, 10))
  return dateFormat('en', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  }).formatRange(Date.parse(from), last)
}

/** As it is written in Chinese (`2011年7月1日—31日`), which no format of the platform gives. */
function rangeInChinese(first: string, last: string): string {
  const whole = formatDay(last, 'zh')
  if (first === last) return whole
  const sameYear = first.slice(0, 4) === last.slice(0, 4)
  const sameMonth = first.slice(0, 7) === last.slice(0, 7)
  const end = sameMonth ? whole.replace(/^.*月/, '') : sameYear ? whole.replace(/^.*年/, '') : whole
  return `${formatDay(first, 'zh')}—${end}`
}

export const formatClock = (time: Date, language: Language) =>
  dateFormat(language, { hour: '2-digit', minute: '2-digit' }).format(time)

const UNITS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** How long ago an instant was, in its largest unit. */
export function formatAgo(time: string, now: Date, language: Language): string {
  const seconds = Math.min(0, (Date.parse(time) - now.getTime()) / 1000)
  const [unit, size] = UNITS.find(([, length]) => -seconds >= length) ?? (['second', 1] as const)
  return new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' }).format(
    Math.ceil(seconds / size),
    unit,
  )
}

/** A day of the calendar: `7 Dec 2026`. */
export const formatDay = (day: string, language: Language) =>
  dateFormat(language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
  }).format(Date.parse(day))

/** A day with its weekday, as a dateline has it: `Sunday, 22 November 2026`. */
export const formatDateline = (day: string, language: Language) =>
  dateFormat(language, {
    timeZone: 'UTC',
    dateStyle: 'full',
  }).format(Date.parse(day))

/** The hour and minute that a local time has reached, by the clocks of its city; a day ends at 24:00. */
export function clockOf(time: string): string {
  const clock = time.slice(11, 16)
  return clock === '00:00' ? '24:00' : clock
}
