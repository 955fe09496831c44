import {
  type MannKendall,
  mannKendall,
  seasonalMannKendall,
} from '../../../server/stats/mann-kendall.ts'
import {
  pairSlopes,
  type SenSlope,
  seasonalSenSlope,
  senSlope,
} from '../../../server/stats/sen-slope.ts'
import type { Case, Check, Judge } from '../case.ts'
import { checksOf, relative } from '../compare.ts'

type Series = readonly (number | null)[]

/** R's Kendall computes in single precision: its p-values above 1e-7 have a grain of 2^-23. */
const SINGLE = { relative: 1e-6, absolute: 2 ** -22 }

/** pymannkendall's p-values are 2 (1 - P): those near 0 have no more digits than 1 has. */
const TOLERANCE = relative(1e-9)

function trendOf({ pValue, score }: MannKendall): string {
  if (pValue === null || pValue >= 0.05) return 'no trend'
  return score > 0 ? 'increasing' : 'decreasing'
}

/** R counts times from 1. */
const interceptFrom1 = ({ slope, intercept }: SenSlope): number | null =>
  slope === null || intercept === null ? null : intercept - slope

function companions(y: Series, test: MannKendall, sen: SenSlope) {
  const slopes = pairSlopes(y)
  return {
    corTest: { statistic: test.z, 'p.value': test.pValue, estimate: test.tauB },
    pymannkendall: {
      ...{ S: test.score, varS: test.variance, tau: test.tauA },
      // It takes a series without a trend where there is no variance.
      ...{ z: test.z ?? 0, p: test.pValue ?? 1 },
      ...{ slope: sen.slope, intercept: sen.intercept, trend: trendOf(test) },
    },
    scipy: {
      ...{ theilSlope: sen.slope, theilIntercept: sen.intercept, tauB: test.tauB },
      ...{ lo95: sen.low ?? slopes[0], hi95: sen.high ?? slopes.at(-1) },
    },
  }
}

function seasonalOf(y: Series, period: number) {
  const { score, variance, z, pValue, seasons } = seasonalMannKendall(y, period)
  return {
    ...{ period, S: score, varS: variance, z, p: pValue },
    perSeasonS: seasons.map((season) => season.score),
    perSeasonVar: seasons.map((season) => season.variance),
    seasonalSenSlope: seasonalSenSlope(y, period),
  }
}

function compute(y: Series, period: number | undefined) {
  const test = mannKendall(y)
  const sen = senSlope(y)
  const single = {
    // It starts from 1 and leaves early where all values are equal, and without a p-value of up to three.
    tauB: test.tauB ?? 1,
    D: test.greatest,
    kendallPkg: { S: test.score, varS: test.variance, sl: test.n > 3 ? (test.pValue ?? 1) : 1 },
  }
  const double = {
    ...{ n: test.n, S: test.score, varS: test.variance, z: test.z, p: test.pValue },
    ...{ pGreater: test.pRise, pLess: test.pFall },
    ...{ zNoCC: test.zUncorrected, pNoCC: test.pUncorrected },
    ...{ tauTrendPkg: test.tauB, tauA: test.tauA },
    ...{ senSlope: sen.slope, senCI95: [sen.low, sen.high] },
    senInterceptConover: interceptFrom1(sen),
    ...companions(y, test, sen),
    ...(period === undefined ? {} : { seasonal: seasonalOf(y, period) }),
  }
  return { single, double }
}

const SINGLES = new Set(['tauB', 'D', 'kendallPkg'])

function* judgeAll({ input, output }: Case): Generator<Check> {
  const { y } = input as { y: Series }
  const expected = output as Record<string, unknown>
  const { period } = (expected.seasonal ?? {}) as { period?: number }
  const { single, double } = compute(y, period)
  const fields = Object.entries(expected)
  const part = (isSingle: boolean) =>
    Object.fromEntries(fields.filter(([name]) => SINGLES.has(name) === isSingle))
  yield* checksOf('', part(false), double, TOLERANCE)
  yield* checksOf('', part(true), single, SINGLE)
}

export const judge: Judge = judgeAll
