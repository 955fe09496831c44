import { sumOf } from './sum.ts'

/** How much a word says about a group. */
export interface TermWeight {
  /** The word's share of the group's words. */
  tf: number
  /** Natural logarithm of the groups over those that have the word. */
  idf: number
  tfIdf: number
}

/**
 * Term frequency times inverse document frequency of every word in every group; null where the group
 * does not have the word.
 * @param counts for each group the count of each word; a group without words is none
 * Source: Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval; R tidytext
 * `bind_tf_idf` (no smoothing).
 */
export function termWeights(counts: readonly (readonly number[])[]): (TermWeight | null)[][] {
  const totals = counts.map(sumOf)
  const groups = totals.filter((total) => total > 0).length
  const having = (word: number) => counts.filter((group) => (group[word] ?? 0) > 0).length
  const idfs = (counts[0] ?? []).map((_, word) => Math.log(groups / having(word)))
  return counts.map((group, g) =>
    group.map((n, word) => {
      if (n === 0) return null
      const tf = n / (totals[g] ?? 0)
      const idf = idfs[word] ?? 0
      return { tf, idf, tfIdf: tf * idf }
    }),
  )
}
