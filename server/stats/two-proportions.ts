import { normalUpperTail } from './normal-tail.ts'

/**
 * The two-sided p-value of two proportions being equal: the z test with the pooled proportion.
 * @returns null where the data cannot say: a side is empty, or all or none of both have it
 * Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), 3.1.
 */
export function compareProportions(k1: number, n1: number, k2: number, n2: number): number | null {
  if (n1 === 0 || n2 === 0) return null
  const pooled = (k1 + k2) / (n1 + n2)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
  if (error === 0) return null
  return Math.min(1, 2 * normalUpperTail(Math.abs(k1 / n1 - k2 / n2) / error))
}
