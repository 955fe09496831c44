const DAY_MS = 86_400_000

const toDay = (time: number) => new Date(time).toISOString().slice(0, 10)

/** Is the text a day of the calendar, `YYYY-MM-DD`, in the years that a city may tell of? */
export function isDay(text: string): boolean {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(text)
  return !Number.isNaN(time) && toDay(time) === text
}

export const addDays = (day: string, days: number): string => toDay(Date.parse(day) + days * DAY_MS)

/** The same day so many months later, or the last day of that month where it is shorter. */
export function addMonths(day: string, months: number): string {
  const date = new Date(day)
  const wanted = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0)
  date.setUTCDate(Math.min(wanted, date.getUTCDate()))
  return toDay(date.getTime())
}

/** How many days [from, to) has. */
export const countDays = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)

/**
 * The local day that a cut-off (`2026-11-22T14:35:00+08:00`) lies in; at midnight sharp, the day that
 * has just ended, since the new one has told nothing yet.
 */
export function dayOf(through: string): string {
  return toDay(Date.parse(`${through.slice(0, 19)}Z`) - 1000)
}

/** The local day of a time zone at an instant. */
export const dayIn = (timeZone: string, instant: Date): string =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant)

/** The first of some days. */
export const earliest = (first: string, ...days: string[]): string =>
  [first, ...days].sort()[0] ?? first
