import { describe, expect, it } from 'vitest'
import { alertsSchema } from '../../../../server/contract/alerts.ts'
import type { AlertPass } from '../../../../server/insight/alerts/alert.ts'
import { judgeHere } from '../../../../server/insight/alerts/judge-all.ts'
import { makeAlerts } from '../../../../server/insight/alerts/make-alerts.ts'
import { weekdayCalendar } from '../../../../server/insight/calendar.ts'
import { shiftDay } from '../../../../server/insight/local-days.ts'
import type { City } from '../../../../sql/model/city.ts'
import type { ReadSeries } from '../../../../sql/model/series.ts'
import { poissonCount, randomFrom } from '../../stats/random-counts.ts'

const DISTRICTS = ['d1', 'd2', 'd3']
const SUBDISTRICTS = DISTRICTS.flatMap((d) => [1, 2, 3].map((n) => `${d}s${n}`))
const TOPICS = ['a', 'b'].flatMap((c) => [1, 2].map((n) => `${c}${n}`))
const ITEMS = TOPICS.flatMap((topic) => ['x', 'y'].map((n) => `${topic}${n}`))

const dated = (code: string, parent: string | null) => ({
  ...{ code, parent, names: { en: code, zh: code }, from: null, to: null, successor: null },
})
const areaOf = (code: string) => ({
  ...dated(code, code.length > 2 ? code.slice(0, 2) : null),
  level: code.length > 2 ? ('subdistrict' as const) : ('district' as const),
  ...{ residents: null, lon: null, lat: null },
})
const categoryOf = (code: string) => ({
  ...dated(code, code.length > 1 ? code.slice(0, -1) : null),
  level: code.length as 1 | 2 | 3,
  ...{ sector: null, lifeAreas: [], goodLife: [], department: null, deadline: null },
})
const CITY: City = {
  ...{
    id: 'board',
    names: { en: 'Board', zh: '棋盘' },
    timeZone: 'Europe/Paris',
    languages: ['en'],
  },
  ...{ span: { from: '2020-01-01', to: null }, residents: null, maturityDays: {}, weights: [] },
  lists: {
    ...{ areas: 'closed', categories: 'closed', departments: 'open' },
    ...{ enterprises: 'open', kinds: 'open', channels: 'open' },
  },
  areas: [...DISTRICTS, ...SUBDISTRICTS].map(areaOf),
  categories: ['a', 'b', ...TOPICS, ...ITEMS].map(categoryOf),
  ...{ departments: [], enterprises: [], kinds: [], channels: [], issues: [], sources: [] },
}

const FIRST = '2022-01-03'
const DAYS = 7 * 130
const AS_OF = shiftDay(FIRST, DAYS)
type Mean = (day: number, subdistrict: string, item: string) => number

/** Complaints of each day by subdistrict and item, drawn once, and a reader of them. */
function readerOf(mean: Mean, { days = DAYS, through = AS_OF, seed = 3 } = {}): ReadSeries {
  const random = randomFrom(seed)
  const cells = SUBDISTRICTS.flatMap((area) =>
    ITEMS.map((item) => ({
      area,
      item,
      days: Array.from({ length: days }, (_, day) => poissonCount(mean(day, area, item), random)),
    })),
  )
  return async ({ area, category, from, to, step, least = [] }) => {
    const areaIn = (code: string) =>
      area === 'city' ? '' : area === 'district' ? code.slice(0, 2) : code
    const lengths = { all: 0, category1: 1, category2: 2, category3: 3 }
    const begin = (Date.parse(from) - Date.parse(FIRST)) / 86_400_000
    const periods = (Date.parse(to) - Date.parse(from)) / 86_400_000 / step
    const series = new Map<string, { area: string; category: string; counts: number[] }>()
    for (const cell of cells) {
      const place = { area: areaIn(cell.area), category: cell.item.slice(0, lengths[category]) }
      const name = `${place.area}|${place.category}`
      const known = series.get(name) ?? { ...place, counts: Array<number>(periods).fill(0) }
      series.set(name, known)
      for (let day = 0; day < periods * step; day++)
        known.counts[Math.floor(day / step)]! += cell.days[begin + day] ?? 0
    }
    const told = [...series.values()].filter(
      ({ counts }) =>
        least.length === 0 ||
        least.some(
          (one) => counts.slice(-one.periods).reduce((a, b) => a + b, 0) >= one.complaints,
        ),
    )
    return { version: 4, through: `${through}T00:30:00+01:00`, series: told }
  }
}

const make = async (readSeries: ReadSeries, asOf = AS_OF): Promise<AlertPass> => {
  const pass = await makeAlerts(CITY, asOf, {
    ...{ readSeries, judgeAll: judgeHere, calendar: weekdayCalendar, falseAlarmsAWeek: 1 },
  })
  expect(JSON.parse(JSON.stringify(pass))).toEqual(pass)
  const { budget, held } = alertsSchema.shape
  expect(budget.safeParse(pass.budget).error).toBeUndefined()
  expect(held.safeParse(pass.held).error).toBeUndefined()
  return pass
}

