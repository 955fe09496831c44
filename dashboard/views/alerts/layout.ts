import { area, line, scaleLinear } from 'd3'

/** The weeks of an alert as they are drawn. */
export interface PlacedWeeks {
  line: string
  under: string
  /** The last week; null without any. */
  last: { x: number; y: number } | null
}

const EDGE = 4

/** Places weekly counts side by side, from zero up. */
export function placeWeeks(weeks: readonly number[], width: number, height: number): PlacedWeeks {
  const x = scaleLinear([0, Math.max(1, weeks.length - 1)], [EDGE, width - EDGE])
  const y = scaleLinear([0, Math.max(1, ...weeks)], [height - EDGE, EDGE])
  const points = weeks.map((count, week): [number, number] => [x(week), y(count)])
  const last = points.at(-1)
  return {
    line: line()(points) ?? '',
    under: area().y0(height - EDGE)(points) ?? '',
    last: last ? { x: last[0], y: last[1] } : null,
  }
}
