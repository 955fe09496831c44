/**
 * How much more counts vary than Poisson counts would, by the differences of successive ones:
 * the mean of (a - b)^2 / (a + b), which is 1 for Poisson counts of equal mean, whatever the mean. A
 * slow rise hardly touches it, and a step once, where a dispersion about the mean would take either for
 * noise. At least 1: less variation than chance gives is taken for chance.
 * @param series counts in their order, each series with a course of its own (a weekday, say)
 * @returns null where no two successive counts have anything
 * Source: von Neumann et al. (1941), The mean square successive difference; scaled as Pearson's
 * chi-square of two Poisson counts.
 */
export function successiveDispersion(series: readonly (readonly number[])[]): number | null {
  let chiSquare = 0
  let pairs = 0
  for (const counts of series) {
    counts.slice(1).forEach((count, i) => {
      const before = counts[i] ?? 0
      if (count + before === 0) return
      chiSquare += (count - before) ** 2 / (count + before)
      pairs++
    })
  }
  return pairs === 0 ? null : Math.max(1, chiSquare / pairs)
}
