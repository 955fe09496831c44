import type { TrendPoint } from './state.ts'

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
