import { binomialProbability, LIKELIHOOD_SLACK } from './binomial.ts'

/**
 * Fisher's exact test of two proportions being equal, two-sided: given how many have it in both
 * together, how probable all numbers in the first are that are not more probable than k1. It takes a
 * step per number that is possible.
 * @returns null where a side is empty
 * Source: Fisher (1935), The logic of inductive inference; minimum likelihood, as R's fisher.test and
 * scipy's fisher_exact. The probabilities by Loader (2000).
 */
export function fisherExact(k1: number, n1: number, k2: number, n2: number): number | null {
  if (n1 === 0 || n2 === 0) return null
  const [n, k] = [n1 + n2, k1 + k2]
  if (k === 0 || k === n) return 1
  const chance = { p: k / n, q: (n - k) / n }
  const all = binomialProbability(k, n, chance)
  const probability = (i: number) =>
    (binomialProbability(i, n1, chance) * binomialProbability(k - i, n2, chance)) / all
  const most = probability(k1) * LIKELIHOOD_SLACK
  let sum = 0
  for (let i = Math.max(0, k - n2); i <= Math.min(k, n1); i++) {
    const here = probability(i)
    if (here <= most) sum += here
  }
  return Math.min(1, sum)
}

/** The odds in the first group over those in the second; null where they are not finite. */
export function oddsRatio(k1: number, n1: number, k2: number, n2: number): number | null {
  const below = (n1 - k1) * k2
  return below === 0 || k1 + k2 === 0 || k1 + k2 === n1 + n2 ? null : (k1 * (n2 - k2)) / below
}
