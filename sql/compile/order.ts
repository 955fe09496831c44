import type { Value } from '../model/answer.ts'
import type { AnswerColumn } from './columns.ts'
import type { Plan } from './plan.ts'
import type { SumRow } from './sum-row.ts'

/** A row beside the value that it is ordered by first. */
interface Placed {
  row: SumRow
  first: Value
}

/** Nulls last, whichever way. */
function compareValues(a: Value, b: Value, down: boolean): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b === down ? 1 : -1
}

/** The default order: by the dimensions, then the period. */
function compareRows(a: SumRow, b: SumRow): number {
  for (let i = 0; i < a.keys.length; i++) {
    const found = compareValues(a.keys[i] ?? null, b.keys[i] ?? null, false)
    if (found !== 0) return found
  }
  return compareValues(a.bucket, b.bucket, false)
}

/** Those that can be among the first `count`: to order half a million takes longer than to read them. */
function leaveOut(placed: readonly Placed[], down: boolean, count: number): readonly Placed[] {
  if (placed.length <= count || placed.some(({ first }) => typeof first === 'string')) return placed
  const place = ({ first }: Placed): number =>
    first === null ? Number.POSITIVE_INFINITY : down ? -Number(first) : Number(first)
  const last = Float64Array.from(placed, place).sort()[count - 1] ?? Number.POSITIVE_INFINITY
  return placed.filter((one) => place(one) <= last)
}

/** The rows in order: `orderBy` goes before the default order. Of more than `limit` the first are given. */
export function orderRows(
  { question, by }: Plan,
  columns: readonly AnswerColumn[],
  rows: readonly SumRow[],
): SumRow[] {
  const { orderBy, limit, grain } = question
  const down = orderBy?.startsWith('-') === true
  const wanted = columns.find(({ id }) => id === (down ? orderBy?.slice(1) : orderBy))
  const placed = rows.map((row): Placed => ({ row, first: wanted?.value(row) ?? null }))
  const limited = limit !== undefined && grain === undefined && by.length > 0
  const kept = limited && wanted ? leaveOut(placed, down, limit) : placed
  return kept
    .toSorted((a, b) => compareValues(a.first, b.first, down) || compareRows(a.row, b.row))
    .map(({ row }) => row)
}

/** Keeps the rows of the first `limit` tuples of members, in the order in which the tuples come up. */
export function limitTuples({ question, by }: Plan, rows: readonly SumRow[]): readonly SumRow[] {
  const { limit, grain } = question
  if (limit === undefined || by.length === 0) return rows
  if (grain === undefined) return rows.slice(0, limit)
  const tuples = new Set<string>()
  return rows.filter(({ keys }) => {
    const tuple = JSON.stringify(keys)
    if (!tuples.has(tuple) && tuples.size < limit) tuples.add(tuple)
    return tuples.has(tuple)
  })
}
