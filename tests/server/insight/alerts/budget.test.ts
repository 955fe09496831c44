import { expect, it } from 'vitest'
import { shareBudget } from '../../../../server/insight/alerts/budget.ts'

const levels = [
  { area: 'city', category: 'all', series: 1 },
  { area: 'subdistrict', category: 'category2', series: 9999 },
]

it('gives each kind of series the same share, and each series of a kind', () => {
  const [city, parts] = shareBudget(2, levels)
  expect(city!.alpha * city!.series).toBeCloseTo(parts!.alpha * parts!.series, 12)
  expect(parts!.alpha).toBeLessThan(city!.alpha / 9000)
})

it('grows with the budget', () => {
  const [small] = shareBudget(1, levels)
  const [large] = shareBudget(3, levels)
  expect(large!.alpha / small!.alpha).toBeCloseTo(3, 12)
})

it.each([0, -1, Number.NaN, 1e6])('refuses a budget of %d', (budget) => {
  expect(() => shareBudget(budget, levels)).toThrow(RangeError)
})
