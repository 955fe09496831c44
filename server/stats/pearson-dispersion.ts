import { sumOf } from './sum.ts'

/**
 * How much more counts vary than Poisson counts of the same means would: Pearson's chi-square over its
 * degrees of freedom, each group (a weekday, say) having a mean of its own. At least 1: less variation
 * than chance gives is taken for chance.
 * @param groups counts that share a mean
 * @returns null where no group with a mean above 0 has two counts
 * Source: McCullagh and Nelder, Generalized Linear Models (1989), 6.2.
 */
export function pearsonDispersion(groups: readonly (readonly number[])[]): number | null {
  let chiSquare = 0
  let freedom = 0
  for (const counts of groups) {
    const mean = sumOf(counts) / counts.length
    if (counts.length < 2 || mean === 0) continue
    freedom += counts.length - 1
    for (const count of counts) chiSquare += (count - mean) ** 2 / mean
  }
  return freedom === 0 ? null : Math.max(1, chiSquare / freedom)
}
