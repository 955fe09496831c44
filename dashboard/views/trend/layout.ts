import { line, scaleLinear } from 'd3'
import type { Format } from '../../../sql/model/measures.ts'
import { domainOf } from '../../marks/domain.ts'
import { textWidth } from '../../marks/text-width.ts'
import { endsOf } from './ends.ts'
import type {
  LineKind,
  PlacedLine,
  PlacedPoint,
  PlacedText,
  Size,
  TrendLayout,
  TrendWords,
} from './placed.ts'
import type { TrendPoint, TrendSeries } from './state.ts'
import { ticksOf } from './ticks.ts'

const NARROW = 480
const TOP = 14
const FOOT = 28
const TICK_GAP = 14

/**
 * The values that an axis is for. Shares and scores that have not settled may lie anywhere and would
 * press all others flat: they are left aside while there are others, and drawn at the edge.
 */
function valuesOf({ points, compared }: TrendSeries, format: Format): number[] {
  const told = (some: TrendPoint[]) =>
    some.flatMap(({ value, compare }) =>
      [value, compared ? compare : null].filter((one) => one !== null),
    )
  const settled = points.filter(({ mature, running }) => mature && !running)
  const hasOwn = (format === 'rate' || format === 'score') && told(settled).length > 1
  return told(hasOwn ? settled : points)
}

/** Places a series in a frame. */
export function placeTrend(
  series: TrendSeries,
  size: Size,
  format: Format,
  words: TrendWords,
): TrendLayout {
  const { points, compared } = series
  const narrow = size.width < NARROW
  const { domain, ticks } = domainOf(valuesOf(series, format), format)
  const left = 10 + Math.max(...ticks.map((tick) => textWidth(words.value(tick))))
  const plot = frameOf(size, left, narrow ? 62 : 92)
  const step = plot.width / Math.max(1, points.length)
  const y = scaleLinear(domain, [plot.bottom, plot.y]).clamp(true)
  const placed = points.map(
    (point, index): PlacedPoint => ({
      key: point.period,
      x: plot.x + (index + 0.5) * step,
      y: point.value === null ? null : y(point.value),
      before: !compared || point.compare === null ? null : y(point.compare),
      point,
    }),
  )
  const firstAsked = points.findIndex(({ asked }) => asked)
  return {
    ...size,
    plot,
    points: placed,
    lines: [...linesOf(placed, 'before'), ...linesOf(placed, 'now')],
    weekends: placed
      .filter(({ point }) => point.weekend)
      .map(({ key, x }) => ({ key, x: x - step / 2, width: step })),
    levels: ticks.map((tick) => ({
      key: String(tick),
      x: plot.x - 8,
      y: y(tick),
      text: words.value(tick),
    })),
    times: timesOf(series, placed, plot, words),
    ends: endsOf(placed, plot, domain, words),
    start: firstAsked > 0 ? [{ key: 'start', x: plot.x + firstAsked * step }] : [],
    reach: step / 2,
  }
}

function frameOf(size: Size, left: number, right: number): TrendLayout['plot'] {
  const width = Math.max(40, size.width - left - right)
  const height = Math.max(40, size.height - TOP - FOOT)
  return { x: left, y: TOP, width, height, right: left + width, bottom: TOP + height }
}

function kindOf(point: TrendPoint): LineKind {
  if (point.running) return 'running'
  return point.mature ? 'settled' : 'unsettled'
}

const path = line<[number, number]>()

/**
 * Lines of neighbours of one kind. A stretch belongs to the point at which it ends; a point without
 * neighbours is a line of no length, which round caps show as a dot.
 */
function linesOf(placed: PlacedPoint[], which: 'now' | 'before'): PlacedLine[] {
  const lines: (PlacedLine & { at: [number, number][] })[] = []
  let last: [number, number] | null = null
  for (const { x, y, before, point, key } of placed) {
    const height = which === 'now' ? y : before
    if (height === null) {
      last = null
      continue
    }
    const at: [number, number] = [x, height]
    const kind = which === 'before' ? 'before' : kindOf(point)
    const context = !point.asked
    const open = lines.at(-1)
    if (last && open?.kind === kind && open.context === context) open.at.push(at)
    else lines.push({ key: `${which} ${key}`, kind, context, d: '', at: last ? [last, at] : [at] })
    last = at
  }
  return lines.map(({ at, ...rest }) => ({
    ...rest,
    d: path(at.length === 1 ? [...at, ...at] : at) ?? '',
  }))
}

function timesOf(
  { grain, points }: TrendSeries,
  placed: PlacedPoint[],
  plot: TrendLayout['plot'],
  words: TrendWords,
): PlacedText[] {
  const widest = Math.max(...points.map(({ period }) => textWidth(words.tick(period, false))))
  const most = Math.max(2, Math.floor(plot.width / (widest + TICK_GAP)))
  const periods = points.map(({ period }) => period)
  return ticksOf(grain, periods, most).flatMap((index, place) => {
    const at = placed[index]
    if (!at) return []
    const text = words.tick(at.key, place === 0)
    return [{ key: at.key, x: at.x, y: plot.bottom + 20, text }]
  })
}
