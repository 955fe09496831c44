import { normalReach } from './normal-quantile.ts'

const Z95 = normalReach(0.95)

/**
 * The Wilson score interval of a proportion, without continuity correction.
 * @param k how many of the n; 0 <= k <= n, n > 0
 * @param z how far the level reaches (see `normalReach`), that of 95 % unless named
 * Source: Wilson (1927), Probable inference, the law of succession, and statistical inference.
 */
export function wilsonInterval(k: number, n: number, z = Z95): [low: number, high: number] {
  if (!(n > 0 && k >= 0 && k <= n)) throw new RangeError(`${k} of ${n} is no proportion`)
  const p = k / n
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  return [k === 0 ? 0 : Math.max(0, centre - half), k === n ? 1 : Math.min(1, centre + half)]
}
