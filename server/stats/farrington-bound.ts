import { countTails } from './count-distribution.ts'
import { countQuantile } from './count-quantile.ts'
import type { FarringtonOptions } from './farrington-options.ts'
import { normalUpperTail } from './normal-tail.ts'

/** What a fit says of the count to come. */
export interface Prediction {
  /** log(mean), and its standard error. */
  logMean: number
  standardError: number
  /** The dispersion of the counts, at least 1. */
  phi: number
}

export interface Bound {
  /** The count that chance alone exceeds with probability alpha; null: there is no such number. */
  upper: number | null
  /** How often chance alone would bring as many as were counted, or more. */
  pValue: number | null
}

const EXPONENTS = { '2/3': 2 / 3, '1/2': 1 / 2, none: 1 }

/** The variance of the transformed count, for a variance of mean * tau before. */
function transformedVariance(mean: number, tau: number, power: keyof typeof EXPONENTS): number {
  if (power === 'none') return mean * tau
  return power === '1/2' ? tau / 4 : (4 / 9) * Math.cbrt(mean) * tau
}

/** The transformed count is taken for normal. Source: Farrington et al. (1996), 3.6. */
function deltaBound(
  observed: number,
  { logMean, standardError, phi }: Prediction,
  power: keyof typeof EXPONENTS,
  z: number,
): Bound {
  const mean = Math.max(Math.exp(logMean), Number.EPSILON)
  const exponent = EXPONENTS[power]
  // tau = phi + se^2 / mean, where the error of the mean is that of its logarithm times the mean
  const tau = phi + standardError * standardError * mean
  const deviation = Math.sqrt(transformedVariance(mean, tau, power))
  const upper = (mean ** exponent + Math.abs(z) * deviation) ** (1 / exponent)
  const pValue = normalUpperTail((observed ** exponent - mean ** exponent) / deviation)
  return Number.isFinite(upper) ? { upper, pValue } : { upper: null, pValue: null }
}

/** Beyond this mean a count is as good as normal, and the sums of its tails would never end. */
const MANY = 1e12

/**
 * The bound of the count to come, and the p-value of the observed one.
 * `delta`: of a count made symmetric by a power, with the error of its mean. `nbPlugin`: of a negative
 * binomial (Poisson where phi is 1) of the fitted mean. `muan`: the same of the upper bound of the mean.
 * @param z what a standard normal number exceeds with probability alpha
 * Source: Farrington et al. (1996); Noufaily et al. (2013), 3.5; Salmon et al. (2016), 2.2.
 */
export function farringtonBound(
  observed: number,
  prediction: Prediction,
  { thresholdMethod, powertrans, alpha }: FarringtonOptions,
  z: number,
): Bound {
  if (thresholdMethod === 'delta') return deltaBound(observed, prediction, powertrans, z)
  const { logMean, standardError, phi } = prediction
  const mean = Math.exp(thresholdMethod === 'muan' ? logMean + z * standardError : logMean)
  if (!Number.isFinite(mean) || mean === 0) return { upper: null, pValue: null }
  if (mean > MANY) {
    const deviation = Math.sqrt(mean * phi)
    const upper = Math.round(mean + z * deviation)
    return { upper, pValue: normalUpperTail((observed - mean) / deviation) }
  }
  const distribution = { mean, dispersion: phi }
  return {
    upper: countQuantile(1 - alpha, distribution),
    pValue: observed === 0 ? 1 : countTails(observed, distribution).upper,
  }
}
