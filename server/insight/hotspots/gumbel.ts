/** The quartiles of the standard Gumbel distribution, -log(-log p). */
const [LOWER, MIDDLE, UPPER] = [0.25, 0.5, 0.75].map((p) => -Math.log(-Math.log(p))) as [
  number,
  number,
  number,
]
/** Fewer values say nothing of a distribution's tail. */
const FEWEST = 10

/** Between the two values about it (R's type 7). @param ascending at least one value */
function quantileOf(ascending: Float64Array, p: number): number {
  const at = p * (ascending.length - 1)
  const below = ascending[Math.floor(at)] ?? 0
  return below + (at % 1) * ((ascending[Math.ceil(at)] ?? 0) - below)
}

/**
 * That the largest score of a scan is at least so much, by those of other scans: the Gumbel distribution
 * whose quartiles are theirs. Quartiles, and not moments, so that outbreaks among the others (up to a
 * quarter of them) do not hide one more.
 * @returns null of fewer than ten others, or where half of them are the same
 * Source: Abrams, Kulldorff and Kleinman (2010), Gumbel based p-value approximations for spatial scan
 * statistics; here of the city's own past, whose counts vary more than chance has it.
 */
export function gumbelTail(score: number, others: readonly number[]): number | null {
  if (others.length < FEWEST) return null
  const ascending = Float64Array.from(others).sort()
  const scale = (quantileOf(ascending, 0.75) - quantileOf(ascending, 0.25)) / (UPPER - LOWER)
  if (!(scale > 0)) return null
  const mode = quantileOf(ascending, 0.5) - MIDDLE * scale
  return -Math.expm1(-Math.exp(-(score - mode) / scale))
}
