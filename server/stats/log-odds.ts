import type { WordCounts } from './keyness.ts'
import { sumOf } from './sum.ts'

/**
 * The z-score of a word's log-odds in the target against those in the rest, with a Dirichlet prior.
 * @param prior pseudo-counts of the word, more than 0: with a word's count in a large corpus rare words
 * are drawn towards what is usual
 * @param priorTotal pseudo-counts of all words together
 * @returns null where the word is all that there is
 * Source: Monroe, Colaresi and Quinn (2008), Fightin' Words, (15), (19) and (20).
 */
export function fightingWordsZ(
  { target, rest, targetTotal, restTotal }: WordCounts,
  prior: number,
  priorTotal: number,
): number | null {
  if (!(prior >= 0 && priorTotal >= prior)) throw new RangeError('the prior is no pseudo-count')
  const odds = (count: number, total: number) =>
    (count + prior) / (total + priorTotal - count - prior)
  const delta = Math.log(odds(target, targetTotal)) - Math.log(odds(rest, restTotal))
  const z = delta / Math.sqrt(1 / (target + prior) + 1 / (rest + prior))
  return Number.isFinite(z) ? z : null
}

/** How a word's odds in a group differ from its odds in all groups together. */
export interface LogOdds {
  /** Natural logarithm of the ratio of the odds. */
  logOdds: number
  /** The same over its standard error. */
  weighted: number
}

/** What is added to each count: the word's count in all groups, or 1. */
export type LogOddsPrior = 'informative' | 'uninformative'

/**
 * The weighted log-odds of every word in every group. Only pairs of group and word that occur count,
 * also in the totals of the pseudo-counts; the others, and a word without any other beside it, are null.
 * @param counts for each group the count of each word
 * Source: Monroe, Colaresi and Quinn (2008), Fightin' Words; R tidylo `bind_log_odds` (each group is
 * compared with all of them, itself included).
 */
export function weightedLogOdds(
  counts: readonly (readonly number[])[],
  prior: LogOddsPrior = 'informative',
): (LogOdds | null)[][] {
  const words = counts[0]?.length ?? 0
  if (counts.some((group) => group.length !== words))
    throw new RangeError('groups differ in length')
  const totals = Array.from({ length: words }, (_, word) => sumOf(counts.map((g) => g[word] ?? 0)))
  const pseudo = counts.map((group) =>
    group.map((n, word) => (n > 0 ? n + (prior === 'informative' ? (totals[word] ?? 0) : 1) : 0)),
  )
  const ofGroup = pseudo.map(sumOf)
  const ofWord = totals.map((_, word) => sumOf(pseudo.map((group) => group[word] ?? 0)))
  const all = sumOf(ofGroup)
  return pseudo.map((group, g) =>
    group.map((y, word) => {
      const [inGroup, inAll] = [(ofGroup[g] ?? 0) - y, all - (ofWord[word] ?? 0)]
      if (y === 0 || inGroup === 0 || inAll === 0) return null
      const logOdds = Math.log(y / inGroup) - Math.log((ofWord[word] ?? 0) / inAll)
      return { logOdds, weighted: logOdds / Math.sqrt(1 / y + 1 / (ofWord[word] ?? 0)) }
    }),
  )
}
