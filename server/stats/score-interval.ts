import { bisect } from './bisect.ts'
import { normalReach } from './normal-quantile.ts'
import type { OpenInterval } from './rate-intervals.ts'

/** How many of how many in two groups: k1 of n1 and k2 of n2. */
export interface ProportionPair {
  k1: number
  n1: number
  k2: number
  n2: number
}

/** The variance of a difference of proportions, with Miettinen and Nurminen's n / (n - 1). */
function varianceOf({ n1, n2 }: ProportionPair, p1: number, p2: number, ratio: number): number {
  const variance = (p1 * (1 - p1)) / n1 + (ratio * ratio * p2 * (1 - p2)) / n2
  return (variance * (n1 + n2)) / (n1 + n2 - 1)
}

const over = (distance: number, variance: number): number =>
  distance === 0 ? 0 : distance / Math.sqrt(variance)

/**
 * The most likely second proportion where the first is `difference` more: a root of a cubic, not yet
 * held between 0 and 1.
 * @param slope n2; see `differenceScore`
 */
function secondProportion(pair: ProportionPair, difference: number, slope: number): number {
  const { k1, n1, k2, n2 } = pair
  const [n, k] = [n1 + n2, k1 + k2]
  if (difference === 0) return k / n
  const a = ((n1 + 2 * n2) * difference - n - k) / (3 * n)
  const b = ((slope * difference - n - 2 * k2) * difference + k) / n
  const c = (k2 * difference * (1 - difference)) / n
  const q = a ** 3 - (a * b) / 2 + c / 2
  const p = (q < 0 ? -1 : 1) * Math.sqrt(a * a - b / 3)
  return 2 * p * Math.cos((Math.PI + Math.acos(q / p ** 3)) / 3) - a
}

/**
 * The score of a difference of two proportions being p1 - p2: what they differ more, over its error
 * with the most likely proportions of that difference.
 * @param form `statsmodels` 0.13 has k2 in the cubic where n2 is due, and does not hold proportions
 * between 0 and 1: it is NaN where there is no such root
 * Source: Miettinen and Nurminen (1985), Comparative analysis of two rates.
 */
export function differenceScore(
  pair: ProportionPair,
  difference: number,
  form: 'textbook' | 'statsmodels' = 'textbook',
): number {
  const { k1, n1, k2, n2 } = pair
  const distance = k1 / n1 - k2 / n2 - difference
  if (form === 'statsmodels') {
    const p2 = secondProportion(pair, difference, k2)
    return distance / Math.sqrt(varianceOf(pair, p2 + difference, p2, 1))
  }
  const [least, most] = [Math.max(0, -difference), Math.min(1, 1 - difference)]
  const root = secondProportion(pair, difference, n2)
  // No root: rounding has brought the cosine over 1, at the end of the range.
  const held = Number.isNaN(root) ? least : Math.min(most, Math.max(least, root))
  return over(distance, varianceOf(pair, held + difference, held, 1))
}

/** The score of p1 / p2 being `ratio`. Source: Miettinen and Nurminen (1985). */
function ratioScore(pair: ProportionPair, ratio: number): number {
  const { k1, n1, k2, n2 } = pair
  const [n, k] = [n1 + n2, k1 + k2]
  const b = n1 * ratio + k1 + n2 + k2 * ratio
  const p2 = (2 * k) / (b + Math.sqrt(b * b - 4 * n * ratio * k))
  const p1 = Math.min(1, p2 * ratio)
  return over(k1 / n1 - (ratio * k2) / n2, varianceOf(pair, p1, Math.min(1, p2), ratio))
}

/**
 * The interval of p1 - p2 by the score test.
 * @param level 0.95 unless named
 * @returns null where a side is empty
 * Source: Miettinen and Nurminen (1985), Comparative analysis of two rates.
 */
export function differenceScoreInterval(
  pair: ProportionPair,
  level = 0.95,
): [number, number] | null {
  const { k1, n1, k2, n2 } = pair
  if (n1 === 0 || n2 === 0) return null
  const z = normalReach(level)
  const difference = k1 / n1 - k2 / n2
  const low = bisect((at) => differenceScore(pair, at) <= z, -1, difference)
  return [low, bisect((at) => differenceScore(pair, at) < -z, difference, 1)]
}

/**
 * The interval of p1 / p2 by the score test: from 0 where k1 is 0, open where k2 is.
 * @param level 0.95 unless named
 * @returns null where a side is empty or none of both have it
 * Source: Koopman (1984), Confidence intervals for the ratio of two binomial proportions; with the
 * correction of Miettinen and Nurminen (1985).
 */
export function ratioScoreInterval(pair: ProportionPair, level = 0.95): OpenInterval | null {
  const { k1, n1, k2, n2 } = pair
  if (n1 === 0 || n2 === 0 || k1 + k2 === 0) return null
  const z = normalReach(level)
  const score = (log: number) => ratioScore(pair, Math.exp(log))
  return [
    k1 === 0 ? 0 : Math.exp(bisect((log) => score(log) <= z, -300, 300)),
    k2 === 0 ? null : Math.exp(bisect((log) => score(log) < -z, -300, 300)),
  ]
}
