import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  exactRatioInterval,
  logRatioInterval,
  rateInterval,
} from '../../../server/stats/rate-intervals.ts'
import {
  centralRatePValue,
  type RatePair,
  rateRatio,
  testRateRatio,
} from '../../../server/stats/rate-ratio.ts'

const pairs = fc.record({
  count1: fc.nat(25),
  exposure1: fc.double({ min: 0.1, max: 9, noNaN: true }),
  count2: fc.nat(25),
  exposure2: fc.double({ min: 0.1, max: 9, noNaN: true }),
})
const METHODS = ['score', 'wald', 'sqrt', 'exact', 'mid-p'] as const

/** The probabilities of each first count, one by one. */
function binomial({ count1, exposure1, count2, exposure2 }: RatePair): number[] {
  let row = [1]
  const p = exposure1 / (exposure1 + exposure2)
  for (let i = 0; i < count1 + count2; i++)
    row = [...row, 0].map((chance, k) => chance * (1 - p) + (row[k - 1] ?? 0) * p)
  return row
}

describe('the test of two rates', () => {
  it('counts exactly', () => {
    fc.assert(
      fc.property(pairs, (pair) => {
        const chances = binomial(pair)
        const here = chances[pair.count1] ?? 0
        const sum = (of: (chance: number, k: number) => boolean) =>
          chances.filter(of).reduce((total, chance) => total + chance, 0)
        const test = testRateRatio(pair, 'exact')
        expect(test?.pLarger).toBeCloseTo(
          sum((_, k) => k >= pair.count1),
          9,
        )
        expect(test?.pSmaller).toBeCloseTo(
          sum((_, k) => k <= pair.count1),
          9,
        )
        expect(test?.pTwoSided).toBeCloseTo(
          sum((chance) => chance <= here * (1 + 1e-7)),
          9,
        )
      }),
    )
  })

  it('turns round with the groups', () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom(...METHODS), (pair, method) => {
        const turned = {
          ...{ count1: pair.count2, exposure1: pair.exposure2 },
          ...{ count2: pair.count1, exposure2: pair.exposure1 },
        }
        const [one, other] = [testRateRatio(pair, method), testRateRatio(turned, method)]
        expect(other?.pTwoSided ?? -1).toBeCloseTo(one?.pTwoSided ?? -1, 9)
        expect(other?.pLarger ?? -1).toBeCloseTo(one?.pSmaller ?? -1, 9)
      }),
    )
  })

  it('is quick and sure with large counts', () => {
    const pair = { count1: 1_000_000, exposure1: 1, count2: 1_004_000, exposure2: 1 }
    const [exact, score] = [testRateRatio(pair, 'exact'), testRateRatio(pair, 'score')]
    expect(exact?.pTwoSided).toBeCloseTo(score?.pTwoSided ?? Number.NaN, 4)
  })

  it('says nothing where nothing happened', () => {
    const none = { count1: 0, exposure1: 1, count2: 0, exposure2: 2 }
    expect(testRateRatio(none, 'score')).toBeNull()
    expect(testRateRatio(none, 'wald')).toBeNull()
    expect(testRateRatio(none, 'exact')?.pTwoSided).toBe(1)
    expect([rateRatio(none), logRatioInterval(none)]).toEqual([null, null])
    expect(exactRatioInterval(none)).toEqual([0, null])
    expect(() => rateRatio({ ...none, exposure1: 0 })).toThrow(RangeError)
    expect(() => rateRatio({ ...none, count1: 0.5 })).toThrow(RangeError)
  })
})

describe('intervals of rates', () => {
  it('end where the one-sided test says half of what is outside', () => {
    const [low, high] = exactRatioInterval(
      { count1: 9, exposure1: 2, count2: 5, exposure2: 3 },
      0.9,
    )
    const at = (ratio: number) =>
      testRateRatio({ count1: 9, exposure1: 2 * ratio, count2: 5, exposure2: 3 }, 'exact')
    expect(at(low)?.pLarger).toBeCloseTo(0.05, 10)
    expect(at(high ?? Number.NaN)?.pSmaller).toBeCloseTo(0.05, 10)
    const edge = { count1: 9, exposure1: 2 * low, count2: 5, exposure2: 3 }
    expect(centralRatePValue(edge)).toBeCloseTo(0.1, 10)
  })

  it('begin at 0 where nothing was counted', () => {
    expect(rateInterval(0, 2)[0]).toBe(0)
    expect(rateInterval(0, 2)[1]).toBeCloseTo(-Math.log(0.025) / 2, 12)
  })
})
