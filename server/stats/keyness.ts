import { normalTwoSided } from './normal-tail.ts'
import { sumOf } from './sum.ts'

/** How often a word is in the target and in the rest, and how many words each has. */
export interface WordCounts {
  target: number
  rest: number
  targetTotal: number
  restTotal: number
}

/** How much a word belongs to the target: above 0 more than to the rest, below 0 less. */
export interface Keyness {
  /** Log-likelihood ratio of the four cells (word or not, target or rest), with the sign. */
  g2: number
  /** Two-sided: the chi-square distribution of one degree of freedom. */
  p: number
  /** Pearson's chi-square of the four cells, without continuity correction, with the sign. */
  chiSquare: number
  /** The log-likelihood of the two cells of the word alone, with the sign. */
  g2TwoCells: number
}

function check({ target, rest, targetTotal, restTotal }: WordCounts): void {
  const within = (count: number, total: number) => count >= 0 && count <= total
  if (!within(target, targetTotal) || !within(rest, restTotal) || !Number.isFinite(restTotal)) {
    throw new RangeError(
      `${target} of ${targetTotal} and ${rest} of ${restTotal} are no word counts`,
    )
  }
}

const logTerm = (observed: number, expected: number): number =>
  observed === 0 ? 0 : observed * Math.log(observed / expected)

/**
 * The keyness of one word.
 * @returns null where nothing can be compared: the target or the rest is empty, or the word is in
 * neither, or there is no other word
 * Source: Dunning (1993), Accurate methods for the statistics of surprise and coincidence; Rayson and
 * Garside (2000), Comparing corpora using frequency profiling (the two cells).
 */
export function keynessOf(word: WordCounts): Keyness | null {
  check(word)
  const { target, rest, targetTotal, restTotal } = word
  const [count, total] = [target + rest, targetTotal + restTotal]
  if (targetTotal === 0 || restTotal === 0 || count === 0 || count === total) return null
  const cells = [
    { observed: target, expected: (count * targetTotal) / total },
    { observed: rest, expected: (count * restTotal) / total },
    { observed: targetTotal - target, expected: ((total - count) * targetTotal) / total },
    { observed: restTotal - rest, expected: ((total - count) * restTotal) / total },
  ]
  const terms = cells.map(({ observed, expected }) => logTerm(observed, expected))
  const squares = cells.map(({ observed, expected }) => (observed - expected) ** 2 / expected)
  const g2 = Math.max(0, 2 * sumOf(terms))
  const sign = target * restTotal < rest * targetTotal ? -1 : 1
  return {
    g2: sign * g2,
    p: normalTwoSided(Math.sqrt(g2)),
    chiSquare: sign * sumOf(squares),
    g2TwoCells: sign * 2 * sumOf(terms.slice(0, 2)),
  }
}

/**
 * The binary logarithm of the word's share in the target over that in the rest, 1/2 added to each
 * count and total. Null where the target or the rest is empty.
 * Source: Hardie (2014), Log Ratio: an informal introduction.
 */
export function logRatio(word: WordCounts): number | null {
  check(word)
  const { target, rest, targetTotal, restTotal } = word
  if (targetTotal === 0 || restTotal === 0) return null
  return Math.log2((target + 0.5) / (targetTotal + 0.5) / ((rest + 0.5) / (restTotal + 0.5)))
}
