import type { Value } from '../model/answer.ts'
import type { AnswerColumn } from './columns.ts'
import type { Plan } from './plan.ts'
import type { SumRow } from './sum-row.ts'

/** A row beside the value that it is ordered by first. */
interface Valued {
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

const ascending = (a: Value, b: Value): number => compareValues(a, b, false)

/**
 * The place of each row in the default order, by the dimensions, then the period, as one number: of many
 * rows several times as quick to compare as the values themselves.
 */
function placeRows(rows: readonly SumRow[], keys: number): Float64Array {
  let places = new Float64Array(rows.length)
  let most = 1
  const valuesOf = Array.from(
    { length: keys },
    (_, i) =>
      (row: SumRow): Value =>
        row.keys[i] ?? null,
  )
  for (const told of [...valuesOf, ({ bucket }: SumRow): Value => bucket]) {
    const values = rows.map(told)
    const ranks = rankOf(values)
    if (most * ranks.size > Number.MAX_SAFE_INTEGER) {
      // There are no more of them than rows.
      const dense = rankOf(places)
      places = places.map((place) => dense.get(place)!)
      most = dense.size
    }
    places = places.map((place, i) => place * ranks.size + ranks.get(values[i]!)!)
    most *= ranks.size
  }
  return places
}

/** No two rows have the same place, so that the places alone are sorted. */
function inDefaultOrder(rows: readonly Valued[], keys: number): Valued[] {
  const places = placeRows(
    rows.map(({ row }) => row),
    keys,
  )
  const there = new Map(rows.map((row, i) => [places[i]!, row]))
  return Array.from(places.sort(), (place) => there.get(place)!)
}

/** Of each different value how many come before it. */
const rankOf = <T extends Value>(values: Iterable<T>): Map<T, number> =>
  new Map([...new Set(values)].sort(ascending).map((value, rank) => [value, rank]))

/** Those that can be among the first `count`: to order half a million takes longer than to read them. */
function leaveOut(placed: readonly Valued[], down: boolean, count: number): readonly Valued[] {
  if (placed.length <= count || placed.some(({ first }) => typeof first === 'string')) return placed
  const place = ({ first }: Valued): number =>
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
  const valued = rows.map((row) => ({ row, first: wanted?.value(row) ?? null }))
  const limited = limit !== undefined && grain === undefined && by.length > 0
  const kept = limited && wanted ? leaveOut(valued, down, limit) : valued
  const ordered = inDefaultOrder(kept, by.length)
  // What is equal stays in the default order.
  if (wanted) ordered.sort((a, b) => compareValues(a.first, b.first, down))
  return ordered.map(({ row }) => row)
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
