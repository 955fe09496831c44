/** What is counted of the complaints themselves, in words of both engines. */
export const CONDITIONS: Readonly<Record<string, string>> = {
  complaints: 'true',
  closing_told: 'closed IS NOT NULL',
  open: 'closed = false',
  response_told: 'responded IS NOT NULL AND coalesce(dispatched, true)',
  responded: 'responded = true AND coalesce(dispatched, true)',
  resolution_told: 'resolved IS NOT NULL',
  resolved: 'resolved = true',
  satisfaction_told: 'satisfied IS NOT NULL',
  satisfied: 'satisfied = true',
  on_time_told: 'on_time IS NOT NULL',
  on_time: 'on_time = true',
  due_told: 'closed IS NOT NULL AND has_due IS NOT NULL',
  closed_timed: 'closed_at IS NOT NULL',
}
