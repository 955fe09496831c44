import { TooMuchError } from '../model/errors.ts'
import { baseRows } from './cost.ts'
import type { Plan } from './plan.ts'
import type { Span } from './window.ts'

/**
 * So many complaints are read for one Question, where no cube answers it; on two cores they take some
 * three seconds. Thirteen months of the largest hotline are a third of that.
 */
const MOST_COMPLAINTS = 100_000_000
/** The engine stops at so many groups: what would answer too much shall not first take all memory. */
export const MOST_GROUPS = 2_000_000

/** How a Question that would take too much is asked of less. */
export const NARROW =
  'Take a shorter interval, fewer dimensions in `by`, a coarser `grain`, or a filter.'

const million = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const say = (rows: number): string => `${million.format(rows / 1e6)} million complaints`

/** What is read of the complaints themselves, in complaints. */
function complaintsRead(plan: Plan): number {
  const { city, partitions, current, compared, clauses, limits } = plan
  const spans: Span[] = compared === null ? [current] : [current, compared]
  const read = (receipts: readonly Span[]): number =>
    baseRows(city, [...clauses, ...limits], partitions, receipts)
  const untilThen = spans.map(({ end }) => ({ start: 0, end }))
  return (
    (plan.cube === null ? read(spans) : 0) +
    // Each case is read as it comes and as it goes.
    (plan.backlog && plan.flows === null ? 2 * read(untilThen) : 0) +
    (plan.addends.includes('repeated') && plan.repeats === null ? 4 * read(spans) : 0)
  )
}

/**
 * Refuses what would take too long, before it is asked.
 * @throws TooMuchError that says what would be read and how to narrow it
 */
export function refuseTooMuch(plan: Plan): void {
  const read = complaintsRead(plan)
  if (read <= MOST_COMPLAINTS) return
  const why = plan.cube === null ? 'no smaller table has these dimensions together' : 'of a measure'
  throw new TooMuchError(
    `That would read ${say(read)} one by one (${why}); ${say(MOST_COMPLAINTS)} can be read in time. ` +
      'Take a shorter interval, filter for a category1 or a district, or ask by fewer dimensions.',
  )
}
