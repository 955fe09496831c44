import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Forecasts, forecastsSchema } from '../../../../server/contract/forecasts.ts'
import { calendarOf, weekdayCalendar } from '../../../../server/insight/calendar.ts'
import { makeForecasts } from '../../../../server/insight/forecasts/make-forecasts.ts'
import { dayNumber, dayText } from '../../../../server/insight/local-days.ts'
import { askOf, busyness, cityOf, type Told, tell, throughOf } from './told-city.ts'

const calendar = calendarOf({ timeZone: 'Asia/Shanghai' })
const MEMBERS = ['north', 'south'].flatMap((district) =>
  ['heating', 'roads'].map((category1) => ({ district, category1 })),
)
/** Heating in winter, roads all year, both by the calendar. */
const meanOf = (day: string, { district, category1 }: { district: string; category1: string }) => {
  const winter = ['11', '12', '01', '02'].includes(day.slice(5, 7))
  const level = category1 === 'roads' ? 60 : winter ? 80 : 10
  return level * (district === 'north' ? 1 : 0.4) * busyness(calendar, day)
}
const make = (told: readonly Told[], asOf: string, city = cityOf(['north', 'south'])) =>
  makeForecasts(city, asOf, { ask: askOf(told, throughOf(asOf)), calendar })

const find = ({ series }: Forecasts, where: object) => {
  const found = series.find((one) => JSON.stringify(one.where) === JSON.stringify(where))
  if (!found) throw new Error(`there is no series ${JSON.stringify(where)}`)
  return found
}

/** As the contract says, and every interval in order about what is expected. */
function check(forecasts: Forecasts): void {
  forecastsSchema.parse(forecasts)
  for (const one of forecasts.series)
    for (const { points, reason, shown, backtest } of [one.days, one.months]) {
      if (points === null) {
        expect([reason === null, shown, backtest]).toEqual([false, null, null])
        continue
      }
      expect(reason?.id ?? null).toBe(shown === 'model' ? null : 'notBetter')
      for (const { lower95, lower80, expected, upper80, upper95 } of points) {
        const bounds = [lower95, lower80, expected, upper80, upper95]
        expect(bounds).toEqual([...bounds].sort((a, b) => a - b))
      }
    }
}

