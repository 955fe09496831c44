const G = 7
const COEFFICIENTS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
]

/**
 * The logarithm of the gamma function of a finite `x` > 0, to about 15 digits.
 * Source: Lanczos (1964), A precision approximation of the gamma function; g = 7, nine terms.
 * @throws RangeError where x is not positive and finite
 */
export function logGamma(x: number): number {
  if (!(x > 0 && x < Infinity)) throw new RangeError(`logGamma is for positive numbers, not ${x}`)
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const at = x - 1
  const t = at + G + 0.5
  const series = COEFFICIENTS.reduce((sum, c, i) => (i === 0 ? c : sum + c / (at + i)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(t) - t + Math.log(series)
}
