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
  open: 'closed = false',
  response_told: 'responded IS NOT NULL AND ifNull(dispatched, true)',
  responded: 'responded = true AND ifNull(dispatched, true)',
  resolution_told: 'resolved IS NOT NULL',
  resolved: 'resolved = true',
  satisfaction_told: 'satisfied IS NOT NULL',
  satisfied: 'satisfied = true',
  on_time_told: 'on_time IS NOT NULL',
  on_time: 'on_time = true',
  due_told: 'closed IS NOT NULL AND has_due IS NOT NULL',
} as const
export type PartId = keyof typeof PARTS

/**
 * Counts that no cube can hold, because they change with the cut-off or ask about other complaints:
 * `overdue` open with a due time at or before the cut-off, `requester_told` with a requester key,
 * `repeated` with an earlier complaint of the same requester and subcategory, `closed_timed` with a
 * time of closing.
 */
export const LIVE_PARTS = ['overdue', 'requester_told', 'repeated', 'closed_timed'] as const
type LivePartId = (typeof LIVE_PARTS)[number]
export type Addend = PartId | LivePartId
