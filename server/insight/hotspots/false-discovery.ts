/**
 * The largest p-value that stands where at most the share q of what stands is wrong, on average; null
 * where none does. The same as those whose adjusted value is at most q (stats/benjamini-hochberg.ts), of
 * many p-values of which nearly all are large.
 * @param n how many tests there were; those that are not given had larger p-values than q
 * @throws RangeError where more are given than there were
 * Source: Benjamini and Hochberg (1995), Controlling the false discovery rate.
 */
export function largestDiscovery(pValues: readonly number[], n: number, q: number): number | null {
  if (pValues.length > n) throw new RangeError(`${pValues.length} p-values of ${n} tests`)
  const ascending = Float64Array.from(pValues.filter((p) => p <= q)).sort()
  for (let k = ascending.length; k > 0; k--) {
    const p = ascending[k - 1] ?? 1
    // As the adjusted value is computed, so that ties with q fall the same way.
    if ((n / k) * p <= q) return p
  }
  return null
}
