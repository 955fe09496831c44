import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjustBenjaminiHochberg } from '../../../server/stats/benjamini-hochberg.ts'
import { ADJUSTMENTS, adjustPValues } from '../../../server/stats/p-adjust.ts'

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 9 })

/** Closed testing: the largest p-value of Simes' test of any set that holds the hypothesis. */
function closedSimes(p: readonly number[]): number[] {
  const sets = Array.from({ length: 2 ** p.length }, (_, bits) =>
    p.flatMap((_value, i) => ((bits >> i) & 1 ? [i] : [])),
  )
  const simes = (set: number[]) => {
    const sorted = set.map((i) => p[i] ?? 1).sort((a, b) => a - b)
    return Math.min(...sorted.map((value, i) => (set.length * value) / (i + 1)))
  }
  return p.map((_, i) => Math.max(...sets.filter((set) => set.includes(i)).map(simes)))
}

describe('adjusted p-values', () => {
  it('are at least the p-values, at most 1, and in their order', () => {
    fc.assert(
      fc.property(pValues, fc.constantFrom(...ADJUSTMENTS), (p, method) => {
        const adjusted = adjustPValues(p, method).map((q) => q ?? Number.NaN)
        adjusted.forEach((q, i) => {
          expect(q).toBeGreaterThanOrEqual((p[i] ?? 0) * (1 - 1e-12))
          expect(q).toBeLessThanOrEqual(1)
          adjusted.forEach((other, j) => {
            if ((p[i] ?? 0) < (p[j] ?? 0)) expect(q).toBeLessThanOrEqual(other)
          })
        })
      }),
    )
  })

  it('are those of closed testing for Hommel, and by definition for the others', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const closed = closedSimes(p)
        adjustPValues(p, 'hommel').forEach((q, i) => {
          expect(q).toBeCloseTo(closed[i] ?? Number.NaN, 10)
        })
        expect(adjustPValues(p, 'BH')).toEqual(adjustBenjaminiHochberg(p))
      }),
      { numRuns: 40 },
    )
    const near = (method: (typeof ADJUSTMENTS)[number], wanted: number[]) =>
      adjustPValues([0.04, 0.01, 0.03], method).forEach((q, i) => {
        expect(q).toBeCloseTo(wanted[i] ?? Number.NaN, 12)
      })
    near('holm', [0.06, 0.03, 0.06])
    near('hochberg', [0.04, 0.03, 0.04])
    near('bonferroni', [0.12, 0.03, 0.09])
    near(
      'BY',
      [0.04, 0.03, 0.04].map((q) => (q * 11) / 6),
    )
  })

  it('leaves out what has no p-value', () => {
    expect(adjustPValues([0.01, null, 0.5], 'bonferroni')).toEqual([0.02, null, 1])
    for (const method of ADJUSTMENTS) expect(adjustPValues([], method)).toEqual([])
    expect(() => adjustPValues([1.1], 'BH')).toThrow(RangeError)
    expect(() => adjustPValues([Number.NaN], 'holm')).toThrow(RangeError)
  })
})
