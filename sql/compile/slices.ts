import { wallOf } from './calendar.ts'
import { type Parameter, parameter } from './sql.ts'
import type { Span } from './window.ts'

/** The visible generation of a slice: yyyymm00 a closed month, yyyymmdd a day, by local day of receipt. */
export interface Partition {
  slice: number
  batch: number
  /** Complaints. */
  rows: number
}

const dayNumber = (instant: number, zone: string): number => {
  const wall = wallOf(instant, zone)
  return wall.year * 10_000 + wall.month * 100 + wall.day
}

/** Whether a slice can hold complaints received on the days [first, last], given as yyyymmdd. */
function overlaps(slice: number, first: number, last: number): boolean {
  if (slice % 100 !== 0) return slice >= first && slice <= last
  return slice / 100 >= Math.floor(first / 100) && slice / 100 <= Math.floor(last / 100)
}

/** The partitions that can hold what was received in the span. */
export function receiptsWithin<P extends Partition>(
  partitions: readonly P[],
  received: Span,
  zone: string,
): P[] {
  if (received.start >= received.end) return []
  const first = dayNumber(received.start, zone)
  const last = dayNumber(received.end - 1, zone)
  return partitions.filter(({ slice }) => overlaps(slice, first, last))
}

/** Their ids, as the tables know them. */
export const idsOf = (partitions: readonly Partition[]): Parameter =>
  parameter(
    'partitions',
    'Array(String)',
    partitions.map(({ slice, batch }) => `${slice}-${batch}`),
  )
