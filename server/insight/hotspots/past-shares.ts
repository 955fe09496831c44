/** How many complaints' worth the usual shares weigh beside an area's own past. */
const PRIOR = 2

/**
 * Each area's share in a category, by its own past weeks, drawn towards its share in all complaints:
 * (n + 2) / (e + 2) times that share, n its complaints of the category and e what its share in all would
 * have brought. So an area without any has still something to be expected.
 * @param past complaints of the category by area
 * @param usual shares in all complaints, together 1
 * @returns together 1; all 0 where `usual` is
 * Source: the mean of a gamma-Poisson model with a prior of mean 1 and shape 2.
 */
export function pastShares(past: Float64Array, usual: Float64Array): Float64Array {
  const total = past.reduce((sum, n) => sum + n, 0)
  const shares = usual.map(
    (share, area) => (share * ((past[area] ?? 0) + PRIOR)) / (total * share + PRIOR),
  )
  const sum = shares.reduce((a, b) => a + b, 0)
  return sum > 0 ? shares.map((share) => share / sum) : shares
}
