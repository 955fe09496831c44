import { betaQuantile } from './incomplete-beta.ts'
import { normalReach } from './normal-quantile.ts'
import { wilsonInterval } from './wilson.ts'

export const PROPORTION_METHODS = [
  'wilson',
  'wilsonCC',
  'clopperPearson',
  'agrestiCoull',
  'jeffreys',
] as const
export type ProportionMethod = (typeof PROPORTION_METHODS)[number]

/** The upper end of Wilson's interval with continuity correction. */
function correctedHigh(k: number, n: number, z: number): number {
  if (k === n) return 1
  const p = k / n
  const root = Math.sqrt(z * z + 2 - 1 / n + 4 * p * (n * (1 - p) - 1))
  return Math.min(1, (2 * n * p + z * z + 1 + z * root) / (2 * (n + z * z)))
}

/** Of a beta distribution; an end where k is 0 or n and the beta so has no place is that of the range. */
function betaInterval(
  outside: number,
  k: number,
  n: number,
  add: [number, number],
): [number, number] {
  const [low, high] = add
  const fail = n - k
  return [
    k + low === 0 ? 0 : betaQuantile(outside, k + low, fail + high),
    fail + low === 0 ? 1 : 1 - betaQuantile(outside, fail + low, k + high),
  ]
}

/**
 * An interval of a proportion.
 * - `wilson`: of the score test, near the level; `wilsonCC` with continuity correction, at least it.
 * - `clopperPearson`: exact, at least the level. `jeffreys`: Bayes with a prior of beta(1/2, 1/2).
 * - `agrestiCoull`: normal about Wilson's middle, cut at 0 and 1.
 * @param k how many of the n; 0 <= k <= n
 * @param level 0.95 unless named
 * @returns null where there is nothing (n = 0)
 * Source: Newcombe (1998), Two-sided confidence intervals for the single proportion; Brown, Cai and
 * DasGupta (2001), Interval estimation for a binomial proportion.
 */
export function proportionInterval(
  k: number,
  n: number,
  method: ProportionMethod,
  level = 0.95,
): [low: number, high: number] | null {
  if (!(n >= 0 && k >= 0 && k <= n)) throw new RangeError(`${k} of ${n} is no proportion`)
  if (n === 0) return null
  const outside = (1 - level) / 2
  const z = normalReach(level)
  switch (method) {
    case 'wilson':
      return wilsonInterval(k, n, z)
    case 'wilsonCC':
      return [1 - correctedHigh(n - k, n, z), correctedHigh(k, n, z)]
    case 'clopperPearson':
      return betaInterval(outside, k, n, [0, 1])
    case 'jeffreys':
      return betaInterval(outside, k, n, [0.5, 0.5])
    case 'agrestiCoull': {
      const total = n + z * z
      const middle = (k + (z * z) / 2) / total
      const half = z * Math.sqrt((middle * (1 - middle)) / total)
      return [Math.max(0, middle - half), Math.min(1, middle + half)]
    }
  }
}
