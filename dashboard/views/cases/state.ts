import type { ComplaintsPage, ComplaintsRequest } from '../../../server/contract/complaints.ts'
import type { Question } from '../../../sql/model/question.ts'
import type { Range } from '../../state/period.ts'
import type { View } from '../../state/view.ts'

export type Case = ComplaintsPage['complaints'][number]

/** How far a case has come. */
export type CaseState = 'open' | 'overdue' | 'closed' | 'rated'

const EVENTS = ['received', 'dispatched', 'responded', 'closed', 'rated'] as const
export type CaseEvent = (typeof EVENTS)[number]

export interface CaseStep {
  event: CaseEvent
  /** Local time with its offset. */
  at: string
  /** Milliseconds since the step before; null for the first. */
  after: number | null
}

type Choice = Pick<View, 'city' | 'where'>

/** How many cases there are, and how many of them are open and overdue. */
export const countQuestion = ({ city, where }: Choice, { from, to }: Range): Question => ({
  city,
  measures: ['complaints', 'openComplaints', 'overdueComplaints'],
  from,
  to,
  where,
})

/** The first page of the cases; `after` is added for the later ones. */
export const casesRequest = ({ city, where }: Choice, { from, to }: Range): ComplaintsRequest => ({
  city,
  from,
  to,
  where,
  limit: 25,
})

/** The state of a case at the cut-off of the data. */
export function stateOf(one: Case, through: string | null): CaseState {
  if (one.rated_at !== null) return 'rated'
  if (one.closed_at !== null) return 'closed'
  const isDue =
    one.due_at !== null && through !== null && Date.parse(one.due_at) <= Date.parse(through)
  return isDue ? 'overdue' : 'open'
}

/** Was a case closed after it was due? null: it had no deadline, or is open. */
export function isLate({ closed_at, due_at }: Case): boolean | null {
  if (closed_at === null || due_at === null) return null
  return Date.parse(closed_at) > Date.parse(due_at)
}

/** What has happened to a case, in its order in time. */
export function stepsOf(one: Case): CaseStep[] {
  const told: { event: CaseEvent; at: string }[] = []
  for (const event of EVENTS) {
    const at = one[`${event}_at`]
    if (at !== null) told.push({ event, at })
  }
  const sorted = told.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return sorted.map(({ event, at }, place) => {
    const before = sorted[place - 1]
    return { event, at, after: before ? Date.parse(at) - Date.parse(before.at) : null }
  })
}

/** The language of a case's words, as far as it is known. */
export const languageOf = ({ language }: Case): string | undefined =>
  language === 'unknown' || language === '' ? undefined : language
