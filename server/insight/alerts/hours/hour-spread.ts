import { countTails } from '../../../stats/count-distribution.ts'
import type { HourWindow } from '../alert.ts'
import type { ExpectedHours } from './expect-hours.ts'
import type { HourPlan } from './hour-plan.ts'

/** The spread of the whole counts for a part as much as so many of its own blocks of many cases. */
const WHOLE_SPREAD = 200
/** A past block as unlikely as this was a rise. */
const RISE = 1e-4

interface Block {
  end: number
  seen: number
  expected: number
}

/** The hours that teach in blocks, one after the other, back from the last. */
function blocksOf(
  counts: ArrayLike<number>,
  means: Float64Array,
  { history, told }: HourPlan,
  window: HourWindow,
): Block[] {
  const blocks: Block[] = []
  for (let end = history; end >= window; end -= window) {
    const block = { end, seen: 0, expected: 0 }
    for (let hour = end - window; hour < end; hour++) {
      block.seen += told[hour]! * counts[hour]!
      block.expected += told[hour]! * means[hour]!
    }
    if (block.expected > 0) blocks.push(block)
  }
  return blocks
}

/**
 * How much more the counts of so many hours vary than chance lets them, at least 1: as they did in the
 * past, and where few cases tell little of that, as those of the whole; a standard error is put to it.
 * @param whole that of the series that this is a part of; null: it is the whole
 * @returns variance over mean
 * Source: Pearson's chi-square over its degrees of freedom; McCullagh and Nelder (1989), 6.2.
 */
export function learnSpread(
  counts: ArrayLike<number>,
  { means, learnt }: ExpectedHours,
  plan: HourPlan,
  window: HourWindow,
  whole: number | null,
): number {
  const blocks = blocksOf(counts, means, plan, window)
  let chiSquare = 0
  let sum = 0
  for (const { seen, expected } of blocks) {
    chiSquare += (seen - expected) ** 2 / expected
    sum += expected
  }
  const own = chiSquare / Math.max(1, blocks.length - learnt)
  // The part that a Poisson count of mean m has in chi-square varies by 2 + 1 / m.
  const worth = sum > 0 ? blocks.length / (1 + blocks.length / (2 * sum)) : 0
  const known = whole === null ? 0 : WHOLE_SPREAD
  if (worth + known === 0) return 1
  const pooled = (worth * own + known * (whole ?? 1)) / (worth + known)
  return Math.max(1, pooled * (1 + Math.sqrt(2 / (worth + known))))
}

/**
 * A plan in which past rises of a series do not teach, so that they hide no later one.
 * @param dispersion of the counts of so many hours
 * @returns null where there were none
 */
export function forgetRises(
  counts: ArrayLike<number>,
  { means }: ExpectedHours,
  plan: HourPlan,
  window: HourWindow,
  dispersion: number,
): HourPlan | null {
  const risen = blocksOf(counts, means, plan, window).filter(
    ({ seen, expected: mean }) =>
      seen > 2 * mean && countTails(seen, { mean, dispersion }).upper <= RISE,
  )
  if (risen.length === 0) return null
  const told = plan.told.slice()
  for (const { end } of risen) told.fill(0, end - window, end)
  return { ...plan, told }
}
