import { countTails } from './count-distribution.ts'
import { sumOf } from './sum.ts'

/** How a count compares with what counts like it were before. */
export interface CountChange {
  /** The mean of the earlier counts. */
  expected: number
  /** Two-sided: how often chance alone would bring a count at least as far away. */
  pValue: number
}

/**
 * Tests one count against earlier counts of the same kind (the same weekday, the same hour), which may
 * vary more than Poisson counts do. The count to come is predicted from the earlier ones: with a
 * Jeffreys prior on counts in units of the dispersion its mean is (sum + dispersion / 2) / n, and its
 * variance the dispersion times (1 + 1/n) times that (1/n: the mean itself is only estimated), as a
 * negative binomial; p is twice the smaller tail.
 * @param earlier the n counts before, at least one
 * @param dispersion variance over mean of such counts, at least 1 (see `pearsonDispersion`)
 * Source: Gelman et al., Bayesian Data Analysis (2013), 2.6: the predictive distribution of a Poisson
 * rate; overdispersion as in McCullagh and Nelder, Generalized Linear Models (1989), 6.2.
 */
export function testCountChange(
  observed: number,
  earlier: readonly number[],
  dispersion: number,
): CountChange {
  const n = earlier.length
  if (n === 0) throw new RangeError('there is nothing to compare the count with')
  const sum = sumOf(earlier)
  const { lower, upper } = countTails(observed, {
    mean: (sum + 0.5 * dispersion) / n,
    dispersion: dispersion * (1 + 1 / n),
  })
  return { expected: sum / n, pValue: Math.min(1, 2 * Math.min(lower, upper)) }
}
