import { betaQuantileOdds } from './incomplete-beta.ts'
import { gammaQuantile } from './incomplete-gamma.ts'
import { normalReach } from './normal-quantile.ts'
import { checkRates, type RatePair, rateRatio } from './rate-ratio.ts'

/** An interval without an upper end (null) goes on for ever. */
export type OpenInterval = [low: number, high: number | null]

/**
 * The exact interval of a Poisson rate.
 * @param level 0.95 unless named
 * Source: Garwood (1936), Fiducial limits for the Poisson distribution.
 */
export function rateInterval(count: number, exposure: number, level = 0.95): [number, number] {
  checkRates({ count1: count, exposure1: exposure, count2: 0, exposure2: 1 })
  const outside = (1 - level) / 2
  const low = count === 0 ? 0 : gammaQuantile(outside, count)
  return [low / exposure, gammaQuantile(1 - outside, count + 1) / exposure]
}

/**
 * The exact interval of the ratio of two Poisson rates: Clopper and Pearson's of the first count's share
 * in both, as odds. From 0 where the first count is 0, open where the second is.
 * @param level 0.95 unless named
 * Source: Przyborowski and Wilenski (1940), Homogeneity of results in testing samples from Poisson
 * series; as R's poisson.test and rateratio.test.
 */
export function exactRatioInterval(pair: RatePair, level = 0.95): OpenInterval {
  checkRates(pair)
  const { count1, exposure1, count2, exposure2 } = pair
  const outside = (1 - level) / 2
  const scale = exposure2 / exposure1
  const low = count1 === 0 ? 0 : betaQuantileOdds(outside, count1, count2 + 1) * scale
  const high = count2 === 0 ? null : betaQuantileOdds(1 - outside, count1 + 1, count2) * scale
  return [low, high]
}

/**
 * The interval of the ratio of two Poisson rates by its logarithm being nearly normal.
 * @param level 0.95 unless named
 * @returns null where a count is 0
 * Source: Rothman and Greenland, Modern Epidemiology (1998); as R's epitools::rateratio.wald.
 */
export function logRatioInterval(pair: RatePair, level = 0.95): [number, number] | null {
  const ratio = rateRatio(pair)
  if (!ratio) return null
  const half = normalReach(level) * Math.sqrt(1 / pair.count1 + 1 / pair.count2)
  return [ratio * Math.exp(-half), ratio * Math.exp(half)]
}
