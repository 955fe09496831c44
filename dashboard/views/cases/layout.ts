import { type Case, type CaseEvent, stateOf, stepsOf } from './state.ts'

interface PlacedStep {
  key: CaseEvent | 'due'
  /** Between the receipt (0) and the end of the line (1). */
  share: number
}

export interface CourseLayout {
  steps: PlacedStep[]
  /** Where the deadline lies; null without one. */
  due: number | null
  /** How far the case has come: to its last step, or, while it is open, to the cut-off. */
  until: number
}

/** Places the steps of a case and its deadline on a line of length 1, in proportion to time. */
export function placeCourse(one: Case, through: string | null): CourseLayout {
  const steps = stepsOf(one)
  const state = stateOf(one, through)
  const isOpen = state === 'open' || state === 'overdue'
  const start = Date.parse(one.received_at)
  const times = steps.map(({ at }) => Date.parse(at))
  const now = isOpen && through !== null ? Math.max(Date.parse(through), ...times) : null
  const due = one.due_at === null ? null : Date.parse(one.due_at)
  const reached = now ?? Math.max(start, ...times)
  const end = Math.max(reached, due ?? reached)
  const shareOf = (time: number): number =>
    end === start ? 0 : Math.max(0, Math.min(1, (time - start) / (end - start)))
  return {
    steps: steps.map(({ event, at }) => ({ key: event, share: shareOf(Date.parse(at)) })),
    due: due === null ? null : shareOf(due),
    until: shareOf(reached),
  }
}
