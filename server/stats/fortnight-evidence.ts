import { normalQuantile } from './normal-quantile.ts'
import { normalUpperTail } from './normal-tail.ts'

/** How much the week before counts beside this one. */
const SHARE = 0.7
/** What the week before can bring at most, in standard deviations: it is no alarm of this week. */
const MOST = 2
/** Steps of Simpson's rule; with 16 the sum has six digits. */
const STEPS = 16
/** Beyond it there is no evidence to tell apart. */
const LEAST = 1e-290

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

/** The weights of Simpson's rule from 0 to MOST, times the normal density there. */
const NODES = Array.from({ length: STEPS + 1 }, (_, i) => {
  const z = (MOST * i) / STEPS
  const coefficient = i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2
  return { z, weight: ((coefficient * MOST) / STEPS / 3) * density(z) }
})
const BEYOND = normalUpperTail(MOST)

/** What a p-value is as a standard normal number; a large one is evidence. */
const evidenceOf = (pValue: number): number => -normalQuantile(Math.max(LEAST, pValue))

/**
 * The p-value of this week and the one before together: of T = z + 0.7 min(2, max(0, z')), where z and
 * z' are their p-values as normal numbers. An outbreak that goes up over two weeks is found by both;
 * a week before that was low takes nothing away, and one that was very high, an alarm of its own, does
 * not make another one by itself. Where the weeks are independent, and no p-value is too small, the
 * result is not too small either.
 * @param pValue of this week, one-sided, 0 to 1
 * @param before of the week before; null where it is not known: then the result is that of this week
 * Source: Stouffer et al. (1949), The American Soldier, 1, and Liptak (1958), On the combination of
 * independent tests (the weighted sum); the bounds of z' are ours, the distribution of T is
 * P(T > t) = Q(t) / 2 + integral from 0 to 2 of Q(t - 0.7 u) dPhi(u) + Q(2) Q(t - 1.4).
 */
export function fortnightPValue(pValue: number, before: number | null): number {
  if (before === null || pValue >= 1) return pValue
  const earlier = before >= 0.5 ? 0 : Math.min(MOST, evidenceOf(before))
  const total = evidenceOf(pValue) + SHARE * earlier
  let inside = 0
  for (const { z, weight } of NODES) inside += weight * normalUpperTail(total - SHARE * z)
  const outside = BEYOND * normalUpperTail(total - SHARE * MOST)
  return Math.min(1, normalUpperTail(total) / 2 + inside + outside)
}
