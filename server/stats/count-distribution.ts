import { betaTails } from './incomplete-beta.ts'
import { gammaTails, type Tails } from './incomplete-gamma.ts'
import { devianceOf, stirlingError } from './saddle-point.ts'

/**
 * A distribution of counts with a mean and a variance of `dispersion` times the mean: Poisson where
 * the dispersion is 1, else negative binomial with size mean / (dispersion - 1).
 */
export interface CountDistribution {
  /** More than 0. */
  mean: number
  /** At least 1. */
  dispersion: number
}

/** So close to 1 nothing of the difference is left in the digits of a number. */
const POISSON = 1 + 1e-9

function poissonProbability(k: number, mean: number): number {
  if (k === 0) return Math.exp(-mean)
  return Math.exp(-stirlingError(k) - devianceOf(k, mean)) / Math.sqrt(2 * Math.PI * k)
}

function negativeBinomialProbability(k: number, mean: number, dispersion: number): number {
  const size = mean / (dispersion - 1)
  if (k === 0) return Math.exp(-size * Math.log(dispersion))
  const trials = k + size
  const log =
    stirlingError(trials) -
    stirlingError(size) -
    stirlingError(k) -
    devianceOf(size, trials / dispersion) -
    devianceOf(k, (trials * (dispersion - 1)) / dispersion)
  return (size / trials) * Math.exp(log) * Math.sqrt(trials / (2 * Math.PI * k * size))
}

function check(k: number, { mean, dispersion }: CountDistribution): void {
  if (!(mean > 0) || !(dispersion >= 1)) {
    throw new RangeError(`no counts have mean ${mean} and dispersion ${dispersion}`)
  }
  if (!Number.isInteger(k) || k < 0) throw new RangeError(`${k} is no count`)
}

/** P(X = k). Source: Loader (2000), Fast and accurate computation of binomial probabilities. */
export function countProbability(k: number, distribution: CountDistribution): number {
  check(k, distribution)
  const { mean, dispersion } = distribution
  return dispersion < POISSON
    ? poissonProbability(k, mean)
    : negativeBinomialProbability(k, mean, dispersion)
}

/**
 * P(X <= k), P(X > k) and P(X >= k); the smaller tails keep their digits however small they are.
 * Source: Abramowitz and Stegun (1964), 26.4.21 (Poisson) and 26.5.26 (negative binomial).
 */
export function countTails(
  k: number,
  distribution: CountDistribution,
): { lower: number; above: number; upper: number } {
  check(k, distribution)
  const { mean, dispersion } = distribution
  const tailsTo = (n: number): Tails => {
    if (n === 0) return { lower: 0, upper: 1 }
    if (dispersion < POISSON) {
      const { lower, upper } = gammaTails(n, mean)
      return { lower: upper, upper: lower }
    }
    const size = mean / (dispersion - 1)
    return betaTails(1 / dispersion, size, n, (dispersion - 1) / dispersion)
  }
  const { lower, upper: above } = tailsTo(k + 1)
  return { lower, above, upper: tailsTo(k).upper }
}
