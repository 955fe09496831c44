import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaQuantile, betaTails } from '../../../server/stats/incomplete-beta.ts'
import {
  chiSquareQuantile,
  gammaQuantile,
  gammaTails,
} from '../../../server/stats/incomplete-gamma.ts'
import { normalQuantile } from '../../../server/stats/normal-quantile.ts'
import { normalUpperTail } from '../../../server/stats/normal-tail.ts'
import { studentQuantile, studentUpperTail } from '../../../server/stats/student-t.ts'

const inside = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })
const shape = fc.double({ min: 0.05, max: 3000, noNaN: true })
const isNear = (got: number, wanted: number, error = 1e-9) =>
  expect(Math.abs(got - wanted)).toBeLessThanOrEqual(error * Math.abs(wanted))

describe('quantiles', () => {
  it('are where the tail below is p', () => {
    fc.assert(
      fc.property(inside, shape, shape, (p, a, b) => {
        isNear(normalUpperTail(-normalQuantile(p)), p)
        isNear(studentUpperTail(-studentQuantile(p, a + 0.5), a + 0.5), p)
        isNear(gammaTails(a, gammaQuantile(p, a)).lower, p)
        const point = betaQuantile(p, a, b)
        const below = (x: number) => betaTails(Math.min(1, Math.max(0, x)), a, b).lower
        // Near 1 the next number that can be written is far away, seen from its distance from 1.
        const step = below(point + Number.EPSILON) - below(point - Number.EPSILON)
        expect(Math.abs(below(point) - p)).toBeLessThanOrEqual(step + 1e-9)
      }),
      { numRuns: 60, examples: [[0.6215475745804787, 146.0854762408477, 0.05]] },
    )
  })

  it('are refused outside 0 to 1', () => {
    const quantiles = [
      normalQuantile,
      (p: number) => studentQuantile(p, 3),
      (p: number) => gammaQuantile(p, 3),
      (p: number) => betaQuantile(p, 3, 3),
    ]
    for (const quantile of quantiles)
      for (const p of [0, 1, -1, Number.NaN]) expect(() => quantile(p)).toThrow(RangeError)
  })
})

describe('distribution functions', () => {
  it('agree with closed forms', () => {
    for (const x of [1e-6, 0.3, 2, 30, 600]) {
      isNear(gammaTails(1, x).upper, Math.exp(-x), 1e-12)
      isNear(gammaTails(3, x).upper, Math.exp(-x) * (1 + x + (x * x) / 2), 1e-12)
      isNear(studentUpperTail(x, 1), Math.atan2(1, x) / Math.PI, 1e-12)
    }
    for (const x of [1e-6, 0.3, 0.999]) {
      isNear(betaTails(x, 5, 1).lower, x ** 5, 1e-12)
      isNear(betaTails(x, 0.5, 0.5).lower, (2 / Math.PI) * Math.asin(Math.sqrt(x)), 1e-12)
    }
    isNear(chiSquareQuantile(0.7, 2), -2 * Math.log(0.3), 1e-12)
    isNear(studentQuantile(0.975, 1e7), normalQuantile(0.975), 1e-6)
  })

  it('end at the ends of their ranges', () => {
    expect(gammaTails(2, 0)).toEqual({ lower: 0, upper: 1 })
    expect(gammaTails(2, Number.POSITIVE_INFINITY)).toEqual({ lower: 1, upper: 0 })
    expect(betaTails(0, 2, 3)).toEqual({ lower: 0, upper: 1 })
    expect(betaTails(1, 2, 3)).toEqual({ lower: 1, upper: 0 })
    expect(normalQuantile(0.5)).toBe(0)
    expect(() => gammaTails(0, 1)).toThrow(RangeError)
    expect(() => betaTails(0.5, 0, 1)).toThrow(RangeError)
    expect(() => betaTails(1.5, 1, 1)).toThrow(RangeError)
  })
})
