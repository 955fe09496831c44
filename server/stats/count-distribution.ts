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

/** P(X = k). Source: Loader (2000), Fast and accurate computation of binomial probabilities. */
export function countProbability(k: number, { mean, dispersion }: CountDistribution): number {
  if (!(mean > 0) || !(dispersion >= 1)) {
    throw new RangeError(`no counts have mean ${mean} and dispersion ${dispersion}`)
  }
  if (!Number.isInteger(k) || k < 0) throw new RangeError(`${k} is no count`)
  return dispersion < POISSON
    ? poissonProbability(k, mean)
    : negativeBinomialProbability(k, mean, dispersion)
}

/** The tail of k and beyond, summed from k away from the mean. */
function sumAway(k: number, distribution: CountDistribution, step: 1 | -1): number {
  const { mean, dispersion } = distribution
  // P(k + 1) / P(k) = (mean + k (dispersion - 1)) / (dispersion (k + 1))
  const up = (at: number) => (mean + at * (dispersion - 1)) / (dispersion * (at + 1))
  // Relative to the first term: in the far tails the terms themselves would vanish.
  let term = 1
  let sum = 1
  for (let at = k; step === 1 || at > 0; at += step) {
    term *= step === 1 ? up(at) : 1 / up(at - 1)
    const next = sum + term
    if (next === sum) break
    sum = next
  }
  return sum * countProbability(k, distribution)
}

/** P(X <= k) and P(X >= k): the smaller is summed, so that it keeps its digits however small. */
export function countTails(
  k: number,
  distribution: CountDistribution,
): { lower: number; upper: number } {
  const at = countProbability(k, distribution)
  if (k > distribution.mean) {
    const upper = Math.min(1, sumAway(k, distribution, 1))
    return { upper, lower: Math.min(1, 1 - upper + at) }
  }
  const lower = Math.min(1, sumAway(k, distribution, -1))
  return { lower, upper: Math.min(1, 1 - lower + at) }
}
