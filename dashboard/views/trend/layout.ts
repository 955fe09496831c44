import { line, scaleLinear } from 'd3'
import type { Format } from '../../../sql/model/measures.ts'
import { domainOf } from '../../marks/domain.ts'
import { textWidth } from '../../marks/text-width.ts'
import type { TrendPoint, TrendSeries } from './state.ts'
import { ticksOf } from './ticks.ts'

export interface Size {
  width: number
  height: number
}

/** How the marks are written: the layout places words, it does not choose them. */
export interface TrendWords {
  /** A value on the axis. */
  value: (value: number) => string
  /** A value at the end of a line. */
  end: (value: number) => string
  /** A period on the axis, and whether a tick there says something of its own. */
  tick: (period: string, isFirst: boolean) => string
  now: string
  before: string
}

export type LineKind = 'settled' | 'unsettled' | 'running' | 'before'

export interface PlacedLine {
  key: string
  kind: LineKind
  /** Outside the page's period: there to compare with. */
  context: boolean
  d: string
}

export interface PlacedPoint {
  key: string
  x: number
  y: number | null
  before: number | null
  point: TrendPoint
}

export interface PlacedText {
  key: string
  x: number
  y: number
  text: string
}

export interface PlacedEnd extends PlacedText {
  kind: 'now' | 'before'
  /** The value, written above the name. */
  value: string
  dotX: number
  dotY: number
  hollow: boolean
}

export interface TrendLayout extends Size {
  plot: { x: number; y: number; width: number; height: number; right: number; bottom: number }
  points: PlacedPoint[]
  lines: PlacedLine[]
  weekends: { key: string; x: number; width: number }[]
  levels: PlacedText[]
  times: PlacedText[]
  ends: PlacedEnd[]
  /** Where the page's period begins, if not at the left. */
  start: { key: string; x: number }[]
  /** Half the width of a period. */
  reach: number
}

const NARROW = 480
const TOP = 14
const FOOT = 28
const TICK_GAP = 14
const LABEL_HEIGHT = 34

/** Places a series in a frame. */
export function placeTrend(
  series: TrendSeries,
  size: Size,
  format: Format,
  words: TrendWords,
): TrendLayout {
  const { points, compared } = series
  const narrow = size.width < NARROW
  const shown = points.flatMap(({ value, compare }) =>
    [value, compared ? compare : null].filter((one) => one !== null),
  )
  const { domain, ticks } = domainOf(shown, format)
  const left = 10 + Math.max(...ticks.map((tick) => textWidth(words.value(tick))))
  const plot = frameOf(size, left, narrow ? 62 : 92)
  const step = plot.width / Math.max(1, points.length)
  const y = scaleLinear(domain, [plot.bottom, plot.y])
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
    ends: endsOf(placed, plot, words),
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
  for (const [index, { x, y, before, point, key }] of placed.entries()) {
    const height = which === 'now' ? y : before
    if (height === null) {
      last = null
      continue
    }
    const at: [number, number] = [x, height]
    const kind = which === 'before' ? 'before' : kindOf(point)
    const context = !point.asked && !(placed[index + 1]?.point.asked ?? false)
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

function endsOf(placed: PlacedPoint[], plot: TrendLayout['plot'], words: TrendWords): PlacedEnd[] {
  const now = placed.findLast(({ y }) => y !== null)
  const before = placed.findLast((point) => point.before !== null)
  const x = plot.right + 6
  const ends: PlacedEnd[] = []
  if (now?.y != null && now.point.value !== null) {
    ends.push({
      key: 'now',
      kind: 'now',
      x,
      y: now.y,
      text: words.now,
      value: words.end(now.point.value),
      dotX: now.x,
      dotY: now.y,
      hollow: now.point.running || !now.point.mature,
    })
  }
  if (before?.before != null && before.point.compare !== null) {
    ends.push({
      key: 'before',
      kind: 'before',
      x,
      y: before.before,
      text: words.before,
      value: words.end(before.point.compare),
      dotX: before.x,
      dotY: before.before,
      hollow: before.point.running,
    })
  }
  return apart(ends, plot)
}

/** Moves two labels apart until neither covers the other or leaves the frame. */
function apart(ends: PlacedEnd[], plot: TrendLayout['plot']): PlacedEnd[] {
  const [upper, lower] = ends.toSorted((a, b) => a.y - b.y)
  const top = plot.y + LABEL_HEIGHT / 2
  const bottom = plot.bottom - LABEL_HEIGHT / 2
  const within = (y: number) => Math.max(top, Math.min(bottom, y))
  if (!upper) return []
  if (!lower) return [{ ...upper, y: within(upper.y) }]
  const lack = Math.max(0, LABEL_HEIGHT - (lower.y - upper.y)) / 2
  const first = Math.max(top, Math.min(bottom - LABEL_HEIGHT, upper.y - lack))
  return [
    { ...upper, y: first },
    { ...lower, y: Math.min(bottom, Math.max(first + LABEL_HEIGHT, lower.y + lack)) },
  ]
}
