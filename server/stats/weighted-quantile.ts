import { checkOpenProbability } from './probability.ts'

/** A number and how much it counts. */
export interface Weighted {
  value: number
  weight: number
}

/**
 * The least of the values up to which lies at least the share p of the weight.
 * @param sorted by value, rising
 * @throws RangeError where there are no values, or p is not between 0 and 1, both excluded
 */
export function weightedQuantile(sorted: readonly Weighted[], p: number): number {
  checkOpenProbability(p)
  let total = 0
  for (const { weight } of sorted) total += weight
  if (!(total > 0)) throw new RangeError('there is no weight')
  // What adds up to the share but for rounding is up to it.
  const share = p * total * (1 - 1e-12)
  let sum = 0
  for (const { value, weight } of sorted) {
    sum += weight
    if (sum >= share) return value
  }
  return sorted.at(-1)!.value
}
