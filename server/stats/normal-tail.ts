/**
 * P(Z > z) of the standard normal distribution, to about 14 digits also far out.
 * Source: Abramowitz and Stegun (1964), 26.2.11 (series, near 0) and 26.2.14 (continued fraction).
 */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z)
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (z < 3) {
    let term = z
    let sum = z
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= (z * z) / (2 * k + 1)
      sum += term
    }
    return 0.5 - density * sum
  }
  let fraction = z
  for (let k = 200; k > 0; k--) fraction = z + k / fraction
  return density / fraction
}

/** P(|Z| > |z|) of the standard normal distribution: the two-sided p-value of z. */
export const normalTwoSided = (z: number): number => Math.min(1, 2 * normalUpperTail(Math.abs(z)))