describe('the forecasts of a city with seasons and holidays', () => {
  const span = { from: '2021-01-01', to: '2024-02-03', seed: 7 }
  let told: Told[]
  let forecasts: Forecasts
  beforeAll(async () => {
    told = tell(span, MEMBERS, meanOf)
    forecasts = await make(told, span.to)
  })

  it('are of the city, its districts and its categories, two weeks and twelve months each', () => {
    check(forecasts)
    expect(forecasts).toMatchObject({ city: 'told', asOf: span.to, version: 3, from: span.to })
    expect(forecasts.series.map(({ where }) => where)).toEqual([
      {},
      { district: 'north' },
      { district: 'south' },
      { category1: 'heating' },
      { category1: 'roads' },
    ])
    for (const { days, months } of forecasts.series) {
      expect(days.points?.map(({ day }) => day)).toEqual(
        Array.from({ length: 14 }, (_, i) => dayText(dayNumber(span.to) + i)),
      )
      expect(months.points?.length).toBe(12)
      expect([months.points?.[0]?.day, months.points?.[11]?.day]).toEqual([
        '2024-02-01',
        '2025-01-01',
      ])
    }
  })

  it('know the Spring Festival of this year, which fell on other days before', () => {
    const { points } = find(forecasts, { category1: 'roads' }).days
    const of = (day: string) => points?.find((point) => point.day === day)?.expected ?? Number.NaN
    // Saturday the 10th is New Year's Day; Sunday the 4th makes up for a free day, and is like Tuesday.
    expect(of('2024-02-10') / of('2024-02-06')).toBeCloseTo(0.4, 1)
    expect(of('2024-02-04') / of('2024-02-06')).toBeCloseTo(1, 1)
  })

  it('expect winter in winter', () => {
    const { points } = find(forecasts, { category1: 'heating' }).months
    const of = (day: string) => points?.find((point) => point.day === day)?.expected ?? Number.NaN
    expect(of('2024-12-01') / of('2024-07-01')).toBeGreaterThan(5)
  })

  it('are better than the baseline, and say how well they did', () => {
    for (const { days } of forecasts.series) {
      expect(days.shown).toBe('model')
      expect(days.backtest?.origins).toBeGreaterThanOrEqual(20)
      expect(days.backtest?.mase).toBeLessThan(0.9)
      expect(days.backtest?.mase).toBeLessThan(days.backtest?.baselineMase ?? 0)
    }
    const coverage = forecasts.series.map(({ days }) => days.backtest?.coverage95 ?? 0)
    const mean = coverage.reduce((a, b) => a + b, 0) / coverage.length
    expect(mean).toBeGreaterThan(0.92)
    expect(mean).toBeLessThan(0.98)
  })

  it('hold what then came about as often as they say', async () => {
    const later = tell({ ...span, to: '2024-02-17' }, MEMBERS, meanOf)
    const points = forecasts.series.flatMap(({ where, days }) =>
      (days.points ?? []).map((point) => {
        const came = later.filter(
          (one) =>
            one.day === point.day &&
            Object.entries(where).every(([key, code]) => one[key as 'district'] === code),
        )
        const count = came.reduce((sum, { complaints }) => sum + complaints, 0)
        return count >= point.lower95 && count <= point.upper95
      }),
    )
    expect(points.length).toBe(70)
    expect(points.filter(Boolean).length).toBeGreaterThan(60)
  })

  it('name a Question that gives their past again', async () => {
    const { question } = find(forecasts, { district: 'south' })
    const { rows } = await askOf(told, null)(question)
    const south = told.filter(({ district }) => district === 'south')
    const sum = (of: { complaints: unknown }[]) =>
      of.reduce((all, { complaints }) => all + Number(complaints), 0)
    expect(question).toMatchObject({
      where: [{ dimension: 'district', in: ['south'] }],
      version: 3,
    })
    expect(sum(rows as unknown as { complaints: unknown }[])).toBe(sum(south))
  })

  it('know nothing of what came on the day or later', async () => {
    const more = MEMBERS.map((one) => ({ ...one, day: span.to, complaints: 9999 }))
    const ask = askOf([...told, ...more], '2024-03-01T12:00:00+08:00')
    const again = await makeForecasts(cityOf(['north', 'south']), span.to, { ask, calendar })
    expect(again.series).toEqual(forecasts.series)
  })

  it('begin after the last whole day where the data end before', async () => {
    const cut = told.filter(({ day }) => day < '2024-01-20')
    const ask = askOf(cut, '2024-01-20T08:30:00+08:00')
    const stale = await makeForecasts(cityOf(['north', 'south']), span.to, { ask, calendar })
    check(stale)
    expect(stale.from).toBe('2024-01-20')
    expect(stale.series[0]?.days.points?.[0]?.day).toBe('2024-01-20')
    expect(stale.series[0]?.months.points?.[0]?.day).toBe('2024-01-01')
  })
})

