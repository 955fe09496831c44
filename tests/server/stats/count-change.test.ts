import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjustBenjaminiHochberg } from '../../../server/stats/benjamini-hochberg.ts'
import { testCountChange } from '../../../server/stats/count-change.ts'
import { countProbability, countTails } from '../../../server/stats/count-distribution.ts'
import { pearsonDispersion } from '../../../server/stats/pearson-dispersion.ts'
import { successiveDispersion } from '../../../server/stats/successive-dispersion.ts'
import { compareProportions } from '../../../server/stats/two-proportions.ts'
import { wilsonInterval } from '../../../server/stats/wilson.ts'
import { poissonCount, randomFrom } from './random-counts.ts'

describe('the distribution of counts', () => {
  it('sums to 1, has its mean and its variance', () => {
    const shape = fc.record({
      mean: fc.double({ min: 0.05, max: 80, noNaN: true }),
      dispersion: fc.oneof(fc.constant(1), fc.double({ min: 1.001, max: 6, noNaN: true })),
    })
    fc.assert(
      fc.property(shape, (distribution) => {
        const most = 60 * distribution.dispersion + 12 * distribution.mean
        let [sum, first, second] = [0, 0, 0]
        for (let k = 0; k < most; k++) {
          const p = countProbability(k, distribution)
          sum += p
          first += k * p
          second += k * k * p
        }
        expect(sum).toBeCloseTo(1, 8)
        expect(first / distribution.mean).toBeCloseTo(1, 6)
        const variance = second - first * first
        expect(variance / (distribution.mean * distribution.dispersion)).toBeCloseTo(1, 4)
      }),
    )
  })

  it('has tails that meet in the count itself', () => {
    const k = fc.nat(2000)
    const mean = fc.double({ min: 0.01, max: 1500, noNaN: true })
    const dispersion = fc.double({ min: 1, max: 20, noNaN: true })
    fc.assert(
      fc.property(k, mean, dispersion, (count, m, d) => {
        const { lower, upper } = countTails(count, { mean: m, dispersion: d })
        const at = countProbability(count, { mean: m, dispersion: d })
        expect(lower + upper - at).toBeCloseTo(1, 9)
      }),
    )
  })

  it('ends in the far tails', () => {
    expect(countTails(1329, { mean: 0.15, dispersion: 2.37 }).upper).toBeLessThan(1e-300)
    expect(countTails(0, { mean: 1500, dispersion: 1 }).lower).toBe(0)
  })

  it('refuses what is no count', () => {
    expect(() => countProbability(1.5, { mean: 1, dispersion: 1 })).toThrow(RangeError)
    expect(() => countProbability(1, { mean: 0, dispersion: 1 })).toThrow(RangeError)
    expect(() => countProbability(1, { mean: 1, dispersion: 0.5 })).toThrow(RangeError)
  })
})

describe('the test of one count', () => {
  it('finds few changes where there are none, and a planted one', () => {
    const random = randomFrom(7)
    const pValues: number[] = []
    for (let series = 0; series < 2000; series++) {
      const mean = 0.2 + 60 * random()
      const earlier = Array.from({ length: 8 }, () => poissonCount(mean, random))
      pValues.push(testCountChange(poissonCount(mean, random), earlier, 1).pValue)
    }
    expect(pValues.filter((p) => p <= 0.05).length / pValues.length).toBeLessThan(0.055)
    expect(adjustBenjaminiHochberg(pValues).filter((p) => p <= 0.05).length).toBeLessThan(3)
    const planted = testCountChange(60, [20, 22, 18, 25, 19, 21, 17, 23], 1)
    expect(planted.expected).toBeCloseTo(20.625, 10)
    expect(planted.pValue).toBeLessThan(1e-6)
  })

  it('asks more where counts vary more, and more where little is known', () => {
    const calm = testCountChange(60, [40, 41, 39, 40], 1).pValue
    expect(testCountChange(60, [40, 41, 39, 40], 5).pValue).toBeGreaterThan(calm)
    expect(testCountChange(60, [40], 1).pValue).toBeGreaterThan(calm)
    expect(testCountChange(0, [0, 0, 0, 0], 1).pValue).toBe(1)
    expect(() => testCountChange(1, [], 1)).toThrow(RangeError)
  })
})

describe('the dispersion of counts', () => {
  it('is near 1 for Poisson counts with means of their own, more where they vary more', () => {
    const random = randomFrom(11)
    const poisson = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 8 }, () => poissonCount(5 + (i % 40), random)),
    )
    expect(pearsonDispersion(poisson)).toBeLessThan(1.1)
    const doubled = poisson.map((group) => group.map((count) => count * 3))
    expect(pearsonDispersion(doubled)).toBeGreaterThan(2.6)
    expect(pearsonDispersion([[0, 0], [4]])).toBeNull()
    expect(pearsonDispersion([[5, 5, 5]])).toBe(1)
  })
})

describe('the dispersion of counts from week to week', () => {
  it('is near 1 for Poisson counts, also where they rise slowly or step once', () => {
    const random = randomFrom(3)
    const seriesOf = (meanAt: (week: number) => number) =>
      Array.from({ length: 300 }, () =>
        Array.from({ length: 8 }, (_, week) => poissonCount(meanAt(week), random)),
      )
    for (const mean of [0.3, 4, 60]) {
      expect(successiveDispersion(seriesOf(() => mean))).toBeCloseTo(1, 0)
    }
    const rising = seriesOf((week) => 20 + 3 * week)
    expect(successiveDispersion(rising)).toBeLessThan(1.4)
    const stepping = seriesOf((week) => (week < 7 ? 20 : 60))
    expect(successiveDispersion(stepping) ?? 0).toBeLessThan(pearsonDispersion(stepping) ?? 0)
    const doubled = seriesOf(() => 20).map((group) => group.map((count) => count * 3))
    expect(successiveDispersion(doubled)).toBeGreaterThan(2.7)
    expect(successiveDispersion([[0, 0], [4]])).toBeNull()
    expect(successiveDispersion([[5, 5, 5]])).toBe(1)
  })

  it('lets a test of many members find next to nothing in overdispersed noise', () => {
    const random = randomFrom(23)
    // A mean that itself varies from day to day: variance over mean of about 1 + mean / 6.
    const noisy = (mean: number) => poissonCount(mean * (0.3 + 1.4 * random()), random)
    let found = 0
    for (let day = 0; day < 10; day++) {
      const pValues = Array.from({ length: 500 }, (_, member) => {
        const mean = 0.5 + (member % 50)
        const weekdays = Array.from({ length: 7 }, () =>
          Array.from({ length: 8 }, () => noisy(mean)),
        )
        const dispersion = successiveDispersion(weekdays) ?? 1
        return testCountChange(noisy(mean), weekdays[0] ?? [], dispersion).pValue
      })
      found += adjustBenjaminiHochberg(pValues).filter((p) => p <= 0.05).length
    }
    expect(found).toBeLessThanOrEqual(3)
  })
})

describe('callers’ mistakes and data that cannot say', () => {
  it('are told apart', () => {
    expect(() => adjustBenjaminiHochberg([0.2, 1.2])).toThrow(RangeError)
    expect(adjustBenjaminiHochberg([])).toEqual([])
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError)
    expect(compareProportions(0, 0, 1, 2)).toBeNull()
    expect(compareProportions(2, 2, 3, 3)).toBeNull()
  })
})
