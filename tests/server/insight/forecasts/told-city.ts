import type { Calendar } from '../../../../server/insight/calendar.ts'
import type { Ask } from '../../../../server/insight/forecasts/read-history.ts'
import { dayNumber, dayText } from '../../../../server/insight/local-days.ts'
import { type Random, randomFrom } from '../../../../server/stats/random.ts'
import { poissonCount } from '../../../../server/stats/random-counts.ts'
import type { City, Member } from '../../../../sql/model/city.ts'
import { RIVER_CITY } from '../../../support/river-city.ts'

/** Complaints of a day, a district and a category. */
export interface Told {
  day: string
  district: string
  category1: string
  complaints: number
}

const member = (code: string, rest: Partial<Member> = {}): Member => ({
  code,
  names: { en: code, zh: code },
  parent: null,
  from: null,
  to: null,
  successor: null,
  ...rest,
})

/** A city of some districts, open to any category. */
export const cityOf = (districts: (string | (Partial<Member> & { code: string }))[]): City => ({
  ...RIVER_CITY.city,
  id: 'told',
  timeZone: 'Asia/Shanghai',
  areas: districts.map((one) => ({
    ...(typeof one === 'string' ? member(one) : member(one.code, one)),
    level: 'district',
    residents: null,
    lon: null,
    lat: null,
  })),
  categories: [],
})

/** Answers as the compiler would: sparse rows, members and periods in order. */
export const askOf =
  (told: readonly Told[], through: string | null): Ask =>
  async ({ by = [], grain, from, to, where = [] }) => {
    const sums = new Map<string, number>()
    for (const one of told) {
      if (one.day < from || one.day >= to || one.complaints === 0) continue
      if (!where.every(({ dimension, in: codes }) => codes.includes(one[dimension as 'district'])))
        continue
      const period = grain === 'month' ? `${one.day.slice(0, 7)}-01` : one.day
      const key = JSON.stringify([...by.map((id) => one[id as 'district']), period])
      sums.set(key, (sums.get(key) ?? 0) + one.complaints)
    }
    const rows = [...sums].map(([key, complaints]) => {
      const values = JSON.parse(key) as string[]
      const names = [...by, 'period']
      return { ...Object.fromEntries(names.map((name, i) => [name, values[i]!])), complaints }
    })
    return { columns: [], rows, through, version: 3, source: 'memory', elapsedMs: 0 }
  }

export const throughOf = (asOf: string): string => `${dayText(dayNumber(asOf) - 1)}T23:59:00+08:00`

/** Poisson counts of each day about what `mean` says of it; the same for the same seed. */
export function tell(
  span: { from: string; to: string; seed: number },
  members: readonly { district: string; category1: string }[],
  mean: (day: string, member: { district: string; category1: string }) => number,
): Told[] {
  const random: Random = randomFrom(span.seed)
  const told: Told[] = []
  for (let day = dayNumber(span.from); day < dayNumber(span.to); day++)
    for (const one of members) {
      const expected = mean(dayText(day), one)
      const complaints = expected > 0 ? poissonCount(expected, random) : 0
      told.push({ ...one, day: dayText(day), complaints })
    }
  return told
}

/** How busy a kind of day is in the made-up city. */
export function busyness(calendar: Calendar, day: string): number {
  const { office, weekday } = calendar(day)
  if (office === 'springFestival') return 0.4
  if (office === 'holiday') return 0.6
  return office === 'usual' && weekday >= 5 ? 0.75 : 1
}
