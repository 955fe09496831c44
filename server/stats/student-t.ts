import { betaQuantileOdds, betaTails } from './incomplete-beta.ts'
import { checkOpenProbability } from './probability.ts'

/**
 * P(T > t) of Student's t with `df` degrees of freedom (more than 0, also broken ones).
 * Source: Abramowitz and Stegun (1964), 26.7.1.
 */
export function studentUpperTail(t: number, df: number): number {
  if (t < 0) return 1 - studentUpperTail(-t, df)
  const sum = df + t * t
  return betaTails(df / sum, df / 2, 0.5, (t * t) / sum).lower / 2
}

/**
 * The point below which Student's t with `df` degrees of freedom lies with probability p: 0 < p < 1.
 * @throws RangeError where p or df is out of range
 */
export function studentQuantile(p: number, df: number): number {
  checkOpenProbability(p)
  if (p === 0.5) return 0
  if (p > 0.5) return -studentQuantile(1 - p, df)
  return -Math.sqrt(df / betaQuantileOdds(2 * p, df / 2, 0.5))
}
