import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countProbability, countTails } from '../../../server/stats/count-distribution.ts'
import { countQuantile } from '../../../server/stats/count-quantile.ts'

const distribution = fc.record({
  mean: fc.double({ min: 0.01, max: 300, noNaN: true }),
  dispersion: fc.oneof(fc.constant(1), fc.double({ min: 1.0001, max: 40, noNaN: true })),
})

describe('the quantile of counts', () => {
  it('is the least count whose probabilities add up to p', () => {
    const level = fc.double({ min: 0.001, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(distribution, level, (counts, p) => {
        let k = 0
        let sum = countProbability(0, counts)
        for (; sum < p - 1e-10; k++) sum += countProbability(k + 1, counts)
        const nearly = Math.abs(sum - p) < 1e-9
        const quantile = countQuantile(p, counts)
        expect(nearly ? Math.abs(quantile - k) <= 1 : quantile === k).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('takes a tie for reached', () => {
    // Size 1: each further count is half as probable.
    const halves = { mean: 1, dispersion: 2 }
    expect([0.5, 0.75, 0.875, 0.9375].map((p) => countQuantile(p, halves))).toEqual([0, 1, 2, 3])
    // Size 1 and 1 - 0.9^(k + 1).
    const tenths = { mean: 9, dispersion: 10 }
    expect([0, 0.1, 0.19, 0.271].map((p) => countQuantile(p, tenths))).toEqual([0, 0, 1, 2])
  })

  it('is exact at large means, and quick', () => {
    const before = performance.now()
    for (const dispersion of [1, 1.5, 20, 1e6]) {
      const counts = { mean: 1e6, dispersion }
      for (const p of [1e-6, 0.3, 0.999, 1 - 1e-9]) {
        const k = countQuantile(p, counts)
        expect(countTails(k, counts).above).toBeLessThanOrEqual(1 - p + 1e-13)
        if (k > 0) expect(countTails(k - 1, counts).lower).toBeLessThan(p)
      }
    }
    expect(performance.now() - before).toBeLessThan(1500)
  })

  it('refuses what has no quantile', () => {
    expect(() => countQuantile(1, { mean: 1, dispersion: 1 })).toThrow(RangeError)
    expect(() => countQuantile(Number.NaN, { mean: 1, dispersion: 1 })).toThrow(RangeError)
    expect(() => countQuantile(0.5, { mean: 0, dispersion: 1 })).toThrow(RangeError)
  })
})
