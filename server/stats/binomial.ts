import { leastWhole } from './bisect.ts'
import { betaTails } from './incomplete-beta.ts'
import { devianceOf, stirlingError } from './saddle-point.ts'

/** The probability of a success and of none; both are named since one may be too near 1 for digits. */
export interface Chance {
  p: number
  q: number
}

function check(k: number, n: number): void {
  if (!(Number.isInteger(k) && Number.isInteger(n) && k >= 0 && k <= n)) {
    throw new RangeError(`${k} of ${n} is no number of successes`)
  }
}

/** P(X = k) of n trials. Source: Loader (2000), Fast and accurate binomial probabilities. */
export function binomialProbability(k: number, n: number, { p, q }: Chance): number {
  check(k, n)
  if (k === 0) return Math.exp(n * (p < 0.5 ? Math.log1p(-p) : Math.log(q)))
  if (k === n) return Math.exp(n * (q < 0.5 ? Math.log1p(-q) : Math.log(p)))
  const log =
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    devianceOf(k, n * p) -
    devianceOf(n - k, n * q)
  return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * k * (n - k)))
}

/** P(X <= k) and P(X >= k) of n trials. Source: Abramowitz and Stegun (1964), 26.5.24. */
export function binomialTails(
  k: number,
  n: number,
  { p, q }: Chance,
): { lower: number; upper: number } {
  check(k, n)
  return {
    lower: k === n ? 1 : betaTails(p, k + 1, n - k, q).upper,
    upper: k === 0 ? 1 : betaTails(p, k, n - k + 1, q).lower,
  }
}

/** By minimum likelihood: probabilities that differ by rounding only count as equal. */
export const LIKELIHOOD_SLACK = 1 + 1e-7

/**
 * The two-sided p-value of k successes in n trials: how probable all numbers are that are not more
 * probable than k.
 * Source: minimum likelihood, as R's binom.test and scipy's binomtest.
 */
export function binomialTwoSided(k: number, n: number, chance: Chance): number {
  const expected = n * chance.p
  const most = binomialProbability(k, n, chance) * LIKELIHOOD_SLACK
  const isRare = (i: number) => binomialProbability(i, n, chance) <= most
  if (k === expected) return 1
  if (k < expected) {
    const other = leastWhole(isRare, Math.ceil(expected), n + 1)
    const upper = other > n ? 0 : binomialTails(other, n, chance).upper
    return Math.min(1, binomialTails(k, n, chance).lower + upper)
  }
  // Below the mean probabilities rise: the first that is not rare ends the tail.
  const other = leastWhole((i) => !isRare(i), 0, Math.floor(expected) + 1) - 1
  const lower = other < 0 ? 0 : binomialTails(other, n, chance).lower
  return Math.min(1, binomialTails(k, n, chance).upper + lower)
}
