import { describe, expect, it } from 'vitest'
import { countTails } from '../../../server/stats/count-distribution.ts'
import {
  type FarringtonPoint,
  farringtonFlexible,
  fitFarrington,
} from '../../../server/stats/farrington.ts'
import { farringtonBound } from '../../../server/stats/farrington-bound.ts'
import {
  FARRINGTON_DEFAULTS,
  type FarringtonOptions,
  NOUFAILY_SETTINGS,
} from '../../../server/stats/farrington-options.ts'
import { planFarrington } from '../../../server/stats/farrington-plan.ts'
import { referenceWindows } from '../../../server/stats/farrington-windows.ts'
import { randomFrom } from '../../../server/stats/random.ts'
import { denseFarrington } from './dense-farrington.ts'

/** Counts of a season of `freq` points and a slow fall, with an outbreak now and then. */
function seasonal(length: number, freq: number, level: number, seed = 1): number[] {
  const random = randomFrom(seed)
  return Array.from({ length }, (_, at) => {
    const mean = level * Math.exp(0.5 * Math.sin((2 * Math.PI * at) / freq) - 0.0005 * at)
    const outbreak = random() < 0.02 ? 5 : 1
    return Math.floor(mean * outbreak * (0.3 + 1.5 * random()))
  })
}

function evaluate(series: readonly (number | null)[], options: Partial<FarringtonOptions>) {
  const all = { ...FARRINGTON_DEFAULTS, ...options }
  return farringtonFlexible(series, [series.length - 1], all)[0]
}

function pointOf(series: readonly (number | null)[], options: Partial<FarringtonOptions>) {
  const result = evaluate(series, options)
  expect(result?.reason).toBeNull()
  return result as FarringtonPoint
}

const VARIANTS: [name: string, options: Partial<FarringtonOptions>, length: number][] = [
  ['weekly, windows only', { pThresholdTrend: 2 }, 300],
  ['weekly, ten groups', { ...NOUFAILY_SETTINGS, pThresholdTrend: 2 }, 300],
  ['weekly, two groups, no trend', { noPeriods: 2, trend: false, w: 5, b: 3 }, 200],
  [
    'weekly, seven groups, not reweighted',
    { noPeriods: 7, reweight: false, pThresholdTrend: 2 },
    290,
  ],
  ['weekly, all outliers lighter', { noPeriods: 5, weightsThreshold: 1, pThresholdTrend: 2 }, 290],
  ['weekly, the newest used', { noPeriods: 4, pastWeeksNotIncluded: 0, pThresholdTrend: 2 }, 290],
  ['weekly, w = 0', { noPeriods: 3, w: 0, pThresholdTrend: 2 }, 290],
  ['daily', { freq: 7, b: 8, w: 1, noPeriods: 3, pThresholdTrend: 2 }, 80],
  ['daily, a group a day', { freq: 7, b: 12, w: 0, noPeriods: 7, pThresholdTrend: 2 }, 100],
  ['daily, touching windows', { freq: 7, b: 6, w: 3, trend: false }, 60],
  ['monthly', { freq: 12, b: 6, w: 1, noPeriods: 4, pThresholdTrend: 2 }, 90],
]

