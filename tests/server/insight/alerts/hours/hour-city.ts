import type { HourPass } from '../../../../../server/insight/alerts/hours/hour-pass.ts'
import { makeHours } from '../../../../../server/insight/alerts/hours/make-hours.ts'
import type { AskHours } from '../../../../../server/insight/alerts/hours/read-hours.ts'
import { weekdayCalendar } from '../../../../../server/insight/calendar.ts'
import { hourNumber, hourText } from '../../../../../server/insight/local-hours.ts'
import type { Row } from '../../../../../sql/model/answer.ts'
import { RIVER_CITY } from '../../../../support/river-city.ts'
import { negativeBinomialCount, poissonCount, randomFrom } from '../../../stats/random-counts.ts'

const DISTRICTS = ['d1', 'd2', 'd3', 'd4']
const TOPICS = ['a', 'b']
export const FIRST = hourNumber('2024-01-01T00:00')
const WEEKS = 15
export const LAST = FIRST + WEEKS * 168

const dated = (code: string) => ({
  ...{ code, parent: null, names: { en: code, zh: code }, from: null, to: null, successor: null },
})
const CITY = {
  ...RIVER_CITY.city,
  areas: DISTRICTS.map((code) => ({
    ...dated(code),
    ...{ level: 'district' as const, residents: null, lon: null, lat: null },
  })),
  categories: TOPICS.map((code) => ({
    ...dated(code),
    ...{ level: 1 as const, sector: null, lifeAreas: [], goodLife: [] },
    ...{ department: null, deadline: null },
  })),
}

/** What is to be expected of a district and a topic in an hour, counted from the first. */
export type Mean = (hour: number, district: string, topic: string) => number

/** More by day than by night, and on weekdays. */
export const usual: Mean = (hour, district, topic) =>
  (0.04 + 0.12 * Math.exp(-(((hour % 24) - 13) ** 2) / 30)) *
  (hour % 168 < 120 ? 1 : 0.6) *
  (district === 'd1' ? 2 : 1) *
  (topic === 'a' ? 1.5 : 0.5)

/** Emergencies drawn once, hour by hour, and what answers for them. */
export function askOf(
  mean: Mean,
  { seed = 1, dispersion = 1, hours = LAST - FIRST, through = hourText(LAST) } = {},
): AskHours {
  const random = randomFrom(seed)
  const rows: Row[] = []
  for (let hour = 0; hour < hours; hour++)
    for (const district of DISTRICTS)
      for (const category1 of TOPICS) {
        const of = mean(hour, district, category1)
        const complaints =
          dispersion === 1
            ? poissonCount(of, random)
            : negativeBinomialCount(of, dispersion, random)
        if (complaints > 0)
          rows.push({ district, category1, period: hourText(FIRST + hour), complaints })
      }
  return async ({ from, to }) => ({
    ...{ columns: [], version: 7, source: 'complaints', elapsedMs: 1 },
    rows: rows.filter(({ period }) => String(period) >= from && String(period) < to),
    through: `${through}:00+00:00`,
  })
}

/** A pass as of so many hours after the first. */
export const passAt = (ask: AskHours, hour: number, falseAlarmsAWeek = 0.5): Promise<HourPass> =>
  makeHours(CITY, hourText(FIRST + hour), { ask, calendar: weekdayCalendar, falseAlarmsAWeek })
