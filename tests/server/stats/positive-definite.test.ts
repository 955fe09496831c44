import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  factorPositiveDefinite,
  solvePositiveDefinite,
} from '../../../server/stats/positive-definite.ts'

const SIZE = 7
/** A lower triangle that has an inverse, some rows of which begin late. */
const lowers = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: -3, max: 3, noNaN: true })), {
    minLength: SIZE * SIZE,
    maxLength: SIZE * SIZE,
  })
  .map((values) =>
    Float64Array.from(values, (value, i) => {
      const [row, column] = [Math.floor(i / SIZE), i % SIZE]
      if (column > row) return 0
      return column === row ? 1 + Math.abs(value) : value
    }),
  )

/** L L', row by row. */
function square(lower: Float64Array): Float64Array {
  return Float64Array.from(lower, (_, i) => {
    const [row, column] = [Math.floor(i / SIZE), i % SIZE]
    let sum = 0
    for (let k = 0; k < SIZE; k++) sum += lower[row * SIZE + k]! * lower[column * SIZE + k]!
    return sum
  })
}

describe('the factors of a positive definite matrix', () => {
  it('give it again, whatever lies above its diagonal', () => {
    fc.assert(
      fc.property(lowers, (lower) => {
        const matrix = square(lower).map((value, i) =>
          i % SIZE > Math.floor(i / SIZE) ? Number.NaN : value,
        )
        expect(factorPositiveDefinite(matrix, SIZE)).toBe(true)
        for (let row = 0; row < SIZE; row++)
          for (let column = 0; column <= row; column++)
            expect(matrix[row * SIZE + column]).toBeCloseTo(lower[row * SIZE + column]!, 8)
      }),
      { seed: 3, numRuns: 200 },
    )
  })

  it('solve its equations', () => {
    const matrix = Float64Array.of(4, 0, 2, 0, 9, 3, 2, 3, 11)
    const side = Float64Array.of(10, 27, 41)
    expect(factorPositiveDefinite(matrix, 3)).toBe(true)
    solvePositiveDefinite(matrix, 3, side)
    ;[1, 2, 3].forEach((value, i) => {
      expect(side[i]).toBeCloseTo(value, 12)
    })
  })

  it('are none of another matrix', () => {
    expect(factorPositiveDefinite(Float64Array.of(1, 2, 2, 1), 2)).toBe(false)
    expect(factorPositiveDefinite(Float64Array.of(0), 1)).toBe(false)
    expect(factorPositiveDefinite(Float64Array.of(Number.NaN), 1)).toBe(false)
  })
})
