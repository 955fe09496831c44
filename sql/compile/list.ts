import type { Question } from '../model/question.ts'
import type { Scope } from '../model/scope.ts'
import { all, clauseCondition } from './conditions.ts'
import { eventColumn } from './events.ts'
import { instant } from './leg.ts'
import { columnOf } from './names.ts'
import type { Context } from './plan.ts'
import { inForce, type Partition } from './slices.ts'
import { parameter, type Rendered, render, type Sql, sql } from './sql.ts'
import { currentSpan } from './window.ts'

/** Where a page begins: after this complaint, in the order of the list. */
export interface ListPlace {
  /** Time of receipt, ms. */
  received: number
  source: string
  id: string
}

const FIELDS = sql`city, source, id, toUnixTimestamp(version) AS updated, toUnixTimestamp(received_at) AS received,
       toUnixTimestamp(due_at) AS due, toUnixTimestamp(dispatched_at) AS dispatch_time,
       toUnixTimestamp(responded_at) AS response_time, toUnixTimestamp(closed_at) AS closing_time,
       toUnixTimestamp(rated_at) AS rated, channel, kind, handling, requester, event_key, enterprise, language,
       category1, category2, category3, district, subdistrict, community, lon, lat, department, cooperating,
       resolved, satisfied, title, text`

function after(place: ListPlace): Sql {
  const received = instant('received', place.received)
  const source = parameter('source', 'String', place.source)
  const id = parameter('id', 'String', place.id)
  return sql`(received_at < ${received} OR received_at = ${received} AND (source, id) > (${source}, ${id}))`
}

/**
 * The complaints that a choice of cases lets through, the last received first, from some partitions.
 */
export function compileList(
  choice: Pick<Question, 'from' | 'to' | 'basis' | 'where'>,
  scope: Scope,
  context: Context,
  page: { partitions: readonly Partition[]; after: ListPlace | null; limit: number },
): Rendered {
  const { city } = context
  const span = currentSpan(choice, city.timeZone)
  const event = eventColumn(choice.basis)
  const conditions = [
    inForce(page.partitions),
    sql`${event} >= ${instant('since', span.start)} AND ${event} < ${instant('until', span.end)}`,
    ...[...(choice.where ?? []), ...scope.where].map((clause) =>
      clauseCondition(city, clause, columnOf),
    ),
    ...(page.after === null ? [] : [after(page.after)]),
  ]
  return render(sql`SELECT ${FIELDS}
  FROM complaints
 WHERE ${all(conditions)}
 ORDER BY received_at DESC, source, id
 LIMIT ${parameter('limit', 'UInt32', page.limit)}`)
}
