import {
  type RateMethod,
  type RatePair,
  rateRatio,
  testRateRatio,
} from '../../../server/stats/rate-ratio.ts'
import type { Judge } from '../case.ts'
import { checksOf } from '../compare.ts'

const TOLERANCE = { relative: 1e-8, absolute: 1e-300 }

/** Ours, by statsmodels' names. */
const METHODS: Record<string, RateMethod> = {
  score: 'score',
  wald: 'wald',
  sqrt: 'sqrt',
  'exact-cond': 'exact',
  'cond-midp': 'mid-p',
}

function compute(pair: RatePair) {
  const tests = Object.entries(METHODS).map(([name, method]) => {
    const test = testRateRatio(pair, method)
    return [
      name,
      {
        'p_two-sided': test?.pTwoSided,
        stat: test?.statistic,
        p_larger: test?.pLarger,
        p_smaller: test?.pSmaller,
      },
    ] as const
  })
  return { ...pair, rateRatio: rateRatio(pair), ...Object.fromEntries(tests) }
}

export const judge: Judge = ({ output }) =>
  checksOf('', output, (output as RatePair[]).map(compute), TOLERANCE)
