/**
 * How much more counts vary than Poisson counts would, by the differences of successive ones: the sum of
 * (a - b)^2 over the sum of a + b, whose expectations are in the ratio of variance to mean, however
 * small the mean. A slow rise hardly touches it, and a step once, where a dispersion about the mean
 * would take either for noise. At least 1: less variation than chance gives is taken for chance.
 * @param series counts in their order, each series with a course of its own (a weekday, say)
 * @returns null where no two successive counts have anything
 * Source: von Neumann et al. (1941), The mean square successive difference; as a ratio of sums, for the
 * mean of (a - b)^2 / (a + b) falls short where counts are few and come in clumps.
 */
export function successiveDispersion(series: readonly (readonly number[])[]): number | null {
  let squares = 0
  let total = 0
  for (const counts of series) {
    counts.slice(1).forEach((count, i) => {
      const before = counts[i] ?? 0
      squares += (count - before) ** 2
      total += count + before
    })
  }
  return total === 0 ? null : Math.max(1, squares / total)
}
