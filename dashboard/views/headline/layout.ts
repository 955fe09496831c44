import { area, line, scaleLinear } from 'd3'
import type { TrendPoint } from '../trend/state.ts'

/** A sparkline as it is drawn: settled values, values still open, and where it ends. */
export interface Sparkline {
  settled: string
  open: string
  under: string
  end: { x: number; y: number } | null
}

const EDGE = 3

type Placed = [x: number, y: number | null]

const isOpen = ({ mature, running }: TrendPoint) => running || !mature

/** Places the points of a period side by side; missing values are gaps. */
export function placeSparkline(points: TrendPoint[], width: number, height: number): Sparkline {
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]))
  const lowest = Math.min(...known)
  const highest = Math.max(...known)
  const level = lowest === highest
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [EDGE, width - EDGE])
  const y = scaleLinear(level ? [lowest - 1, lowest + 1] : [lowest, highest], [height - EDGE, EDGE])
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
