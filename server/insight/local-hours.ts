const HOUR_MS = 3_600_000

/** Local hours, as the clocks of the city show them, count from 1970-01-01T00:00. */
export const hourNumber = (hour: string): number => Date.parse(`${hour}:00Z`) / HOUR_MS
/** YYYY-MM-DDTHH:00 */
export const hourText = (hour: number): string =>
  new Date(hour * HOUR_MS).toISOString().slice(0, 16)
