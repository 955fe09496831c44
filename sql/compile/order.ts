import type { Value } from '../model/answer.ts'
import type { AnswerColumn } from './columns.ts'
import type { Plan } from './plan.ts'
import type { SumRow } from './sum-row.ts'

type Compare = (a: SumRow, b: SumRow) => number

/** Nulls last, whichever way. */
function compareValues(a: Value, b: Value, down: boolean): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b === down ? 1 : -1
}

function byColumn({ value }: AnswerColumn, down: boolean): Compare {
  const known = new Map<SumRow, Value>()
  const of = (row: SumRow): Value => {
    const found = known.get(row)
    if (found !== undefined) return found
    const fresh = value(row)
    known.set(row, fresh)
    return fresh
  }
  return (a, b) => compareValues(of(a), of(b), down)
}

/** The default order: by the dimensions, then the period; `orderBy` goes before it. */
export function orderRows(
  plan: Plan,
  columns: readonly AnswerColumn[],
  rows: readonly SumRow[],
): SumRow[] {
  const { orderBy } = plan.question
  const down = orderBy?.startsWith('-') === true
  const wanted = columns.find(({ id }) => id === (down ? orderBy?.slice(1) : orderBy))
  const compares = columns
    .filter(({ role }) => role === 'dimension' || role === 'time')
    .map((column) => byColumn(column, false))
  if (wanted !== undefined) compares.unshift(byColumn(wanted, down))
  return [...rows].sort((a, b) => {
    for (const compare of compares) {
      const found = compare(a, b)
      if (found !== 0) return found
    }
    return 0
  })
}

/** Keeps the rows of the first `limit` tuples of members, in the order in which the tuples come up. */
export function limitTuples(plan: Plan, rows: readonly SumRow[]): readonly SumRow[] {
  const { limit } = plan.question
  if (limit === undefined || plan.by.length === 0) return rows
  const tuples = new Set<string>()
  return rows.filter(({ keys }) => {
    const tuple = JSON.stringify(keys)
    if (!tuples.has(tuple) && tuples.size < limit) tuples.add(tuple)
    return tuples.has(tuple)
  })
}
