import { describe, expect, it } from 'vitest'
import { adjustBenjaminiHochberg } from '../../../server/stats/benjamini-hochberg.ts'
import { countProbability, countTails } from '../../../server/stats/count-distribution.ts'
import { normalUpperTail } from '../../../server/stats/normal-tail.ts'
import { compareProportions } from '../../../server/stats/two-proportions.ts'
import { wilsonInterval, Z95 } from '../../../server/stats/wilson.ts'
import { hasReference, readCase } from './reference.ts'

const relative = (got: number, wanted: number) =>
  wanted === 0 ? Math.abs(got) : Math.abs(got / wanted - 1)

describe.skipIf(!hasReference)(
  'statistics as other software has them (../shared/reference)',
  () => {
    it.each(['fdr_small', 'fdr_mixed'])('adjusts p-values as R does: %s', (name) => {
      const { input, output } = readCase<{ input: { p: number[] }; output: { BH: number[] } }>(name)
      adjustBenjaminiHochberg(input.p).forEach((p, i) => {
        expect(p).toBeCloseTo(output.BH[i] ?? Number.NaN, 12)
      })
    })

    it('has the probabilities and tails of Poisson and negative binomial counts', () => {
      const { output } = readCase<{
        output: {
          mu: number
          phi: number
          atCount: number
          nbPmf: number
          nbUpperTailGE: number
          poisUpperTailGE: number
        }[]
      }>('count_quantiles')
      for (const { mu, phi, atCount, ...wanted } of output) {
        const overdispersed = { mean: mu, dispersion: phi }
        const poisson = { mean: mu, dispersion: 1 }
        expect(relative(countProbability(atCount, overdispersed), wanted.nbPmf)).toBeLessThan(1e-9)
        expect(
          relative(countTails(atCount, overdispersed).upper, wanted.nbUpperTailGE),
        ).toBeLessThan(1e-9)
        expect(relative(countTails(atCount, poisson).upper, wanted.poisUpperTailGE)).toBeLessThan(
          1e-9,
        )
      }
    })

    it('has the tails of the normal distribution', () => {
      const { output } = readCase<{ output: { z: number[]; pnormUpper: number[] } }>(
        'distributions',
      )
      output.z.forEach((z, i) => {
        expect(relative(normalUpperTail(z), output.pnormUpper[i] ?? Number.NaN)).toBeLessThan(1e-9)
      })
    })

    it('has the Wilson intervals', () => {
      type Interval = { wilson: [number, number] }
      const { output } = readCase<{
        output: { k: number; n: number; ci95: Interval; ci99: Interval }[]
      }>('wilson')
      for (const { k, n, ci95, ci99 } of output) {
        for (const [z, wanted] of [
          [Z95, ci95.wilson],
          [2.5758293035489, ci99.wilson],
        ] as const) {
          const [low, high] = wilsonInterval(k, n, z)
          expect(low).toBeCloseTo(wanted[0], 10)
          expect(high).toBeCloseTo(wanted[1], 10)
        }
      }
    })

    it('compares two proportions', () => {
      const { output } = readCase<{
        output: { k1: number; n1: number; k2: number; n2: number; pTwoSided: number | null }[]
      }>('two_proportions')
      for (const { k1, n1, k2, n2, pTwoSided } of output) {
        const p = compareProportions(k1, n1, k2, n2)
        if (pTwoSided === null) expect(p).toBeNull()
        else expect(relative(p ?? Number.NaN, pTwoSided)).toBeLessThan(1e-8)
      }
    })
  },
)
