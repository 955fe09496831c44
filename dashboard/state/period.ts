import { addDays, addMonths, dayOf, isDay } from './days.ts'

/** Periods that end with the day of the cut-off, that day included. */
export const PERIODS = ['today', '7d', '30d', '90d', '12m'] as const
export type NamedPeriod = (typeof PERIODS)[number]

/** Local days, [from, to). */
export interface Range {
  from: string
  to: string
}

const STARTS: Record<NamedPeriod, (end: string) => string> = {
  today: (end) => addDays(end, -1),
  '7d': (end) => addDays(end, -7),
  '30d': (end) => addDays(end, -30),
  '90d': (end) => addDays(end, -90),
  '12m': (end) => addMonths(end, -12),
}

const isNamed = (period: string): period is NamedPeriod =>
  (PERIODS as readonly string[]).includes(period)

/** The days of `2026-01-01..2026-02-01` (the second excluded); null where it is no such text. */
export function readCustom(period: string): Range | null {
  const [from = '', to = '', more] = period.split('..')
  return more === undefined && isDay(from) && isDay(to) && from < to ? { from, to } : null
}

export const isPeriod = (period: string): boolean => isNamed(period) || readCustom(period) !== null

/** The local days of a period of a city whose data tell up to `through`. */
export function rangeOf(period: string, through: string): Range | null {
  if (!isNamed(period)) return readCustom(period)
  const to = addDays(dayOf(through), 1)
  return { from: STARTS[period](to), to }
}
