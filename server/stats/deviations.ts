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
  if (!x.every(Number.isFinite)) throw new RangeError('a value is no finite number')
  if (x.every((value) => value === x[0])) return null
  const n = x.length
  const rough = x.reduce((sum, value) => sum + value, 0) / n
  const mean = rough + x.reduce((sum, value) => sum + (value - rough), 0) / n
  const z = x.map((value) => value - mean)
  const variance = z.reduce((sum, value) => sum + value ** 2, 0) / n
  const fourth = z.reduce((sum, value) => sum + value ** 4, 0) / n
  return { mean, z, variance, kurtosis: fourth / variance ** 2 }
}