describe('farringtonFlexible', () => {
  it.each(VARIANTS)('is as the equations solved in full: %s', (_, options, length) => {
    const all = { ...FARRINGTON_DEFAULTS, ...options }
    const series = seasonal(length, all.freq, 30)
    const dense = denseFarrington(series, length - 1, all)
    const textbook = pointOf(series, { ...options, standardError: 'textbook' })
    const inPackage = pointOf(series, { ...options, standardError: 'package' })
    expect(textbook.logMean).toBeCloseTo(dense.logMean, 9)
    expect(textbook.phi).toBeCloseTo(dense.phi, 8)
    expect(textbook.standardError).toBeCloseTo(dense.standardError, 9)
    expect(inPackage.standardError).toBeCloseTo(dense.packageError, 9)
    if (all.trend) expect(textbook.trend).toBeCloseTo(dense.slope, 10)
  })

  it('leaves gaps out of the fit, a whole group too', () => {
    const series: (number | null)[] = seasonal(300, 52, 12)
    for (let at = 3; at < 290; at += 5) series[at] = null
    const options = { ...FARRINGTON_DEFAULTS, noPeriods: 8, pThresholdTrend: 2 }
    const groups = referenceWindows(299, options)
    groups?.points.forEach((at, i) => {
      if (groups.groups[i] === 3) series[at] = null
    })
    const dense = denseFarrington(series, 299, options)
    const point = pointOf(series, options)
    expect(point.logMean).toBeCloseTo(dense.logMean, 9)
    expect(point.standardError).toBeCloseTo(dense.standardError, 9)
  })

  it('counts per head where it has a population', () => {
    const series = seasonal(300, 52, 40)
    const population = series.map((_, at) => 1e4 * (1 + at / 300))
    const options = {
      ...FARRINGTON_DEFAULTS,
      noPeriods: 6,
      pThresholdTrend: 2,
      populationOffset: true,
    }
    const dense = denseFarrington(series, 299, options, population)
    const [point] = farringtonFlexible(series, [299], options, { population })
    expect((point as FarringtonPoint).logMean).toBeCloseTo(dense.logMean, 9)
    expect((point as FarringtonPoint).standardError).toBeCloseTo(dense.standardError, 9)
    const unknown = population.with(299, 0)
    expect(farringtonFlexible(series, [299], options, { population: unknown })[0]).toEqual({
      reason: 'population',
    })
  })

  it('has the bound of each method in closed form', () => {
    const series = seasonal(300, 52, 20)
    const z = 1.6448536269514722
    const { expected, phi, standardError, logMean, upper } = pointOf(series, { powertrans: 'none' })
    expect(upper).toBeCloseTo(
      expected + z * Math.sqrt(phi * expected + (standardError * expected) ** 2),
      9,
    )
    const half = pointOf(series, { powertrans: '1/2' })
    const tau = phi + standardError ** 2 * expected
    expect(half.upper).toBeCloseTo((Math.sqrt(expected) + z * Math.sqrt(tau / 4)) ** 2, 9)
    const means = { nbPlugin: expected, muan: Math.exp(logMean + z * standardError) }
    for (const thresholdMethod of ['nbPlugin', 'muan'] as const) {
      const bound = pointOf(series, { thresholdMethod }).upper ?? -1
      const above = (k: number) =>
        countTails(k, { mean: means[thresholdMethod], dispersion: phi }).upper
      expect(above(bound + 1)).toBeLessThanOrEqual(0.05)
      expect(above(bound)).toBeGreaterThan(0.05)
    }
  })

  it('has a bound, or none, of a mean without measure', () => {
    const bound = (logMean: number, phi: number) =>
      farringtonBound(3, { logMean, standardError: 0, phi }, NOUFAILY_SETTINGS, 2.3263478740408408)
    for (const phi of [1, 2.5]) {
      expect((bound(Math.log(1e13), phi).upper ?? 0) / 1e13).toBeCloseTo(1, 5)
      expect(bound(690, phi)).toMatchObject({ upper: expect.any(Number), pValue: 1 })
      expect(bound(800, phi)).toEqual({ upper: null, pValue: null })
      expect(bound(-30, phi).upper).toBe(0)
      expect(bound(-30, phi).pValue).toBeLessThan(1e-12)
    }
  })

  it('judges a count without measure in no time', () => {
    const prediction = { logMean: 90, standardError: 0, phi: 2 }
    const observed = Math.exp(90)
    const { pValue } = farringtonBound(observed, prediction, NOUFAILY_SETTINGS, 2.3263478740408408)
    expect(pValue).toBeCloseTo(0.5, 6)
    expect(
      pointOf(seasonal(300, 52, 20).with(200, Number.POSITIVE_INFINITY), {}).upper,
    ).not.toBeNaN()
    const endless = seasonal(300, 52, 20).with(299, Number.POSITIVE_INFINITY)
    expect(evaluate(endless, {})).toEqual({ reason: 'missing' })
  })

  it('raises an alarm above the bound only, and not for few cases', () => {
    const series = seasonal(300, 52, 3)
    const upper = pointOf(series, { thresholdMethod: 'nbPlugin' }).upper ?? 0
    const at = (count: number, limit54: [number, number]) =>
      pointOf(series.with(299, count), { thresholdMethod: 'nbPlugin', limit54 })
    expect(at(upper, [0, 4]).alarm).toBe(false)
    expect(at(upper + 1, [0, 4])).toMatchObject({ alarm: true, enoughCases: true })
    expect(at(upper + 1, [upper + 2, 1])).toMatchObject({ alarm: false, enoughCases: false })
    expect(at(upper + 1, [0, 4]).score).toBeGreaterThan(1)
    expect(at(upper + 1, [0, 4]).pValue).toBeLessThan(0.05)
  })

  it('keeps a trend only where it is sure, does not run away, and has three years', () => {
    const falling = Array.from(
      { length: 300 },
      (_, at) => Math.round(60 * Math.exp(-at / 150)) + (at % 3),
    )
    expect(pointOf(falling, {}).trend).toBeLessThan(0)
    expect(pointOf(falling, { b: 2 }).trend).toBeNull()
    expect(pointOf(falling, { pThresholdTrend: 0 }).trend).toBeNull()
    expect(pointOf(falling, { trend: false }).trend).toBeNull()
    expect(pointOf(falling.toReversed(), {}).trend).toBeNull()
  })

  it('is the same for a series whatever came before it in the plan', () => {
    const plan = planFarrington(299, NOUFAILY_SETTINGS)
    if (!plan) throw new Error('there is a plan')
    const series = Float64Array.from(seasonal(300, 52, 8))
    const gappy = series.map((count, at) => (at % 7 === 2 ? Number.NaN : count))
    const before = [fitFarrington(series, plan), fitFarrington(gappy, plan)]
    fitFarrington(series.fill(0, 0, 100), plan)
    const again = Float64Array.from(seasonal(300, 52, 8))
    expect([fitFarrington(again, plan), fitFarrington(gappy, plan)]).toEqual(before)
  })

  it('says why there is no answer', () => {
    const series = seasonal(300, 52, 8)
    expect(evaluate([], {})).toEqual({ reason: 'short' })
    expect(evaluate(series.slice(0, 262), {})).toEqual({ reason: 'short' })
    expect(evaluate(series.with(299, Number.NaN), {})).toEqual({ reason: 'missing' })
    expect(evaluate([...series.slice(1), null], {})).toEqual({ reason: 'missing' })
    expect(
      evaluate(
        series.map((y, at) => (at === 299 ? y : null)),
        {},
      ),
    ).toEqual({ reason: 'gaps' })
    expect(
      evaluate(
        series.map((_, at) => (at === 299 ? 4 : 0)),
        {},
      ),
    ).toEqual({ reason: 'all-zero' })
    expect(
      evaluate(
        series.map(() => 6),
        { noPeriods: 10 },
      ),
    ).toEqual({ reason: 'constant' })
  })

  it('fits degenerate histories where told to, without a NaN', () => {
    for (const thresholdMethod of ['delta', 'nbPlugin', 'muan'] as const)
      for (const value of [0, 6]) {
        const series = Array.from({ length: 300 }, () => value)
        const point = pointOf(series, { degenerate: 'fit', thresholdMethod, trend: false })
        expect(point.expected).toBeCloseTo(value, 6)
        expect(point.phi).toBe(1)
        expect(Object.values(point)).not.toContain(Number.NaN)
      }
  })

  it('refuses options out of bounds', () => {
    const series = seasonal(300, 52, 8)
    const wrong: Partial<FarringtonOptions>[] = [
      { alpha: 0 },
      { b: 0 },
      { w: -1 },
      { freq: 0.5 },
      { noPeriods: 0 },
      { noPeriods: 60 },
      { limit54: [5, 0] },
      { pastWeeksNotIncluded: 1.5 },
    ]
    for (const options of wrong) expect(() => evaluate(series, options)).toThrow(RangeError)
  })
})

