import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mannKendall, seasonalMannKendall } from '../../../server/stats/mann-kendall.ts'
import { seasonalSenSlope, senSlope } from '../../../server/stats/sen-slope.ts'

/** The score of each order of the values. */
function scoresOfAllOrders(values: readonly number[]): number[] {
  const orders = (rest: readonly number[]): number[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((first, i) =>
          orders(rest.filter((_, j) => j !== i)).map((order) => [first, ...order]),
        )
  return orders(values).map((order) => mannKendall(order).score)
}

describe('the Mann-Kendall test', () => {
  it('has the variance of the score over all orders, ties included', () => {
    for (const values of [
      [1, 2, 3, 4, 5, 6],
      [1, 1, 2, 3, 3, 3],
      [0, 0, 0, 0, 0, 7],
    ]) {
      const scores = scoresOfAllOrders(values)
      const mean = scores.reduce((sum, score) => sum + score * score, 0) / scores.length
      expect(mannKendall(values).variance).toBeCloseTo(mean, 9)
    }
  })

  it('turns round with the series', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 3, maxLength: 40 }), (series) => {
        const [there, back] = [mannKendall(series), mannKendall(series.toReversed())]
        expect(back.score + there.score).toBe(0)
        expect(back.pRise).toBe(there.pFall)
        for (const value of Object.values(there)) expect(value).not.toBeNaN()
      }),
    )
  })

  it('finds a rise through gaps', () => {
    const rise = mannKendall([1, null, 2, 3, null, 4, 5])
    expect(rise).toMatchObject({ n: 5, score: 10, tauA: 1, tauB: 1 })
    expect(rise.z).toBeCloseTo(9 / Math.sqrt(50 / 3), 12)
  })

  it('says why it says nothing', () => {
    expect(mannKendall([])).toMatchObject({ z: null, tauA: null, reason: 'too few values' })
    expect(mannKendall([3])).toMatchObject({ pValue: null, reason: 'too few values' })
    expect(mannKendall([0, 0, 0])).toMatchObject({
      ...{ z: null, pValue: null, tauA: 0, tauB: null },
      reason: 'all values are equal',
    })
  })

  it('refuses what is no number', () => {
    expect(() => mannKendall([1, Number.NaN, 2])).toThrow(RangeError)
    expect(() => senSlope([1, Number.POSITIVE_INFINITY])).toThrow(RangeError)
  })

  it('compares a season with itself only', () => {
    const series = [1, 90, 2, 80, 3, 70, 4, 60]
    const test = seasonalMannKendall(series, 2)
    expect(test.seasons.map((season) => season.score)).toEqual([6, -6])
    expect(test).toMatchObject({ n: 8, score: 0, z: 0, pValue: 1 })
    expect(seasonalSenSlope([1, 50, 2, 51, 3, 52], 2)).toBe(1)
    expect(() => seasonalMannKendall(series, 1)).toThrow(RangeError)
  })
})

describe("Sen's slope", () => {
  it('is that of a line, whatever one value says, and through gaps', () => {
    const line = Array.from({ length: 21 }, (_, i) => 5 - 2 * i)
    expect(senSlope(line)).toMatchObject({ slope: -2, intercept: 5, low: -2, high: -2 })
    expect(senSlope(line.with(6, 1000)).slope).toBe(-2)
    expect(senSlope([1, null, null, 7, 9])).toMatchObject({ slope: 2, intercept: 1 })
  })

  it('has no interval where there are too few values, and no slope of one', () => {
    expect(senSlope([1, 3, 2])).toMatchObject({ slope: 0.5, low: null, high: null })
    expect(senSlope([4])).toMatchObject({ slope: null, intercept: null, reason: 'too few values' })
    expect(senSlope([2, 2, 2, 2])).toMatchObject({ slope: 0, intercept: 2, low: 0, high: 0 })
    expect(seasonalSenSlope([1, 2], 2)).toBeNull()
  })
})