const usual: Mean = (day) => (day % 7 < 5 ? 0.5 : 0.2)
const placesOf = ({ alerts }: AlertPass) =>
  alerts.map(({ area, category }) => `${area}|${category}`)

describe('the alerts of a night', () => {
  it('are none where nothing happens', async () => {
    const readSeries = readerOf(usual)
    for (let back = 0; back < 10; back++)
      expect(placesOf(await make(readSeries, shiftDay(AS_OF, -back)))).toEqual([])
  })

  const outbreak: Mean = (day, area, item) =>
    usual(day, area, item) + (day >= DAYS - 6 && area === 'd2s1' && item === 'b1x' ? 4 : 0)

  it('tell a rise once, where it is, with what it says', async () => {
    const pass = await make(readerOf(outbreak))
    expect(placesOf(pass)).toEqual(['d2s1|b1x'])
    const [alert] = pass.alerts
    expect(alert?.observed).toBeGreaterThan(15)
    expect(alert?.expected).toBeLessThan(5)
    expect(alert?.ratio).toBeCloseTo((alert?.observed ?? 0) / (alert?.expected ?? 1), 9)
    expect(alert?.qValue).toBeLessThan(0.15)
    expect(alert?.interval[1]).toBeLessThan(alert?.observed ?? 0)
    expect(alert?.folded).toBeGreaterThan(1)
    expect(alert?.weeks).toHaveLength(53)
    expect(alert?.question).toEqual({
      ...{ city: 'board', measures: ['complaints'], from: alert?.from, to: AS_OF },
      where: [
        { dimension: 'subdistrict', in: ['d2s1'] },
        { dimension: 'category3', in: ['b1x'] },
      ],
    })
  })

  it('are the same for the same data', async () => {
    expect(await make(readerOf(outbreak))).toEqual(await make(readerOf(outbreak)))
  })

  it('say what carries a rise of the whole city', async () => {
    const pass = await make(
      readerOf((day, area, item) =>
        day >= DAYS - 7 && item === 'a2y' ? 2.5 : usual(day, area, item),
      ),
    )
    expect(placesOf(pass)).toEqual(['|a2y'])
    const parts = pass.alerts[0]?.parts.map(({ area, category }) => `${area}|${category}`)
    expect(parts?.sort()).toEqual(['d1|a2y', 'd2|a2y', 'd3|a2y'])
  })

  it('name earlier weeks that were as high', async () => {
    const pass = await make(
      readerOf((day, area, item) => {
        const rises = area === 'd3s2' && item === 'a1x'
        const before = day >= 7 * 60 && day < 7 * 61
        return rises && (before || day >= DAYS - 7) ? 4 : usual(day, area, item)
      }),
    )
    expect(placesOf(pass)).toEqual(['d3s2|a1x'])
    expect(pass.alerts[0]?.past.map(({ from }) => from)).toEqual([shiftDay(FIRST, 7 * 60)])
  })

  it('find what nobody complained of before', async () => {
    const pass = await make(
      readerOf((day, area, item) =>
        item === 'b2y' ? (day >= DAYS - 7 && area === 'd1s1' ? 3 : 0.002) : usual(day, area, item),
      ),
    )
    expect(placesOf(pass)).toEqual(['d1s1|b2y'])
  })
})

describe('a data alarm holds the alerts back', () => {
  const rising: Mean = (day, area, item) =>
    day >= DAYS - 6 && item === 'b1x' ? 4 : usual(day, area, item)

  it('where the data do not reach the day', async () => {
    const readSeries = readerOf(rising, { through: shiftDay(AS_OF, -1) })
    const pass = await make(readSeries)
    expect(pass.alerts).toEqual([])
    expect(pass.held).toEqual({
      ...{ kind: 'late', day: shiftDay(AS_OF, -1), observed: null, expected: null },
    })
    expect((await make(readSeries, shiftDay(AS_OF, -1))).held).toBeNull()
  })

  it('where the last day has hardly any complaints', async () => {
    const pass = await make(
      readerOf((day, area, item) => (day === DAYS - 1 ? 0.05 : 3 * rising(day, area, item))),
    )
    expect(pass.held).toMatchObject({ kind: 'incomplete', day: shiftDay(AS_OF, -1) })
    expect(pass.held?.expected).toBeGreaterThan(20)
    expect(pass.alerts).toEqual([])
  })

  it('where the history is too short, or there is none', async () => {
    expect((await make(readerOf(rising), shiftDay(FIRST, 7 * 30))).held?.kind).toBe('short')
    const nothing: ReadSeries = async () => ({ version: 0, through: null, series: [] })
    expect((await make(nothing)).held?.kind).toBe('late')
  })
})
