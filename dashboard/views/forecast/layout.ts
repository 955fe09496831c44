import { area, line, scaleLinear } from 'd3'
import { domainOf } from '../../marks/domain.ts'
import { textWidth } from '../../marks/text-width.ts'
import { ticksOf } from '../trend/ticks.ts'
import type { Horizon, OutlookPoint } from './state.ts'

interface PlacedText {
  key: string
  x: number
  y: number
  text: string
}

/** A forecast as it is drawn: its intervals as bands, the widest first, its lines above them. */
export interface Fan {
  width: number
  height: number
  plot: { x: number; y: number; width: number; right: number; bottom: number }
  weekends: { key: string; x: number; width: number }[]
  bands: { key: '95' | '80'; d: string }[]
  lines: { key: 'baseline' | 'expected'; d: string }[]
  levels: PlacedText[]
  times: PlacedText[]
  /** Where each point is read. */
  points: { key: string; x: number; y: number }[]
}

/** How the axes are written: the layout places words, it does not choose them. */
export interface FanWords {
  value: (value: number) => string
  tick: (day: string, isFirst: boolean) => string
}

const TOP = 12
const FOOT = 28
const RIGHT = 14
const TICK_GAP = 14

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay())

/**
 * Places the points of a forecast side by side in a frame, counts from zero up.
 * @throws RangeError where there is no point
 */
export function placeFan(
  points: readonly OutlookPoint[],
  horizon: Horizon,
  { width, height }: { width: number; height: number },
  words: FanWords,
): Fan {
  if (points.length === 0) throw new RangeError('there is no point to place')
  const told = points.flatMap(({ expected, upper95, baseline }) => [
    expected,
    upper95,
    ...(baseline === null ? [] : [baseline]),
  ])
  const { domain, ticks } = domainOf(told, 'count')
  const x = 10 + Math.max(...ticks.map((tick) => textWidth(words.value(tick))))
  const plotWidth = Math.max(40, width - x - RIGHT)
  const plot = { x, y: TOP, width: plotWidth, right: x + plotWidth, bottom: height - FOOT }
  const step = plot.width / points.length
  const across = (index: number) => plot.x + (index + 0.5) * step
  const up = scaleLinear(domain, [plot.bottom, plot.y])

  const band = (low: 'lower80' | 'lower95', high: 'upper80' | 'upper95') =>
    area<OutlookPoint>()
      .x((_, index) => across(index))
      .y0((point) => up(point[low]))
      .y1((point) => up(point[high]))(points) ?? ''
  const through = (value: 'expected' | 'baseline') =>
    line<OutlookPoint>()
      .defined((point) => point[value] !== null)
      .x((_, index) => across(index))
      .y((point) => up(point[value] ?? 0))(points) ?? ''

  const days = points.map(({ day }) => day)
  const widest = Math.max(...days.map((day) => textWidth(words.tick(day, false))))
  const most = Math.max(2, Math.floor(plot.width / (widest + TICK_GAP)))
  return {
    ...{ width, height, plot },
    weekends:
      horizon === 'days'
        ? days.flatMap((key, index) =>
            isWeekend(key) ? [{ key, x: plot.x + index * step, width: step }] : [],
          )
        : [],
    bands: [
      { key: '95', d: band('lower95', 'upper95') },
      { key: '80', d: band('lower80', 'upper80') },
    ],
    lines: [
      { key: 'baseline', d: through('baseline') },
      { key: 'expected', d: through('expected') },
    ],
    levels: ticks.map((tick) => ({
      key: String(tick),
      x: plot.x - 8,
      y: up(tick),
      text: words.value(tick),
    })),
    times: ticksOf(horizon === 'days' ? 'day' : 'month', days, most).map((index, place) => ({
      key: days[index] ?? '',
      x: across(index),
      y: plot.bottom + 20,
      text: words.tick(days[index] ?? '', place === 0),
    })),
    points: points.map(({ day, expected }, index) => ({
      key: day,
      x: across(index),
      y: up(expected),
    })),
  }
}

/** The place of the point nearest to a horizontal position. */
export function nearestPoint({ plot, points }: Pick<Fan, 'plot' | 'points'>, x: number): number {
  const place = Math.floor(((x - plot.x) / plot.width) * points.length)
  return Math.max(0, Math.min(points.length - 1, place))
}
