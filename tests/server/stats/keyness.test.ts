import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keynessOf, logRatio } from '../../../server/stats/keyness.ts'
import { fightingWordsZ, weightedLogOdds } from '../../../server/stats/log-odds.ts'
import { termWeights } from '../../../server/stats/tf-idf.ts'
import { compareProportions } from '../../../server/stats/two-proportions.ts'

const words = fc
  .tuple(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 }))
  .map(([target, rest, others, restOthers]) => ({
    ...{ target, rest, targetTotal: target + others, restTotal: rest + restOthers },
  }))
  .filter(({ target, rest }) => target + rest > 0)

describe('keyness', () => {
  it('has the chi-square of the two-proportion test', () => {
    fc.assert(
      fc.property(words, (word) => {
        const { target, targetTotal, rest, restTotal } = word
        const found = keynessOf(word)
        const p = compareProportions(target, targetTotal, rest, restTotal)
        // A chi-square of one degree of freedom is the square of a normal number.
        const chiSquare = Math.abs(found?.chiSquare ?? Number.NaN)
        const share = (target + rest) / (targetTotal + restTotal)
        const z =
          (target / targetTotal - rest / restTotal) /
          Math.sqrt(share * (1 - share) * (1 / targetTotal + 1 / restTotal))
        expect(chiSquare).toBeCloseTo(z * z, 8)
        if (p === 1) expect(chiSquare).toBeCloseTo(0, 8)
      }),
    )
  })

  it('turns its sign with the sides, and does not say more in two cells than in four', () => {
    fc.assert(
      fc.property(words, (word) => {
        const { target, targetTotal, rest, restTotal } = word
        const turned = keynessOf({
          ...{ target: rest, targetTotal: restTotal, rest: target, restTotal: targetTotal },
        })
        const found = keynessOf(word)
        expect(Math.abs(found?.g2 ?? 0)).toBeCloseTo(Math.abs(turned?.g2 ?? 1), 9)
        if (Math.abs(found?.g2 ?? 0) > 1e-9)
          expect(Math.sign(found?.g2 ?? 0)).toBe(-Math.sign(turned?.g2 ?? 0))
        expect(found?.p).toBeGreaterThanOrEqual(0)
        expect(found?.p).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is that of a case by hand', () => {
    const found = keynessOf({ target: 10, rest: 10, targetTotal: 100, restTotal: 300 })
    const two = 2 * (10 * Math.log(10 / 5) + 10 * Math.log(10 / 15))
    const four = two + 2 * (90 * Math.log(90 / 95) + 290 * Math.log(290 / 285))
    expect(found?.g2TwoCells).toBeCloseTo(two, 10)
    expect(found?.g2).toBeCloseTo(four, 10)
    expect(logRatio({ target: 10, rest: 10, targetTotal: 100, restTotal: 300 })).toBeCloseTo(
      Math.log2(10.5 / 100.5 / (10.5 / 300.5)),
      12,
    )
  })

  it('is null where there is nothing to compare', () => {
    expect(keynessOf({ target: 0, rest: 0, targetTotal: 5, restTotal: 5 })).toBeNull()
    expect(keynessOf({ target: 5, rest: 5, targetTotal: 5, restTotal: 5 })).toBeNull()
    expect(keynessOf({ target: 0, rest: 1, targetTotal: 0, restTotal: 5 })).toBeNull()
    expect(logRatio({ target: 0, rest: 1, targetTotal: 0, restTotal: 5 })).toBeNull()
    expect(() => keynessOf({ target: 6, rest: 1, targetTotal: 5, restTotal: 5 })).toThrow(
      RangeError,
    )
  })
})

describe('log-odds', () => {
  const counts = [
    [4, 0, 6],
    [2, 3, 0],
  ]

  it('count only what occurs', () => {
    const [[first, missing] = []] = weightedLogOdds(counts, 'uninformative')
    // Pseudo-counts 5, 7 and 3, 4: 12 in the first group, 7 in the second.
    expect(missing).toBeNull()
    const logOdds = Math.log(5 / 7) - Math.log(8 / 11)
    expect(first?.logOdds).toBeCloseTo(logOdds, 12)
    expect(first?.weighted).toBeCloseTo(logOdds / Math.sqrt(1 / 5 + 1 / 8), 12)
    const [[informed] = []] = weightedLogOdds(counts)
    // 4 + 6 and 6 + 6 in the first, 2 + 6 and 3 + 3 in the second.
    expect(informed?.logOdds).toBeCloseTo(Math.log(10 / 12) - Math.log(18 / 18), 12)
  })

  it('are null where a word is alone, and for no words at all', () => {
    expect(weightedLogOdds([[3], [2]])).toEqual([[null], [null]])
    expect(weightedLogOdds([])).toEqual([])
    expect(weightedLogOdds([[0, 0]])).toEqual([[null, null]])
    expect(() => weightedLogOdds([[1], [1, 2]])).toThrow(RangeError)
  })

  it('follow the formula against the rest', () => {
    const word = { target: 3, rest: 1, targetTotal: 10, restTotal: 20 }
    const delta = Math.log(3.5 / (12 - 3.5)) - Math.log(1.5 / (22 - 1.5))
    expect(fightingWordsZ(word, 0.5, 2)).toBeCloseTo(delta / Math.sqrt(1 / 3.5 + 1 / 1.5), 12)
    expect(fightingWordsZ({ ...word, target: 0 }, 0, 0)).toBeNull()
    expect(() => fightingWordsZ(word, 3, 2)).toThrow(RangeError)
  })
})

describe('tf-idf', () => {
  it('is the share of the group times the logarithm of the rarity', () => {
    const [first, , empty] = termWeights([
      [1, 3],
      [0, 2],
      [0, 0],
    ])
    expect(first?.[0]?.tfIdf).toBeCloseTo((1 / 4) * Math.log(2), 12)
    expect(first?.[1]?.tfIdf).toBe(0)
    expect(empty).toEqual([null, null])
    expect(termWeights([])).toEqual([])
  })
})
