import {
  exactRatioInterval,
  logRatioInterval,
  rateInterval,
} from '../../../server/stats/rate-intervals.ts'
import {
  centralRatePValue,
  type RatePair,
  rateRatio,
  testRateRatio,
} from '../../../server/stats/rate-ratio.ts'
import type { Judge } from '../case.ts'
import { checksOf } from '../compare.ts'

const TOLERANCE = { relative: 1e-8, absolute: 1e-300 }
const LEVELS = [80, 90, 95, 99]

/** `of` at each level, by the name that the case has for it. */
const byLevel = (name: string, of: (level: number) => unknown) =>
  Object.fromEntries(LEVELS.map((percent) => [`${name}${percent}`, of(percent / 100)]))

function compute(pair: RatePair) {
  const exact = testRateRatio(pair, 'exact')
  const intervals = byLevel('ci', (level) => exactRatioInterval(pair, level))
  return {
    ...pair,
    poissonTest: {
      estimate: rateRatio(pair),
      pTwoSided: exact?.pTwoSided,
      pGreater: exact?.pLarger,
      pLess: exact?.pSmaller,
      ...intervals,
    },
    rateratioTest: { pTwoSidedCentral: centralRatePValue(pair), ...intervals },
    ...byLevel('logWaldCI', (level) => logRatioInterval(pair, level)),
    ...byLevel('garwoodRate1CI', (level) => rateInterval(pair.count1, pair.exposure1, level)),
  }
}

export const judge: Judge = ({ output }) =>
  checksOf('', output, (output as RatePair[]).map(compute), TOLERANCE)
