import { wallOf } from './calendar.ts'
import { type Parameter, parameter } from './sql.ts'
import type { Span } from './window.ts'

/** The visible generation of a slice: yyyymm00 a closed month, yyyymmdd a day, by local day of receipt. */
export interface Partition {
  slice: number
  batch: number
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

/** Partition ids of what was received in the span. */
export function partitionsIn(
  partitions: readonly Partition[],
  received: Span,
  zone: string,
): Parameter {
  const wanted =
    received.start >= received.end
      ? []
      : partitions.filter(({ slice }) =>
          overlaps(slice, dayNumber(received.start, zone), dayNumber(received.end - 1, zone)),
        )
  return parameter(
    'partitions',
    'Array(String)',
    wanted.map(({ slice, batch }) => `${slice}-${batch}`),
  )
}
