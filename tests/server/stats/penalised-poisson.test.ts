import { describe, expect, it } from 'vitest'
import {
  fitPenalisedPoisson,
  type PenalisedFit,
  sumPriors,
} from '../../../server/stats/penalised-poisson.ts'
import { randomFrom } from '../../../server/stats/random.ts'
import { poissonCount } from '../../../server/stats/random-counts.ts'
import { makeSparseTerms, predictorAt } from '../../../server/stats/sparse-terms.ts'

/** A row for each group, by turns. */
const groups = (rows: number, size: number) =>
  makeSparseTerms(
    Array.from({ length: rows }, (_, row) => [[row % size, 1] as const]),
    size,
  )
const vague = (size: number) =>
  sumPriors(
    Array.from({ length: size }, (_, place) => ({
      weights: [[place, 1]] as const,
      deviation: 1e4,
    })),
    size,
  )
const fitted = (fit: PenalisedFit | null): PenalisedFit => {
  if (fit === null) throw new Error('there is no fit')
  return fit
}

describe('sparse terms', () => {
  it('add what is said twice, and leave out zeros', () => {
    const terms = makeSparseTerms(
      [
        [
          [2, 1],
          [0, 0.5],
          [2, 2],
        ],
        [[1, 0]],
      ],
      3,
    )
    expect([...terms.starts]).toEqual([0, 2, 2])
    expect([...terms.places]).toEqual([0, 2])
    expect(predictorAt(terms, 0, [2, 5, 10])).toBe(31)
    expect(predictorAt(terms, 1, [2, 5, 10])).toBe(0)
  })

  it('refuse what is no coefficient and no number', () => {
    expect(() => makeSparseTerms([[[3, 1]]], 3)).toThrow(RangeError)
    expect(() => makeSparseTerms([[[0, Number.NaN]]], 3)).toThrow(RangeError)
  })
})

describe('the penalised quasi-Poisson fit', () => {
  it('gives the means of groups where priors say nothing', () => {
    const { coefficients, dispersion } = fitted(
      fitPenalisedPoisson([8, 20, 10, 22, 12, 18], groups(6, 2), vague(2), { levels: 2 }),
    )
    expect(Math.exp(coefficients[0]!)).toBeCloseTo(10, 4)
    expect(Math.exp(coefficients[1]!)).toBeCloseTo(20, 4)
    expect(dispersion).toBe(1)
  })

  it('leaves out gaps and what lies beyond', () => {
    const counts = [8, Number.NaN, 12, 500]
    const { coefficients } = fitted(
      fitPenalisedPoisson(counts, groups(4, 1), vague(1), { levels: 1, to: 3 }),
    )
    expect(Math.exp(coefficients[0]!)).toBeCloseTo(10, 4)
  })

  it('lets rows count as much as they weigh', () => {
    const { coefficients } = fitted(
      fitPenalisedPoisson([8, 12], groups(2, 1), vague(1), { levels: 1, weights: [3, 1] }),
    )
    expect(Math.exp(coefficients[0]!)).toBeCloseTo(9, 4)
  })

  it('lies where the counts and the prior pull alike', () => {
    const priors = sumPriors([{ weights: [[0, 1]], near: Math.log(20), deviation: 0.2 }], 1)
    const counts = [10, 10, 10]
    const { coefficients } = fitted(
      fitPenalisedPoisson(counts, groups(3, 1), priors, { levels: 1 }),
    )
    const mean = Math.exp(coefficients[0]!)
    const pull = (Math.log(20) - coefficients[0]!) / 0.2 ** 2
    expect(30 - 3 * mean + pull).toBeCloseTo(0, 2)
    expect(mean).toBeGreaterThan(10.5)
  })

  it('ties neighbours together as firmly as it is told', () => {
    const tie = (deviation: number) => {
      const apart = { weights: [[0, -1] as const, [1, 1] as const], deviation }
      const priors = sumPriors([apart], 2)
      const { coefficients } = fitted(
        fitPenalisedPoisson([10, 30], groups(2, 2), priors, { levels: 2 }),
      )
      return coefficients[1]! - coefficients[0]!
    }
    expect(tie(10)).toBeCloseTo(Math.log(3), 2)
    expect(tie(0.01)).toBeCloseTo(0, 1)
    expect(tie(0.3)).toBeGreaterThan(0.2)
    expect(tie(0.3)).toBeLessThan(1)
  })

  it('tells how much more the counts vary than chance, and is not led by a wild one', () => {
    const random = randomFrom(5)
    const counts = Array.from({ length: 400 }, () => poissonCount(20 * (0.5 + random()), random))
    const fitLevel = (of: number[]) =>
      fitted(fitPenalisedPoisson(of, groups(of.length, 1), vague(1), { levels: 1 }))
    const calm = fitLevel(counts)
    expect(calm.dispersion).toBeGreaterThan(2)
    expect(calm.dispersion).toBeLessThan(3.5)
    const wild = fitLevel([...counts, 20_000])
    expect(wild.coefficients[0]! - calm.coefficients[0]!).toBeLessThan(0.02)
  })

  it('is the same from wherever it starts', () => {
    const counts = [8, 20, 10, 22, 12, 18]
    const cold = fitted(fitPenalisedPoisson(counts, groups(6, 2), vague(2), { levels: 2 }))
    const start = { coefficients: Float64Array.of(5, 0), dispersion: 4 }
    const warm = fitted(fitPenalisedPoisson(counts, groups(6, 2), vague(2), { start }))
    for (const [k, value] of cold.coefficients.entries())
      expect(warm.coefficients[k]).toBeCloseTo(value, 3)
  })

  it('has nothing to say of no complaints, and refuses a prior of no width', () => {
    expect(fitPenalisedPoisson([0, 0], groups(2, 1), vague(1))).toBeNull()
    expect(fitPenalisedPoisson([Number.NaN], groups(1, 1), vague(1))).toBeNull()
    expect(() => sumPriors([{ weights: [[0, 1]], deviation: 0 }], 1)).toThrow(RangeError)
  })
})
