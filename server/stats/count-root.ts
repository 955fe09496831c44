/** Anscombe's constant: with it the roots of Poisson counts vary least unequally. */
const ANSCOMBE = 3 / 8

/**
 * The root on which counts vary much the same whatever their mean.
 * @throws RangeError where the count is below 0 or no number
 * Source: Anscombe (1948), The transformation of Poisson, binomial and negative-binomial data.
 */
export function countRoot(count: number): number {
  if (!(count >= 0)) throw new RangeError(`a count is at least 0, not ${count}`)
  return Math.sqrt(count + ANSCOMBE)
}

/** The count of such a root; at least 0. */
export const countOfRoot = (root: number): number => Math.max(0, Math.max(0, root) ** 2 - ANSCOMBE)
