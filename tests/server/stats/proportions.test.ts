import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binomialTails } from '../../../server/stats/binomial.ts'
import { fisherExact, oddsRatio } from '../../../server/stats/fisher-exact.ts'
import { normalQuantile } from '../../../server/stats/normal-quantile.ts'
import { differenceInterval, ratioInterval } from '../../../server/stats/proportion-change.ts'
import {
  PROPORTION_METHODS,
  proportionInterval,
} from '../../../server/stats/proportion-interval.ts'
import { differenceScore, type ProportionPair } from '../../../server/stats/score-interval.ts'
import { compareProportions, testProportions } from '../../../server/stats/two-proportions.ts'

const group = fc.integer({ min: 1, max: 60 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)))
const pairs = fc
  .tuple(group, group)
  .map(([[k1, n1], [k2, n2]]): ProportionPair => ({ k1, n1, k2, n2 }))

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)

describe('intervals of a proportion', () => {
  it('hold it, turn round with it, and widen with the level', () => {
    fc.assert(
      fc.property(group, fc.constantFrom(...PROPORTION_METHODS), ([k, n], method) => {
        const [low = -1, high = -1] = proportionInterval(k, n, method) ?? []
        const [turnedLow, turnedHigh] = proportionInterval(n - k, n, method) ?? []
        expect(turnedLow).toBeCloseTo(1 - high, 10)
        expect(turnedHigh).toBeCloseTo(1 - low, 10)
        const [wideLow = 2, wideHigh = -1] = proportionInterval(k, n, method, 0.99) ?? []
        expect(0 <= wideLow && wideLow <= low && high <= wideHigh && wideHigh <= 1).toBe(true)
        if (method !== 'jeffreys') expect(low <= k / n && k / n <= high).toBe(true)
      }),
    )
  })

  it('have the exact tails of Clopper and Pearson', () => {
    const [low = 0, high = 0] = proportionInterval(3, 17, 'clopperPearson', 0.9) ?? []
    expect(binomialTails(3, 17, { p: low, q: 1 - low }).upper).toBeCloseTo(0.05, 10)
    expect(binomialTails(3, 17, { p: high, q: 1 - high }).lower).toBeCloseTo(0.05, 10)
  })

  it('are none of nothing', () => {
    expect(proportionInterval(0, 0, 'wilson')).toBeNull()
    expect(() => proportionInterval(3, 2, 'wilson')).toThrow(RangeError)
  })
})

describe('two proportions', () => {
  it('are tested as chi-square does', () => {
    const test = testProportions(8, 10, 3, 12)
    expect(test?.z).toBeCloseTo(Math.sqrt(6.6), 12)
    expect(test?.chiSquareYates).toBeCloseTo(4.583333333333333, 12)
    expect(compareProportions(8, 10, 3, 12)).toBe(test?.pTwoSided)
  })

  it('are tested exactly by Fisher', () => {
    fc.assert(
      fc.property(pairs, ({ k1, n1, k2, n2 }) => {
        const ways = Array.from({ length: k1 + k2 + 1 }, (_, i) =>
          i > n1 || k1 + k2 - i > n2 ? 0 : choose(n1, i) * choose(n2, k1 + k2 - i),
        )
        const most = (ways[k1] ?? 0) * (1 + 1e-7)
        const rare = ways.reduce((sum, way) => (way <= most ? sum + way : sum), 0)
        expect(fisherExact(k1, n1, k2, n2)).toBeCloseTo(rare / choose(n1 + n2, k1 + k2), 9)
      }),
    )
  })

  it('say nothing where the data cannot', () => {
    expect(testProportions(0, 5, 0, 9)).toBeNull()
    expect(testProportions(5, 5, 9, 9)).toBeNull()
    expect(testProportions(0, 0, 3, 9)).toBeNull()
    expect(testProportions(0, 5, 9, 9)?.zUnpooled).toBeNull()
    expect([fisherExact(0, 0, 1, 2), oddsRatio(1, 2, 0, 3)]).toEqual([null, null])
    const empty = { k1: 0, n1: 0, k2: 1, n2: 2 }
    expect([differenceInterval(empty, 'score'), ratioInterval(empty, 'score')]).toEqual([
      null,
      null,
    ])
    expect(ratioInterval({ k1: 0, n1: 5, k2: 1, n2: 5 }, 'log')).toBeNull()
    expect(ratioInterval({ k1: 3, n1: 5, k2: 0, n2: 5 }, 'score')?.[1]).toBeNull()
  })
})

describe('the score of a difference', () => {
  /** The most likely second proportion, by looking at many. */
  function search({ k1, n1, k2, n2 }: ProportionPair, difference: number): number {
    const term = (k: number, p: number) => (k === 0 ? 0 : k * Math.log(p))
    const likelihood = (p: number) =>
      term(k1, p + difference) +
      term(n1 - k1, 1 - p - difference) +
      term(k2, p) +
      term(n2 - k2, 1 - p)
    let [low, high] = [Math.max(0, -difference), Math.min(1, 1 - difference)]
    for (let step = 0; step < 200; step++) {
      const [a, b] = [low + (high - low) / 3, high - (high - low) / 3]
      if (likelihood(a) < likelihood(b)) low = a
      else high = b
    }
    return (low + high) / 2
  }

  it('takes the most likely proportions', () => {
    const difference = fc.double({ min: -0.95, max: 0.95, noNaN: true })
    fc.assert(
      fc.property(pairs, difference, (pair, at) => {
        const { k1, n1, k2, n2 } = pair
        const distance = k1 / n1 - k2 / n2 - at
        const p2 = search(pair, at)
        const p1 = p2 + at
        const variance = (p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2
        if (variance < 1e-4 || Math.abs(distance) < 1e-3) return
        const wanted = distance / Math.sqrt((variance * (n1 + n2)) / (n1 + n2 - 1))
        expect(differenceScore(pair, at) / wanted).toBeCloseTo(1, 4)
      }),
    )
  })

  it('gives intervals with the score at their ends', () => {
    const pair = { k1: 8, n1: 10, k2: 3, n2: 12 }
    const z = normalQuantile(0.975)
    const [low = 0, high = 0] = differenceInterval(pair, 'score') ?? []
    expect(differenceScore(pair, low)).toBeCloseTo(z, 9)
    expect(differenceScore(pair, high)).toBeCloseTo(-z, 9)
    fc.assert(
      fc.property(pairs, ({ k1, n1, k2, n2 }) => {
        const [from = 0, to = 0] = differenceInterval({ k1, n1, k2, n2 }, 'score') ?? []
        const [ratioFrom = 0, ratioTo] = ratioInterval({ k1, n1, k2, n2 }, 'score') ?? []
        expect(-1 <= from && from <= k1 / n1 - k2 / n2 && to <= 1).toBe(true)
        if (k1 * k2 > 0) expect(ratioFrom <= (k1 * n2) / (n1 * k2)).toBe(true)
        if (k1 * k2 > 0) expect((k1 * n2) / (n1 * k2) <= (ratioTo ?? 0)).toBe(true)
      }),
    )
  })
})
