import { expect, it } from 'vitest'
import { setApart } from '../../../server/briefing/facts/outcomes.ts'
import { randomFrom } from '../stats/random-counts.ts'

function draw(rates: readonly number[], n: number, random: () => number) {
  const districts = rates.map((chance, i) => {
    const k = Array.from({ length: n }, () => random() < chance).filter(Boolean).length
    return { district: `d${i}`, rate: k / n, n }
  })
  const whole = districts.reduce((sum, { rate }) => sum + rate * n, 0) / (n * rates.length)
  return setApart(districts, { rate: whole, n: n * rates.length })
}

it('sets no district apart where all are alike, on nineteen weeks of twenty', () => {
  const random = randomFrom(17)
  const weeks = Array.from({ length: 200 }, () => draw(Array(16).fill(0.9), 200, random))
  const wrong = weeks.filter(({ best, worst }) => best.length + worst.length > 0)
  expect(wrong.length).toBeLessThanOrEqual(14)
})

it('sets apart those that are, above and below', () => {
  const { best, worst } = draw([0.98, 0.7, ...Array(14).fill(0.9)], 400, randomFrom(2))
  expect(best.map(({ district }) => district)).toContain('d0')
  expect(worst.map(({ district }) => district)).toEqual(['d1'])
})

it('says nothing of a single district, which is the whole city', () => {
  const alone = { district: 'd0', rate: 0.5, n: 100 }
  expect(setApart([alone], { rate: 0.5, n: 100 })).toEqual({ best: [], worst: [] })
})
