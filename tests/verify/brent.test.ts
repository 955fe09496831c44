import { describe, expect, it } from 'vitest'
import { brentRoot } from './brent.ts'

describe("Brent's method", () => {
  it('finds a root', () => {
    expect(brentRoot((x) => x ** 3 - 2, 0, 5)).toBeCloseTo(Math.cbrt(2), 11)
    expect(brentRoot((x) => Math.cos(x) - x, 2, -1)).toBeCloseTo(0.7390851332151607, 11)
    expect(brentRoot((x) => x - 3, 0, 3)).toBe(3)
  })

  it('has none where the signs are equal, and ends where there is no number', () => {
    expect(brentRoot((x) => x * x + 1, -1, 1)).toBeNull()
    expect(brentRoot(() => Number.NaN, -1, 1)).not.toBeNull()
  })
})