describe('the forecasts of what has little past', () => {
  const asOf = '2023-07-01'
  const steady = (from: string, more: Told[] = []) => [
    ...tell({ from, to: asOf, seed: 3 }, MEMBERS, () => 8),
    ...more,
  ]
  const days = (from: string, to: string) =>
    Array.from({ length: dayNumber(to) - dayNumber(from) }, (_, i) => dayText(dayNumber(from) + i))

  it.each([
    ['nothing at all', []],
    ['a single complaint', [{ ...MEMBERS[0]!, day: '2023-06-30', complaints: 1 }]],
    ['three weeks', steady('2023-06-09')],
    ['ten weeks', steady('2023-04-20')],
    ['four months', steady('2023-03-01')],
    ['fourteen months', steady('2022-05-01')],
  ])('%s', async (_name, told) => {
    const forecasts = await make(told, asOf)
    check(forecasts)
    const short = forecasts.series.flatMap(({ months }) => (months.points ? [] : months.reason?.id))
    expect(short.every((id) => id === 'short' || id === 'silent')).toBe(true)
  })

  it('gives days from a few months on, and months from two years on', async () => {
    const four = find(await make(steady('2023-03-01'), asOf), {})
    expect([four.days.points?.length, four.months.reason?.id]).toEqual([14, 'short'])
    const thirty = find(await make(steady('2021-01-01'), asOf), {})
    expect([thirty.days.points?.length, thirty.months.points?.length]).toEqual([14, 12])
  })

  it('refuses a new category, with a reason, and forecasts the others', async () => {
    const fresh = days('2023-06-15', asOf).map((day) => ({
      ...{ day, district: 'north', category1: 'drones', complaints: 5 },
    }))
    const forecasts = await make(steady('2022-01-01', fresh), asOf)
    check(forecasts)
    expect(find(forecasts, { category1: 'drones' }).days).toMatchObject({
      points: null,
      reason: { id: 'short' },
    })
    expect(find(forecasts, { category1: 'roads' }).days.points?.length).toBe(14)
  })

  it('gives what was merged no forecast, and what took over its past', async () => {
    const told = steady('2022-01-01').map((one) =>
      one.district === 'south' && one.day >= '2023-05-01' ? { ...one, district: 'north' } : one,
    )
    const city = cityOf(['north', { code: 'south', to: '2023-05-01', successor: 'north' }])
    const forecasts = await make(told, asOf, city)
    check(forecasts)
    const south = find(forecasts, { district: 'south' })
    expect([south.days.reason?.id, south.months.reason?.id]).toEqual(['ended', 'ended'])
    const north = find(forecasts, { district: 'north' })
    expect(north.question.where).toEqual([{ dimension: 'district', in: ['north', 'south'] }])
    expect(north.days.points?.[0]?.expected).toBeGreaterThan(25)
    expect(north.days.backtest?.baselineMase).toBeGreaterThan(0.5)
  })

  it('says of a category that has gone silent that it has', async () => {
    const gone = days('2022-01-01', '2023-03-01').map((day) => ({
      ...{ day, district: 'north', category1: 'masks', complaints: 5 },
    }))
    const forecasts = await make(steady('2022-01-01', gone), asOf)
    check(forecasts)
    expect(find(forecasts, { category1: 'masks' }).days.reason?.id).toBe('silent')
  })

  it('takes days on which the whole city is silent for gaps, not for zeros', async () => {
    const told = steady('2022-01-01')
    const gap = (from: string, to: string) => told.filter(({ day }) => day < from || day >= to)
    const few = await make(gap('2023-06-10', '2023-06-16'), asOf)
    check(few)
    expect(find(few, {}).days.points?.[0]?.expected).toBeGreaterThan(28)
    const many = await make(gap('2023-04-10', '2023-06-01'), asOf)
    check(many)
    expect(find(many, {}).days.reason?.id).toBe('gaps')
    const long = find(await make(gap('2022-10-01', '2023-02-01'), asOf), {})
    expect(long.days.points?.[0]?.expected).toBeGreaterThan(28)
    // Zeros among the days of the back-test would make errors of 32, ten times those of chance.
    const { lower95 = 0, upper95 = 0 } = long.days.points?.[0] ?? {}
    expect(upper95 - lower95).toBeLessThan(40)
  })

  it('shows the baseline of a constant, and says so', async () => {
    const told = days('2021-01-01', asOf).flatMap((day) =>
      MEMBERS.map((one) => ({ ...one, day, complaints: 6 })),
    )
    const forecasts = await make(told, asOf)
    check(forecasts)
    const { days: shown } = find(forecasts, {})
    expect(shown).toMatchObject({ shown: 'baseline', reason: { id: 'notBetter' } })
    expect(shown.backtest).toMatchObject({ mase: null, baselineMase: null, coverage95: 1 })
    expect(shown.points?.every(({ expected }) => expected === 24)).toBe(true)
  })

  it('needs no district and no category to be known', async () => {
    const told = tell(
      { from: '2022-01-01', to: asOf, seed: 5 },
      [{ district: 'unknown', category1: 'unknown' }],
      () => 30,
    )
    const forecasts = await make(told, asOf, cityOf([]))
    check(forecasts)
    expect(forecasts.series.map(({ where }) => where)).toEqual([{}])
    expect(forecasts.series[0]?.days.points?.length).toBe(14)
  })

  it('never has a number that is none, whatever the counts', async () => {
    const counts = fc.array(fc.oneof(fc.constant(0), fc.nat(3), fc.nat(5000)), {
      minLength: 1,
      maxLength: 60,
    })
    const begins = fc.integer({ min: 30, max: 800 })
    await fc.assert(
      fc.asyncProperty(counts, begins, async (pattern, length) => {
        const told = Array.from({ length }, (_, i) => ({
          ...MEMBERS[i % MEMBERS.length]!,
          day: dayText(dayNumber(asOf) - length + i),
          complaints: pattern[i % pattern.length] ?? 0,
        }))
        const ask = askOf(told, throughOf(asOf))
        check(await makeForecasts(cityOf(['north']), asOf, { ask, calendar: weekdayCalendar }))
      }),
      { seed: 11, numRuns: 15 },
    )
  })
})
