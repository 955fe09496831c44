import type { City } from '../model/city.ts'
import { CUBES, type Cube } from '../model/cubes.ts'
import type { DimensionId } from '../model/dimensions.ts'
import type { Clause } from '../model/question.ts'
import { memberTree } from './codes.ts'
import { type Partition, receiptsWithin } from './slices.ts'
import { known, type Sql } from './sql.ts'
import type { Span } from './window.ts'

/** A row of the complaints costs more than one of a cube: its counts are conditions over its columns. */
const BASE_WEIGHT = 3

/** What a filter on a dimension narrows in the complaints, by the order in which they are sorted. */
const BASE_SORTED: readonly (readonly [DimensionId, DimensionId])[] = [
  ['category1', 'category1'],
  ['category2', 'category1'],
  ['category3', 'category1'],
  ['district', 'district'],
  ['subdistrict', 'district'],
]

/** How many of a sorted cube's first dimensions narrow what is read of it. */
const NARROWING = 3

export const tableOf = (cube: Cube): Sql =>
  known(
    CUBES.map(({ table }) => table),
    cube.table,
  )

export const countMembers = (city: City, dimension: DimensionId): number =>
  Math.max(1, memberTree(city, dimension).length)

/** The share of a list that the clauses over it let through, between 0 and 1. */
function shareOf(city: City, clauses: readonly Clause[], dimension: DimensionId, of: DimensionId) {
  const asked = clauses.filter((clause) => clause.dimension === dimension)
  const most = Math.min(...asked.map((clause) => clause.in.length))
  return asked.length === 0 ? 1 : Math.min(1, most / countMembers(city, of))
}

/** Complaints that are read where the complaints themselves answer: those of the spans' slices, narrowed. */
export function baseRows(
  city: City,
  clauses: readonly Clause[],
  partitions: readonly Partition[],
  receipts: readonly Span[],
): number {
  const rows = receipts.reduce(
    (sum, span) =>
      receiptsWithin(partitions, span, city.timeZone).reduce((all, one) => all + one.rows, sum),
    0,
  )
  const shares = new Map<DimensionId, number>()
  for (const [dimension, of] of BASE_SORTED) {
    const share = shareOf(city, clauses, dimension, of)
    shares.set(of, Math.min(shares.get(of) ?? 1, share))
  }
  return [...shares.values()].reduce((left, share) => left * share, rows)
}

/** What it costs to answer from the complaints, in rows of a cube. */
export const baseCost = (rows: number): number => BASE_WEIGHT * rows

const daysOf = ({ start, end }: Span): number => Math.max(0, end - start) / 86_400_000

/** What it costs to answer from a cube: its rows by the days asked of and by what is filtered for. */
export function cubeCost(
  cube: Cube,
  rows: number,
  city: City,
  clauses: readonly Clause[],
  spans: readonly Span[],
  all: Span,
): number {
  const days = spans.reduce((sum, span) => sum + daysOf(span), 0)
  const narrowed = cube.dimensions
    .slice(0, NARROWING)
    .reduce((left, id) => left * shareOf(city, clauses, id, id), rows)
  return narrowed * Math.min(spans.length, days / Math.max(1, daysOf(all)))
}
