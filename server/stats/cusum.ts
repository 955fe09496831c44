import { checkFinite } from './finite.ts'

/** How counts are made alike to standard normal numbers, by the names of R's algo.cusum. */
export const CUSUM_TRANSFORMS = [
  'standard',
  'rossi',
  'anscombe',
  'anscombe2nd',
  'pearsonNegBin',
  'none',
] as const
export type CusumTransform = (typeof CUSUM_TRANSFORMS)[number]

/** How the sum is taken; see `cusum`. */
export interface CusumOptions {
  /** The count expected, for all points or for each. More than 0 unless counts are left as they are. */
  mean: number | readonly number[]
  /** What is subtracted of each standardised count; else 1.04. */
  reference?: number
  /** The sum that is an alarm; else 2.26. */
  limit?: number
  /** Else `standard`. */
  transform?: CusumTransform
  /** For `pearsonNegBin`: the variance is mean + alpha mean^2; else 0.1. */
  alpha?: number
}

/** What the sum says of a point. */
export interface CusumPoint {
  cusum: number | null
  alarm: boolean | null
  /** The least count that would be an alarm (as a real number, except for `standard`). */
  upperBound: number | null
  /** Why nothing can be said; null where something is. */
  reason: string | null
}

/** No bound is below 0; nor is one that has no real solution, as R has it. */
const atLeast0 = (bound: number): number => (Number.isNaN(bound) ? 0 : Math.max(0, bound))

/** The standardised count. */
function standardise(x: number, m: number, transform: CusumTransform, alpha: number): number {
  switch (transform) {
    case 'standard':
      return (x - m) / Math.sqrt(m)
    case 'rossi':
      return (x - 3 * m + 2 * Math.sqrt(x * m)) / (2 * Math.sqrt(m))
    case 'anscombe':
      return (1.5 * (x ** (2 / 3) - m ** (2 / 3))) / m ** (1 / 6)
    case 'anscombe2nd':
      return (x ** (2 / 3) - (m ** (2 / 3) - m ** (-1 / 3) / 9)) / ((2 / 3) * m ** (1 / 6))
    case 'pearsonNegBin':
      return (x - m) / Math.sqrt(m + alpha * m * m)
    case 'none':
      return x
  }
}

/**
 * The count whose standardised value is `rise`. For `anscombe2nd` it is R's, which takes m^(1/3) where
 * the transform has m^(-1/3).
 */
function countOf(rise: number, m: number, transform: CusumTransform, alpha: number): number {
  switch (transform) {
    case 'standard':
      return Math.ceil(Math.sqrt(m) * rise + m)
    case 'rossi':
      return 2 * rise * Math.sqrt(m) + 5 * m - 2 * Math.sqrt(4 * m * m + 2 * m ** 1.5 * rise)
    case 'anscombe':
      return atLeast0((2 / 3) * m ** (1 / 6) * rise + m ** (2 / 3)) ** 1.5
    case 'anscombe2nd':
      return atLeast0((2 / 3) * m ** (1 / 6) * rise + m ** (2 / 3) - m ** (1 / 3) / 9) ** 1.5
    case 'pearsonNegBin':
      return Math.sqrt(m + alpha * m * m) * rise + m
    case 'none':
      return rise
  }
}

/**
 * The one-sided cumulative sum of counts: S = max(0, S before + standardised count - reference),
 * starting at 0; an alarm where S >= limit. It is not set back after an alarm. For the transform `none`
 * the bound is the limit less the sum at the point itself, as R has it.
 * @param observed counts at successive points; null is a gap, over which the sum stays as it is
 * @throws RangeError where there are fewer means than counts or a count is no finite number
 * Source: Rossi, Lampugnani and Marchi (1999), An approximate CUSUM procedure for surveillance of health
 * events; transforms and bounds as in R's surveillance::algo.cusum.
 */
export function cusum(observed: readonly (number | null)[], options: CusumOptions): CusumPoint[] {
  const { mean, reference = 1.04, limit = 2.26, transform = 'standard', alpha = 0.1 } = options
  const means = typeof mean === 'number' ? observed.map(() => mean) : mean
  if (means.length < observed.length) throw new RangeError('each count needs a mean')
  checkFinite(observed)
  let sum = 0
  return observed.map((count, t): CusumPoint => {
    const m = means[t] ?? Number.NaN
    const unknown = { cusum: null, alarm: null, upperBound: null }
    if (count === null) return { ...unknown, reason: 'a gap in the counts' }
    if (transform !== 'none' && !(m > 0 && m < Infinity))
      return { ...unknown, reason: 'no count is expected' }
    const before = sum
    sum = Math.max(0, before + (standardise(count, m, transform, alpha) - reference))
    const bound =
      transform === 'none' ? limit - sum : countOf(limit + reference - before, m, transform, alpha)
    return { cusum: sum, alarm: sum >= limit, upperBound: atLeast0(bound), reason: null }
  })
}
