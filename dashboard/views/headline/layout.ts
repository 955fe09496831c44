import { area, line, scaleLinear } from 'd3'
import type { Format } from '../../../sql/model/measures.ts'
import type { TrendPoint } from '../trend/state.ts'

/** A sparkline as it is drawn: settled values, values still open, and where it ends. */
export interface Sparkline {
  settled: string
  open: string
  under: string
  end: { x: number; y: number } | null
}

const EDGE = 3

/** The least that the height stands for, so that noise stays small: two points of a rate, a tenth else. */
const LEAST_RATE = 0.02
const LEAST_SHARE = 0.1

type Placed = [x: number, y: number | null]

const isOpen = ({ mature }: TrendPoint) => !mature

const enough = (points: TrendPoint[]) => points.filter(({ value }) => value !== null).length > 2

/** Counts from 0, since their area is filled; all else between the extremes of what has settled. */
function domainOf(points: TrendPoint[], format: Format): [number, number] {
  const settled = points.filter((point) => !isOpen(point))
  const from = enough(settled) ? settled : points
  const known = from.flatMap(({ value }) => (value === null ? [] : [value]))
  const highest = Math.max(...known, 0)
  if (format === 'count') return [0, highest || 1]
  const lowest = Math.min(...known, highest)
  const least = format === 'rate' ? LEAST_RATE : highest * LEAST_SHARE
  const spare = Math.max(0, least - (highest - lowest)) / 2
  return [lowest - spare, highest + spare]
}

/**
 * Places the points of a period side by side; missing values are gaps, and values still open that
 * leave the range of the settled ones stay at its edge. A period that is still running is left out:
 * its few complaints would look like a fall.
 */
export function placeSparkline(
  all: TrendPoint[],
  format: Format,
  width: number,
  height: number,
): Sparkline {
  const told = all.filter(({ asked, running }) => asked && !running)
  const points = enough(told) ? told : all.filter(({ running }) => !running)
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [EDGE, width - EDGE])
  const y = scaleLinear(domainOf(points, format), [height - EDGE, EDGE]).clamp(true)
  const placed = points.map(({ value }, i): Placed => [x(i), value === null ? null : y(value)])
  const lastSettled = points.findLastIndex((point) => point.value !== null && !isOpen(point))
  const stroke = line<Placed>(
    (point) => point[0],
    (point) => point[1] ?? 0,
  ).defined((point) => point[1] !== null)
  const fill = area<Placed>(
    (point) => point[0],
    height,
    (point) => point[1] ?? 0,
  ).defined((point) => point[1] !== null)
  const end = placed.findLast((point) => point[1] !== null)
  return {
    settled: stroke(placed.slice(0, lastSettled + 1)) ?? '',
    open: stroke(placed.slice(Math.max(0, lastSettled))) ?? '',
    under: fill(placed) ?? '',
    end: end && end[1] !== null ? { x: end[0], y: end[1] } : null,
  }
}
