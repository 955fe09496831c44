import { checkFinite } from './finite.ts'
import { sumOf } from './sum.ts'

/** Values less their mean, and the mean powers of what is left. */
export interface Deviations {
  mean: number
  z: number[]
  /** Sum of squares over n, more than 0. */
  variance: number
  /** Fourth moment over the squared variance. */
  kurtosis: number
}

/**
 * The deviations of values from their mean, without the rounding of a plain sum.
 * @returns null where nothing varies: fewer than two values, or all are the same
 * @throws RangeError where a value is no finite number
 */
export function deviationsOf(x: readonly number[]): Deviations | null {
  checkFinite(x)
  if (x.every((value) => value === x[0])) return null
  const n = x.length
  const rough = sumOf(x) / n
  const mean = rough + sumOf(x.map((value) => value - rough)) / n
  const z = x.map((value) => value - mean)
  const variance = sumOf(z.map((value) => value ** 2)) / n
  const fourth = sumOf(z.map((value) => value ** 4)) / n
  return { mean, z, variance, kurtosis: fourth / variance ** 2 }
}
