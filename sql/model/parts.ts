/**
 * Sufficient statistics: additive counts from which every rate is made, so that a ratio is rolled
 * up by summing both of its parts. Each is a condition over one row of `complaints`.
 *
 * `dispatched`, `responded`, `closed` and `has_due` are null where the source does not tell, and such
 * complaints are in neither part of a ratio.
 */
export const PARTS = {
  complaints: '1',
  closing_told: 'closed IS NOT NULL',
  open: 'NOT closed',
  closed_timed: 'closed_at IS NOT NULL',
  response_told: 'responded IS NOT NULL AND ifNull(dispatched, true)',
  responded: 'responded AND ifNull(dispatched, true)',
  resolution_told: 'resolved IS NOT NULL',
  resolved: 'resolved',
  satisfaction_told: 'satisfied IS NOT NULL',
  satisfied: 'satisfied',
  on_time_told: 'on_time IS NOT NULL',
  on_time: 'on_time',
  due_told: 'closed IS NOT NULL AND has_due IS NOT NULL',
  requester_told: "requester_key != ''",
} as const
export type PartId = keyof typeof PARTS

/**
 * Counts that no cube can hold, because they change with the cut-off or ask about other complaints:
 * `overdue` open with a due time at or before the cut-off, `repeated` with an earlier complaint of the
 * same requester and subcategory.
 */
export const LIVE_PARTS = ['overdue', 'repeated'] as const
type LivePartId = (typeof LIVE_PARTS)[number]
export type Addend = PartId | LivePartId

/**
 * What a backlog is made of: a complaint comes on its day of receipt and, once closed, goes on its day
 * of closing. Only cases whose closing, if any, has a time can be told.
 */
export const FLOWS = {
  entered: 'NOT closed OR closed_at IS NOT NULL',
  gone: 'closed AND closed_at IS NOT NULL',
} as const
export type FlowId = keyof typeof FLOWS
