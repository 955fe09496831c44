import { checkOpenProbability } from './probability.ts'
import { type Weighted, weightedQuantile } from './weighted-quantile.ts'

/** The bound that a further error of weight 1 stays below with probability p. */
function upperBound(sorted: readonly Weighted[], p: number): number {
  const highest = sorted.findLast(({ weight }) => weight > 0)
  if (!highest) throw new RangeError('there are no errors')
  return weightedQuantile([...sorted, { ...highest, weight: 1 }], p)
}

const mirror = ({ value, weight }: Weighted): Weighted => ({ value: -value, weight })

/**
 * The two bounds between which a further error lies with probability `level`, each tail with half of the
 * rest, if it comes from where the given ones come from, the more likely the more they weigh. The further
 * error weighs 1, and may be anything: where the others leave its tail no room, the bound is the farthest
 * of them.
 * @param sorted errors, by value, rising; those that weigh 0 are left out
 * @throws RangeError where there are no errors, or the level is not between 0 and 1, both excluded
 * Source: Vovk, Gammerman and Shafer (2005), Algorithmic Learning in a Random World, 2.3; Barber et al.
 * (2023), Conformal prediction beyond exchangeability (the weights).
 */
export function conformalInterval(
  sorted: readonly Weighted[],
  level: number,
): { lower: number; upper: number } {
  checkOpenProbability(level)
  const p = (1 + level) / 2
  const upper = upperBound(sorted, p)
  return { lower: 0 - upperBound(sorted.map(mirror).reverse(), p), upper }
}
