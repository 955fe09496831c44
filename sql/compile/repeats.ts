import { columnsRead } from './conditions.ts'
import { counted } from './counts.ts'
import { eventColumn, receipts } from './events.ts'
import { instant, type Leg, within } from './leg.ts'
import type { SideName } from './names.ts'
import type { Plan } from './plan.ts'
import { inForce, type Partition, receiptsWithin } from './slices.ts'
import { parameter, sql } from './sql.ts'
import type { Span } from './window.ts'

const REPEAT_SECONDS = 90 * 86_400

/** Rows of the table of repeated complaints. */
function storedLeg(plan: Plan, side: SideName, span: Span, repeats: readonly Partition[]): Leg {
  return {
    side,
    table: sql`repeats`,
    moment: { column: eventColumn(plan.question.basis), kind: 'instant' },
    events: span,
    counts: 'own',
    partitions: receiptsWithin(repeats, receipts(plan, span), plan.city.timeZone),
    conditions: [],
    pieces: new Map([['repeated', counted()]]),
    seconds: null,
  }
}

/**
 * Complaints of a requester who had complained of the same subcategory in the 90 days before. The
 * earlier complaint may lie outside the window, the filters and the scope: whether a complaint is a
 * repeated one does not depend on who asks. The frame begins at the partition's start, so that one
 * pass over a requester's complaints suffices however many there are.
 */
function soughtLeg(plan: Plan, side: SideName, span: Span): Leg {
  const { start, end } = receipts(plan, span)
  const read = inForce(within(plan, { start: start - REPEAT_SECONDS * 1000, end }))
  const event = eventColumn(plan.question.basis)
  const columns = columnsRead(plan.city, plan.by, [...plan.clauses, ...plan.limits], ['category2'])
  return {
    side,
    table: sql`(
      SELECT ${columns}, ${event}, second, max(second) OVER (
               PARTITION BY requester_key, category2 ORDER BY second
               RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
        FROM (SELECT ${columns}, requester_key, ${event}, toUnixTimestamp(received_at) AS second
                FROM complaints
               WHERE ${read} AND requester_key != '' AND received_at < ${instant('until', end)}))`,
    moment: { column: event, kind: 'instant' },
    events: span,
    counts: 'own',
    partitions: null,
    conditions: [
      sql`earlier > 0 AND second - earlier <= ${parameter('repeat', 'UInt32', REPEAT_SECONDS)}`,
    ],
    pieces: new Map([['repeated', counted()]]),
    seconds: null,
  }
}

/** Complaints that are repeated ones: as they are stored, else found among the complaints of 90 days more. */
export const repeatLeg = (plan: Plan, side: SideName, span: Span): Leg =>
  plan.repeats === null ? soughtLeg(plan, side, span) : storedLeg(plan, side, span, plan.repeats)
