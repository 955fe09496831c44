import { wallOf } from './calendar.ts'
import { type Parameter, parameter, type Sql, sql } from './sql.ts'
import type { Span } from './window.ts'

/**
 * The visible generation of a slice: yyyymm00 a closed month, yyyymmdd a day, by local day of receipt;
 * yyyymm99 what changed of a month since its slices were written (see `inForce`).
 */
export interface Partition {
  slice: number
  batch: number
  /** Complaints. */
  rows: number
}

const OVERLAY = 99

/** Whether a slice holds what changed of a month, and goes before what its other slices hold of it. */
export const isOverlay = ({ slice }: { slice: number }): boolean => slice % 100 === OVERLAY

export const hasOverlays = (partitions: readonly Partition[]): boolean => partitions.some(isOverlay)

export const overlaySlice = (yearMonth: number): number => yearMonth * 100 + OVERLAY

const dayNumber = (instant: number, zone: string): number => {
  const wall = wallOf(instant, zone)
  return wall.year * 10_000 + wall.month * 100 + wall.day
}

/** Whether a slice can hold complaints received on the days [first, last], given as yyyymmdd. */
function overlaps(slice: number, first: number, last: number): boolean {
  const isDay = slice % 100 !== 0 && !isOverlay({ slice })
  if (isDay) return slice >= first && slice <= last
  const month = Math.floor(slice / 100)
  return month >= Math.floor(first / 100) && month <= Math.floor(last / 100)
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

const idOf = ({ slice, batch }: Partition): string => `${slice}-${batch}`

/** Their ids, as the tables know them. */
const idsOf = (partitions: readonly Partition[]): Parameter =>
  parameter('partitions', 'Array(String)', partitions.map(idOf))

/** What is in these partitions: of a cube, where the changes of an overlay are added up with the rest. */
export const inPartitions = (partitions: readonly Partition[]): Sql =>
  sql`_partition_id IN (${idsOf(partitions)})`

const monthOf = ({ slice }: Partition): number => Math.floor(slice / 100)

/**
 * The rows that count in these partitions, of the complaints and of every table that has a row of its
 * own for each of some of them. An overlay owns seconds of receipt: what was received in one of them is
 * in the overlay alone, whole and as it is now, and what other slices hold of that second is out of date.
 */
export function inForce(partitions: readonly Partition[]): Sql {
  const overlays = partitions.filter(isOverlay)
  const months = new Set(overlays.map(monthOf))
  const under = partitions.filter((one) => !isOverlay(one) && months.has(monthOf(one)))
  const all = inPartitions(partitions)
  if (under.length === 0) return all
  const isUnder = sql`_partition_id IN (${parameter('under', 'Array(String)', under.map(idOf))})`
  const isOver = sql`_partition_id IN (${parameter('overlays', 'Array(String)', overlays.map(idOf))})`
  // As numbers, they are only looked for in the months that have an overlay.
  const second = sql`toUnixTimestamp(received_at)`
  return sql`${all} AND NOT (${isUnder} AND ${second} IN (SELECT ${second} FROM overlaid WHERE ${isOver}))`
}
