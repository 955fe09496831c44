import type { Basis } from '../model/question.ts'
import type { Plan } from './plan.ts'
import { type Sql, sql } from './sql.ts'
import type { Span } from './window.ts'

/** The time of the event that puts a case into a period. */
export function eventColumn(basis: Basis | undefined): Sql {
  switch (basis ?? 'received') {
    case 'received':
      return sql`received_at`
    case 'closed':
      return sql`closed_at`
    case 'rated':
      return sql`rated_at`
  }
}

const isReceived = (plan: Plan): boolean => (plan.question.basis ?? 'received') === 'received'

/** When complaints whose event lies in the span were received: nothing happens before the receipt. */
export const receipts = (plan: Plan, span: Span): Span =>
  isReceived(plan) ? span : { start: 0, end: span.end }
