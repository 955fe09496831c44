import type { TrendGrain } from './periods.ts'

type Rule = (period: string, index: number) => boolean

const every =
  (count: number): Rule =>
  (_, index) =>
    index % count === 0
const hourly =
  (hours: number): Rule =>
  (period) =>
    Number(period.slice(11, 13)) % hours === 0
const monthly =
  (months: number): Rule =>
  (period) =>
    (Number(period.slice(5, 7)) - 1) % months === 0
const mondays: Rule = (period) => new Date(period).getUTCDay() === 1
const WEEK_MS = 7 * 86_400_000
const fortnights: Rule = (period) =>
  mondays(period, 0) && Math.floor(Date.parse(period) / WEEK_MS) % 2 === 0
const yearly =
  (years: number): Rule =>
  (period) =>
    monthly(12)(period, 0) && Number(period.slice(0, 4)) % years === 0

/** Which periods an axis names, the most telling first. */
const RULES: Readonly<Record<TrendGrain, readonly Rule[]>> = {
  hour: [hourly(3), hourly(6), hourly(12), hourly(24)],
  day: [every(1), every(2), mondays, fortnights],
  week: [every(1), every(2), every(4), every(8), every(13), every(26)],
  month: [monthly(1), monthly(3), monthly(6), yearly(1), yearly(2)],
  quarter: [monthly(3), monthly(6), yearly(1), yearly(2), yearly(5)],
}

/** The places of the periods that an axis names, where it has room for so many. */
export function ticksOf(grain: TrendGrain, periods: readonly string[], most: number): number[] {
  const places = (rule: Rule) =>
    periods.flatMap((period, index) => (rule(period, index) ? [index] : []))
  const rules = RULES[grain]
  const fitting = rules.map(places).find((ticks) => ticks.length <= most)
  return fitting ?? places(rules.at(-1) ?? every(1))
}
