import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  mapSurprise,
  shrinkRates,
  shrinkRatesLocally,
} from '../../../server/stats/empirical-bayes.ts'

const amounts = fc.array(
  fc.record({ cases: fc.nat(40), people: fc.integer({ min: 40, max: 9000 }) }),
  {
    minLength: 1,
    maxLength: 12,
  },
)

describe('shrunken rates', () => {
  it('are those of a case by hand', () => {
    // Mean 30/200; spread (100 * 0.05^2 + 100 * 0.05^2) / 200; less 0.15 / 100.
    const rates = shrinkRates([20, 10], [100, 100])
    expect(rates?.mean).toBeCloseTo(0.15, 12)
    expect(rates?.variance).toBeCloseTo(0.0025 - 0.0015, 12)
    expect(rates?.estimate[0]).toBeCloseTo(0.15 + (0.001 / 0.0025) * 0.05, 12)
  })

  it('lie between the raw rate and the mean', () => {
    fc.assert(
      fc.property(amounts, (areas) => {
        const people = areas.map((area) => area.people)
        const rates = shrinkRates(
          areas.map((area) => area.cases),
          people,
        )
        for (const [area, estimate] of (rates?.estimate ?? []).entries()) {
          if (estimate === null) continue
          const ends = [rates?.raw[area] ?? 0, rates?.mean ?? 0]
          expect(estimate).toBeGreaterThanOrEqual(Math.min(...ends) - 1e-12)
          expect(estimate).toBeLessThanOrEqual(Math.max(...ends) + 1e-12)
        }
      }),
    )
  })

  it('are the same whether all areas are neighbours or not, by either centre', () => {
    fc.assert(
      fc.property(amounts, (areas) => {
        const [cases, people] = [areas.map((a) => a.cases), areas.map((a) => a.people)]
        const all = areas.map((_, area) => [...areas.keys()].filter((other) => other !== area))
        const overall = shrinkRates(cases, people)?.estimate ?? []
        for (const centre of ['own mean', 'mean of each'] as const) {
          const local = shrinkRatesLocally(cases, people, all, centre).estimate
          for (const [area, rate] of overall.entries()) {
            if (rate === null) expect(local[area]).toBeNull()
            else expect(local[area]).toBeCloseTo(rate, 12)
          }
        }
      }),
    )
  })

  it('differ by the centre where the neighbourhoods do', () => {
    const of = (centre: 'own mean' | 'mean of each') =>
      shrinkRatesLocally([30, 2, 3], [100, 100, 100], [[1], [0, 2], [1]], centre).estimate[1]
    expect(of('own mean')).not.toBeCloseTo(of('mean of each') ?? 0, 4)
  })

  it('are null without people, and without cases', () => {
    expect(shrinkRates([], [])).toBeNull()
    expect(shrinkRates([0, 0], [0, 0])).toBeNull()
    expect(shrinkRates([0, 0], [10, 20])?.estimate).toEqual([null, null])
    const rates = shrinkRates([5, 0, 1], [100, 0, 100])
    expect([rates?.raw[1], rates?.estimate[1]]).toEqual([null, null])
    expect(rates?.mean).toBeCloseTo(0.03, 12)
    expect(shrinkRatesLocally([0, 3], [0, 10], [[], []]).estimate[0]).toBeNull()
  })

  it('refuse negative numbers and lists of different areas', () => {
    expect(() => shrinkRates([-1], [10])).toThrow(RangeError)
    expect(() => shrinkRates([1], [Number.NaN])).toThrow(RangeError)
    expect(() => shrinkRates([1], [10, 10])).toThrow(RangeError)
    expect(() => shrinkRatesLocally([1], [10], [])).toThrow(RangeError)
  })
})

describe('the probability map', () => {
  it('has the tails of the Poisson distribution', () => {
    const [first] = mapSurprise([2, 4], [100, 200])
    expect(first?.expected).toBeCloseTo(2, 12)
    expect(first?.ratio).toBeCloseTo(1, 12)
    expect(first?.lowerTail).toBeCloseTo(Math.exp(-2) * (1 + 2 + 2), 12)
    expect(first?.upperTail).toBeCloseTo(1 - Math.exp(-2) * (1 + 2), 12)
  })

  it('is null where nothing is expected', () => {
    expect(mapSurprise([0, 0], [10, 10])).toEqual([null, null])
    expect(mapSurprise([1, 0], [10, 0])[1]).toBeNull()
  })
})
