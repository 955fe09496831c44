import { fisherExact, oddsRatio } from '../../../server/stats/fisher-exact.ts'
import { normalUpperTail } from '../../../server/stats/normal-tail.ts'
import {
  type DifferenceMethod,
  differenceInterval,
  ratioInterval,
} from '../../../server/stats/proportion-change.ts'
import type { OpenInterval } from '../../../server/stats/rate-intervals.ts'
import { differenceScore, type ProportionPair } from '../../../server/stats/score-interval.ts'
import { testProportions } from '../../../server/stats/two-proportions.ts'
import { brentRoot } from '../brent.ts'
import type { Case, Check, Judge } from '../case.ts'
import { checksOf } from '../compare.ts'

const TOLERANCE = { relative: 1e-8, absolute: 1e-13 }
/** Of the intervals by the score, which statsmodels finds as roots. */
const ROOT = { relative: 1e-5, absolute: 1e-8 }

/**
 * statsmodels' interval of the difference by the score: it looks for each end between the difference
 * and Wald's end, moved outwards by a half or a quarter, and has nothing where it is not there. Its score
 * is NaN at places, so that its ends may be none: what its root finder makes of that is theirs, too.
 */
function packageInterval(pair: ProportionPair, level: number): [number, number] | null {
  const wald = differenceInterval(pair, 'wald', level)
  if (!wald) return null
  const [low, high] = wald
  const difference = pair.k1 / pair.n1 - pair.k2 / pair.n2
  const over = (at: number) =>
    2 * normalUpperTail(Math.abs(differenceScore(pair, at, 'statsmodels'))) - (1 - level)
  const upper = brentRoot(over, difference, Math.min(high + Math.abs(high) / 2, 0.99999))
  const lower = brentRoot(over, low - Math.abs(low) / 4, difference)
  return lower === null || upper === null ? null : [lower, upper]
}

/**
 * statsmodels' interval of the ratio by the score takes the two smallest roots of a cubic. Where all of a
 * group have it, n / k (all of the first) or k / n (of the second), of both groups together, is one
 * of them, which is no end of the interval.
 */
function packageRatio(pair: ProportionPair, level: number): OpenInterval | null {
  const [low, high] = ratioInterval(pair, 'score', level) ?? [null, null]
  const share = (pair.k1 + pair.k2) / (pair.n1 + pair.n2)
  if (low === null) return null
  if (pair.k2 === pair.n2) return [share, Math.max(high ?? 0, share)]
  return [pair.k1 === pair.n1 ? Math.max(low, 1 / share) : low, high]
}

const LEVELS = [80, 90, 95, 99]
const DIFFERENCES: DifferenceMethod[] = ['newcomb', 'wald', 'agresti-caffo']

function intervals(pair: ProportionPair, percent: number) {
  const level = percent / 100
  const differences = DIFFERENCES.map((method) => [
    `diffCI${percent}_${method}`,
    differenceInterval(pair, method, level),
  ])
  return {
    ...Object.fromEntries(differences),
    [`diffCI${percent}_score`]: packageInterval(pair, level),
    [`ratioCI${percent}_log`]: ratioInterval(pair, 'log', level),
    [`ratioCI${percent}_log-adjusted`]: ratioInterval(pair, 'log-adjusted', level),
    [`ratioCI${percent}_score`]: packageRatio(pair, level),
  }
}

function compute(pair: ProportionPair) {
  const { k1, n1, k2, n2 } = pair
  const test = testProportions(k1, n1, k2, n2)
  return {
    ...{ k1, n1, k2, n2, pooledZ: test?.z, pTwoSided: test?.pTwoSided },
    ...{ pLarger: test?.pLarger, pSmaller: test?.pSmaller },
    ...{ unpooledZ: test?.zUnpooled, unpooledP: test?.pUnpooled },
    ...{ chi2: test && test.z ** 2, chi2P: test?.pTwoSided },
    ...{ chi2Yates: test?.chiSquareYates, chi2YatesP: test?.pYates },
    ...{ fisherTwoSidedP: fisherExact(k1, n1, k2, n2), oddsRatio: oddsRatio(k1, n1, k2, n2) },
    ...Object.assign({}, ...LEVELS.map((percent) => intervals(pair, percent))),
  }
}

function* judgeAll({ output }: Case): Generator<Check> {
  for (const [i, expected] of (output as ProportionPair[]).entries()) {
    const actual = compute(expected)
    for (const [name, value] of Object.entries(expected)) {
      const tolerance = name.endsWith('_score') ? ROOT : TOLERANCE
      yield* checksOf(`[${i}].${name}`, value, actual[name], tolerance)
    }
  }
}

export const judge: Judge = judgeAll
