import { checkOpenProbability } from './probability.ts'
import type { Weighted } from './weighted-quantile.ts'

/**
 * The bound that a further error of weight 1 stays below with probability p: the least error beyond which
 * no more than the rest of the weight lies, the further one's among it.
 * @param inward errors from the farthest on this side to the farthest on the other
 */
function boundOf(inward: Iterable<Weighted>, total: number, p: number): number {
  // What adds up to the share but for rounding is up to it.
  const share = (1 - p) * (total + 1) + p * (total + 1) * 1e-12
  let beyond = 1
  let bound: number | null = null
  for (const { value, weight } of inward) {
    if (weight === 0) continue
    if (bound !== null && beyond > share) break
    bound = value
    beyond += weight
  }
  if (bound === null) throw new RangeError('there are no errors')
  return bound
}

function* backwards(sorted: readonly Weighted[]): Iterable<Weighted> {
  for (let i = sorted.length - 1; i >= 0; i--) yield sorted[i]!
}

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
  let total = 0
  for (const { weight } of sorted) total += weight
  const upper = boundOf(backwards(sorted), total, p)
  return { lower: boundOf(sorted, total, p), upper }
}
