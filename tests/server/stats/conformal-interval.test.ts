import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conformalInterval } from '../../../server/stats/conformal-interval.ts'
import { countArsinh, countOfArsinh } from '../../../server/stats/count-arsinh.ts'
import { randomFrom } from '../../../server/stats/random.ts'
import { weightedQuantile } from '../../../server/stats/weighted-quantile.ts'

const equal = (values: readonly number[]) => values.map((value) => ({ value, weight: 1 }))

describe('the weighted quantile', () => {
  it('is the least value up to which the share lies', () => {
    expect(weightedQuantile(equal([1, 2, 3, 4]), 0.5)).toBe(2)
    expect(weightedQuantile(equal([1, 2, 3, 4]), 0.51)).toBe(3)
    const heavy = [
      { value: 1, weight: 1 },
      { value: 2, weight: 8 },
      { value: 3, weight: 1 },
    ]
    expect([0.1, 0.11, 0.9, 0.91].map((p) => weightedQuantile(heavy, p))).toEqual([1, 2, 2, 3])
  })

  it('refuses no values, and what is no share', () => {
    expect(() => weightedQuantile([], 0.5)).toThrow(RangeError)
    expect(() => weightedQuantile(equal([1]), 1)).toThrow(RangeError)
  })
})

describe('the conformal interval', () => {
  it('is between the k-th smallest and the k-th largest', () => {
    const errors = equal(Array.from({ length: 39 }, (_, i) => i + 1))
    // (39 + 1) * 2.5 % = 1, (39 + 1) * 10 % = 4.
    expect(conformalInterval(errors, 0.95)).toEqual({ lower: 1, upper: 39 })
    expect(conformalInterval(errors, 0.8)).toEqual({ lower: 4, upper: 36 })
  })

  it('reaches to the farthest where there are too few', () => {
    expect(conformalInterval(equal([-3, 0, 9]), 0.95)).toEqual({ lower: -3, upper: 9 })
    expect(conformalInterval(equal([2]), 0.8)).toEqual({ lower: 2, upper: 2 })
  })

  it('leaves out what weighs nothing', () => {
    const errors = [{ value: -100, weight: 0 }, ...equal([-1, 1]), { value: 100, weight: 0 }]
    expect(conformalInterval(errors, 0.95)).toEqual({ lower: -1, upper: 1 })
    expect(() => conformalInterval([{ value: 1, weight: 0 }], 0.95)).toThrow(RangeError)
    expect(() => conformalInterval([], 0.95)).toThrow(RangeError)
  })

  it('holds a further error about as often as it says', () => {
    const random = randomFrom(9)
    for (const level of [0.8, 0.95]) {
      let held = 0
      for (let i = 0; i < 2000; i++) {
        const errors = Array.from({ length: 79 }, () => random() ** 3)
        const { lower, upper } = conformalInterval(equal([...errors].sort((a, b) => a - b)), level)
        const further = random() ** 3
        if (further >= lower && further <= upper) held++
      }
      expect(Math.abs(held / 2000 - level)).toBeLessThan(0.02)
    }
  })

  it('of a greater level holds that of a lesser one', () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(numbers, (values) => {
        const errors = equal(values.sort((a, b) => a - b))
        const inner = conformalInterval(errors, 0.8)
        const outer = conformalInterval(errors, 0.95)
        return outer.lower <= inner.lower && inner.upper <= outer.upper
      }),
      { seed: 1 },
    )
  })
})

describe('the scale of a count', () => {
  it('goes back to the count, and never below 0', () => {
    for (const count of [0, 1, 7.5, 1e6])
      expect(countOfArsinh(countArsinh(count))).toBeCloseTo(count)
    expect(countOfArsinh(0)).toBe(0)
    expect(countOfArsinh(-5)).toBe(0)
    expect(() => countArsinh(-1)).toThrow(RangeError)
    expect(() => countArsinh(Number.NaN)).toThrow(RangeError)
  })

  it('is a root of small counts and a logarithm of large ones', () => {
    const apart = (a: number, b: number) => countArsinh(b) - countArsinh(a)
    expect(apart(4, 9) / apart(1, 4)).toBeCloseTo(1, 0)
    expect(apart(1e5, 2e5)).toBeCloseTo(Math.LN2, 2)
    expect(apart(1e6, 2e6)).toBeCloseTo(Math.LN2, 3)
  })
})
