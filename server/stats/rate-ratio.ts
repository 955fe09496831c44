import { binomialProbability, binomialTails, binomialTwoSided } from './binomial.ts'
import { normalTwoSided, normalUpperTail } from './normal-tail.ts'

/** Events counted in two groups, and how long or how many each was exposed (more than 0). */
export interface RatePair {
  count1: number
  exposure1: number
  count2: number
  exposure2: number
}

/** What a test says of two rates being equal. */
export interface RateTest {
  /** Normal, if the rates are equal; null for the tests that count exactly. */
  statistic: number | null
  pTwoSided: number
  /** One-sided: the first rate is larger, is smaller. */
  pLarger: number
  pSmaller: number
}

export type RateMethod = 'score' | 'wald' | 'sqrt' | 'exact' | 'mid-p'

/** @throws RangeError where a count is no count or an exposure not more than 0 */
export function checkRates({ count1, exposure1, count2, exposure2 }: RatePair): void {
  const isCount = (count: number) => Number.isInteger(count) && count >= 0
  if (!(isCount(count1) && isCount(count2))) throw new RangeError('a rate needs a count')
  if (!(exposure1 > 0 && exposure2 > 0)) throw new RangeError('a rate needs an exposure')
}

/** The first rate over the second; null where the second is 0. */
export function rateRatio(pair: RatePair): number | null {
  checkRates(pair)
  const { count1, exposure1, count2, exposure2 } = pair
  return count2 === 0 ? null : count1 / exposure1 / (count2 / exposure2)
}

function statisticOf({ count1, exposure1, count2, exposure2 }: RatePair, method: RateMethod) {
  const d = exposure1 / exposure2
  if (method === 'score') return (count1 - count2 * d) / Math.sqrt((count1 + count2) * d)
  if (method === 'wald') return (count1 - count2 * d) / Math.sqrt(count1 + count2 * d * d)
  return (2 * (Math.sqrt(count1 + 3 / 8) - Math.sqrt(d * (count2 + 3 / 8)))) / Math.sqrt(1 + d)
}

function testExactly(pair: RatePair, isMid: boolean): RateTest {
  const { count1, exposure1, count2, exposure2 } = pair
  const exposure = exposure1 + exposure2
  const chance = { p: exposure1 / exposure, q: exposure2 / exposure }
  const n = count1 + count2
  const { lower, upper } = binomialTails(count1, n, chance)
  const half = isMid ? binomialProbability(count1, n, chance) / 2 : 0
  return {
    statistic: null,
    pTwoSided: binomialTwoSided(count1, n, chance) - half,
    pLarger: upper - half,
    pSmaller: lower - half,
  }
}

/**
 * Tests whether two Poisson rates are equal.
 * - `exact`: the first count is binomial, given both together; two-sided by minimum likelihood.
 * - `mid-p`: the same with half the probability of the count itself.
 * - `score`, `wald`: the difference over its error if the rates are equal, as they are.
 * - `sqrt`: by square roots, which hold the variance.
 * @returns null where there is no event and the method so has no error to divide by
 * Source: Gu, Ng, Tang and Schucany (2008), Testing the ratio of two Poisson rates; as statsmodels'
 * test_poisson_2indep and R's poisson.test.
 */
export function testRateRatio(pair: RatePair, method: RateMethod): RateTest | null {
  checkRates(pair)
  if (method === 'exact' || method === 'mid-p') return testExactly(pair, method === 'mid-p')
  if (method !== 'sqrt' && pair.count1 + pair.count2 === 0) return null
  const statistic = statisticOf(pair, method)
  return {
    statistic,
    pTwoSided: normalTwoSided(statistic),
    pLarger: normalUpperTail(statistic),
    pSmaller: normalUpperTail(-statistic),
  }
}

/**
 * The exact two-sided p-value that goes with the exact interval: twice the smaller one-sided one.
 * Source: Fay (2010), Two-sided exact tests and matching confidence intervals; R's rateratio.test.
 */
export function centralRatePValue(pair: RatePair): number {
  checkRates(pair)
  const { pLarger, pSmaller } = testExactly(pair, false)
  return Math.min(1, 2 * Math.min(pLarger, pSmaller))
}
