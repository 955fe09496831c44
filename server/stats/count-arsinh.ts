/** Anscombe's constant: with it the roots of Poisson counts vary least unequally. */
const ANSCOMBE = 3 / 8
/** Of a negative binomial whose counts vary by 1 / sqrt(200), 7 %, beside what chance does. */
const SHAPE = 200
const UNIT = SHAPE - 2 * ANSCOMBE

/**
 * The scale on which counts vary much the same whatever their mean: of small ones as their root does, as
 * chance alone would have it, of large ones as their logarithm.
 * @throws RangeError where the count is below 0 or no number
 * Source: Anscombe (1948), The transformation of Poisson, binomial and negative-binomial data.
 */
export function countArsinh(count: number): number {
  if (!(count >= 0)) throw new RangeError(`a count is at least 0, not ${count}`)
  return 2 * Math.asinh(Math.sqrt((count + ANSCOMBE) / UNIT))
}

/** The count of such a value; at least 0. */
export const countOfArsinh = (value: number): number =>
  Math.max(0, UNIT * Math.sinh(Math.max(0, value) / 2) ** 2 - ANSCOMBE)
