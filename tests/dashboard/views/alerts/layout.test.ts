import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeWeeks } from '../../../../dashboard/views/alerts/layout.ts'

const numbersIn = (d: string): number[] => (d.match(/-?\d+(\.\d+)?/g) ?? []).map(Number)

it('keeps the weeks in their frame, and ends with the last', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 60 }), (weeks) => {
      const { line, last } = placeWeeks(weeks, 132, 30)
      const numbers = numbersIn(line)
      expect(numbers).toHaveLength(2 * weeks.length)
      numbers.forEach((at, place) => {
        expect(at).toBeGreaterThanOrEqual(0)
        expect(at).toBeLessThanOrEqual(place % 2 === 0 ? 132 : 30)
      })
      expect(last?.y).toBeCloseTo(numbers.at(-1) ?? -1, 2)
    }),
    { seed: 7 },
  )
})

it('draws the most at the top and none at the foot', () => {
  expect(placeWeeks([0, 10], 100, 30).line).toBe('M4,26L96,4')
  expect(placeWeeks([0, 0], 100, 30).line).toBe('M4,26L96,26')
  expect(placeWeeks([], 100, 30)).toEqual({ line: '', under: '', last: null })
})
