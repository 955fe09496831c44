import { leastWhole } from './bisect.ts'
import { type CountDistribution, countTails } from './count-distribution.ts'
import { normalQuantile } from './normal-quantile.ts'

/** What rounding may take from a probability, so that a tie stays one. */
const ROUNDING = 64 * Number.EPSILON

/** About where the quantile lies, by the mean, the variance and the skewness. */
function guess(p: number, { mean, dispersion }: CountDistribution): number {
  const deviation = Math.sqrt(mean * dispersion)
  const skewness = (2 * dispersion - 1) / deviation
  const z = normalQuantile(p)
  return Math.max(0, Math.round(mean + deviation * (z + (skewness * (z * z - 1)) / 6)))
}

/**
 * The least count k with P(X <= k) >= p. Of the order of ten tails are computed, each in time of the
 * order of the mean's square root.
 * @param p at least 0 and less than 1
 * @throws RangeError where p is out of range or there is no such distribution
 * Source: first guess by Cornish and Fisher (1938), as in R's qnbinom; then bisection.
 */
export function countQuantile(p: number, distribution: CountDistribution): number {
  if (!(p >= 0 && p < 1)) throw new RangeError(`a quantile is for 0 <= p < 1, not ${p}`)
  const reaches = (k: number) => {
    const { lower, above } = countTails(k, distribution)
    return p < 0.5 ? lower >= p * (1 - ROUNDING) : above <= 1 - p + ROUNDING
  }
  if (p === 0 || reaches(0)) return 0
  const start = guess(p, distribution)
  let step = 1 + Math.floor(Math.sqrt(distribution.mean * distribution.dispersion) / 64)
  let [no, yes] = [start, start]
  if (reaches(start)) {
    for (; no > 0 && reaches(no); step *= 2) [no, yes] = [Math.max(0, no - step), no]
  } else {
    for (; !reaches(yes); step *= 2) [no, yes] = [yes, yes + step]
  }
  return leastWhole(reaches, no + 1, yes)
}
