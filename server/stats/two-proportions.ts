import { normalTwoSided, normalUpperTail } from './normal-tail.ts'

/** What tests by the normal distribution say of two proportions being equal. */
export interface ProportionTest {
  /** The difference over its error if the proportions are equal; its square is chi-square. */
  z: number
  pTwoSided: number
  /** One-sided: the first proportion is larger, is smaller. */
  pLarger: number
  pSmaller: number
  /** Chi-square with Yates' continuity correction. */
  chiSquareYates: number
  pYates: number
  /** The difference over its error as the proportions are; null where that is 0. */
  zUnpooled: number | null
  pUnpooled: number | null
}

/**
 * Tests whether two proportions, k1 of n1 and k2 of n2, are equal.
 * @returns null where the data cannot say: a side is empty, or all or none of both have it
 * Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), 3.1; Yates (1934).
 */
export function testProportions(
  k1: number,
  n1: number,
  k2: number,
  n2: number,
): ProportionTest | null {
  if (n1 === 0 || n2 === 0) return null
  const [p1, p2, pooled] = [k1 / n1, k2 / n2, (k1 + k2) / (n1 + n2)]
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
  if (error === 0) return null
  const z = (p1 - p2) / error
  // Each cell of the 2 x 2 table is as far from what is expected.
  const off = Math.abs(k1 - n1 * pooled)
  const shrunk = off === 0 ? 0 : Math.max(0, off - 0.5) / off
  const unpooled = Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2)
  const zUnpooled = unpooled === 0 ? null : (p1 - p2) / unpooled
  return {
    ...{ z, pTwoSided: normalTwoSided(z) },
    ...{ pLarger: normalUpperTail(z), pSmaller: normalUpperTail(-z) },
    ...{ chiSquareYates: (z * shrunk) ** 2, pYates: normalTwoSided(z * shrunk) },
    ...{ zUnpooled, pUnpooled: zUnpooled === null ? null : normalTwoSided(zUnpooled) },
  }
}

/**
 * The two-sided p-value of two proportions being equal: the z test with the pooled proportion.
 * @returns null where the data cannot say: a side is empty, or all or none of both have it
 * Source: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), 3.1.
 */
export function compareProportions(k1: number, n1: number, k2: number, n2: number): number | null {
  return testProportions(k1, n1, k2, n2)?.pTwoSided ?? null
}