describe('referenceWindows', () => {
  const options = { ...FARRINGTON_DEFAULTS, b: 2, w: 1, noPeriods: 3, freq: 12 }

  it('cuts a year of months into windows and the groups between', () => {
    const windows = referenceWindows(25, options)
    expect(windows?.points).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
    ])
    expect(windows?.groups.join('')).toBe('333111112222333111112222')
    expect(windows?.times[0]).toBe(1)
    expect(windows?.now).toBe(26)
  })

  it('takes the nearest same weekday of the years before, by the calendar', () => {
    const first = Date.UTC(2018, 0, 1)
    const dates = Array.from({ length: 330 }, (_, week) =>
      new Date(first + week * 7 * 86_400_000).toISOString().slice(0, 10),
    )
    const point = dates.indexOf('2024-02-26')
    const windows = referenceWindows(point, { ...FARRINGTON_DEFAULTS, b: 5, w: 0 }, dates)
    const found = windows?.points.map((at) => dates[at])
    expect(found).toEqual(['2019-02-25', '2020-02-24', '2021-03-01', '2022-02-28', '2023-02-27'])
    expect(windows?.now).toBe(point - (windows?.points[0] ?? 0))
  })

  it('goes back by the day and by the month too, 29 February to 1 March', () => {
    const days = Array.from({ length: 1600 }, (_, day) =>
      new Date(Date.UTC(2020, 0, 1) + day * 86_400_000).toISOString().slice(0, 10),
    )
    const at = days.indexOf('2024-02-29')
    const daily = referenceWindows(at, { ...FARRINGTON_DEFAULTS, freq: 365, b: 3, w: 0 }, days)
    expect(daily?.points.map((place) => days[place])).toEqual([
      '2021-03-01',
      '2022-03-01',
      '2023-03-01',
    ])
    expect(() => referenceWindows(at, { ...FARRINGTON_DEFAULTS, freq: 7 }, days)).toThrow(
      RangeError,
    )
    const months = Array.from({ length: 40 }, (_, month) =>
      new Date(Date.UTC(2020, month, 1)).toISOString().slice(0, 10),
    )
    const monthly = referenceWindows(39, { ...FARRINGTON_DEFAULTS, freq: 12, b: 3, w: 1 }, months)
    expect(monthly?.points).toEqual([2, 3, 4, 14, 15, 16, 26, 27, 28])
    expect(monthly?.times[1]).toBe(1)
    expect(monthly?.now).toBeCloseTo(1126 / 31, 12)
  })
})
