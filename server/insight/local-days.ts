const DAY_MS = 86_400_000

/** Local days count from 1970-01-01. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** The local day so many days later, YYYY-MM-DD. */
export const shiftDay = (day: string, days: number): string => dayText(dayNumber(day) + days)

/** Months count from January 1970. */
export const monthOf = (day: number): number => {
  const date = new Date(day * DAY_MS)
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}
export const monthStart = (month: number): number => Date.UTC(1970, month, 1) / DAY_MS

/** The same day of an earlier month, or the last one of a month that is too short. */
export function monthsBefore(day: number, months: number): number {
  const month = monthOf(day)
  const date = day - monthStart(month)
  const begin = monthStart(month - months)
  return Math.min(begin + date, monthStart(month - months + 1) - 1)
}
