/**
 * Adjusts p-values of tests made together: those at or below a level q are, on average, wrong in at
 * most the share q of them. In the order of the input.
 * Source: Benjamini and Hochberg (1995), Controlling the false discovery rate.
 */
export function adjustBenjaminiHochberg(pValues: readonly number[]): number[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1))
  if (wrong !== undefined) throw new RangeError(`${wrong} is no p-value`)
  const n = pValues.length
  const descending = pValues.map((p, i) => ({ p, i })).sort((a, b) => b.p - a.p)
  const adjusted = new Array<number>(n)
  let least = 1
  descending.forEach(({ p, i }, place) => {
    least = Math.min(least, (n / (n - place)) * p)
    adjusted[i] = least
  })
  return adjusted
}
