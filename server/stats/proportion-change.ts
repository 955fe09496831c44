import { normalReach } from './normal-quantile.ts'
import type { OpenInterval } from './rate-intervals.ts'
import {
  differenceScoreInterval,
  type ProportionPair,
  ratioScoreInterval,
} from './score-interval.ts'
import { wilsonInterval } from './wilson.ts'

export type DifferenceMethod = 'newcomb' | 'wald' | 'score' | 'agresti-caffo'
export type RatioMethod = 'log' | 'log-adjusted' | 'score'

function waldInterval({ k1, n1, k2, n2 }: ProportionPair, z: number): [number, number] {
  const [p1, p2] = [k1 / n1, k2 / n2]
  const half = z * Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2)
  return [p1 - p2 - half, p1 - p2 + half]
}

function newcombeInterval({ k1, n1, k2, n2 }: ProportionPair, z: number): [number, number] {
  const [p1, p2] = [k1 / n1, k2 / n2]
  const [low1, high1] = wilsonInterval(k1, n1, z)
  const [low2, high2] = wilsonInterval(k2, n2, z)
  return [p1 - p2 - Math.hypot(p1 - low1, high2 - p2), p1 - p2 + Math.hypot(p2 - low2, high1 - p1)]
}

/**
 * An interval of the difference p1 - p2 of two proportions.
 * - `newcomb`: from Wilson's intervals of both. `score`: of Miettinen and Nurminen's test.
 * - `wald`: the plain normal one; `agresti-caffo`: the same with one more each that has it and has not.
 * @param level 0.95 unless named
 * @returns null where a side is empty
 * Source: Newcombe (1998), Interval estimation for the difference between independent proportions;
 * Agresti and Caffo (2000). The names are those of statsmodels.
 */
export function differenceInterval(
  pair: ProportionPair,
  method: DifferenceMethod,
  level = 0.95,
): [number, number] | null {
  const { k1, n1, k2, n2 } = pair
  if (n1 === 0 || n2 === 0) return null
  const z = normalReach(level)
  if (method === 'score') return differenceScoreInterval(pair, level)
  if (method === 'newcomb') return newcombeInterval(pair, z)
  if (method === 'wald') return waldInterval(pair, z)
  return waldInterval({ k1: k1 + 1, n1: n1 + 2, k2: k2 + 1, n2: n2 + 2 }, z)
}

/**
 * An interval of the ratio p1 / p2 of two proportions.
 * - `score`: of Koopman's test. `log`: the logarithm taken for normal; null where k1 or k2 is 0.
 * - `log-adjusted`: the same with a half more of each count.
 * @param level 0.95 unless named
 * @returns null where a side is empty
 * Source: Katz et al. (1978), Obtaining confidence intervals for the risk ratio; Koopman (1984).
 */
export function ratioInterval(
  pair: ProportionPair,
  method: RatioMethod,
  level = 0.95,
): OpenInterval | null {
  if (pair.n1 === 0 || pair.n2 === 0) return null
  if (method === 'score') return ratioScoreInterval(pair, level)
  const add = method === 'log' ? 0 : 0.5
  const [k1, n1, k2, n2] = [pair.k1 + add, pair.n1 + add, pair.k2 + add, pair.n2 + add]
  if (k1 === 0 || k2 === 0) return null
  const half = normalReach(level) * Math.sqrt(1 / k1 - 1 / n1 + 1 / k2 - 1 / n2)
  const ratio = k1 / n1 / (k2 / n2)
  return [ratio * Math.exp(-half), ratio * Math.exp(half)]
}
