import { type GeoProjection, geoPath } from 'd3'
import type { BoundaryFeature } from '../../../sql/model/boundaries.ts'

export type Point = [x: number, y: number]

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** An area in pixels. */
export interface Outline {
  rings: Point[][]
  /** The box around it; null where nothing of it is in the frame. */
  box: Box | null
}

const round = (value: number): number => Math.round(value * 10) / 10

/** Projects an area, to a tenth of a pixel. */
export function traceOutline(feature: BoundaryFeature, projection: GeoProjection): Outline {
  const rings: Point[][] = []
  const path = geoPath(projection, {
    beginPath() {},
    arc() {},
    closePath() {},
    moveTo(x, y) {
      rings.push([[round(x), round(y)]])
    },
    lineTo(x, y) {
      const ring = rings.at(-1)
      const last = ring?.at(-1)
      const next: Point = [round(x), round(y)]
      if (ring && (last?.[0] !== next[0] || last[1] !== next[1])) ring.push(next)
    },
  })
  path(feature)
  const kept = rings.filter((ring) => ring.length > 2)
  return { rings: kept, box: boxAround(kept.flat()) }
}

/** The box around points; null without any. */
export function boxAround(points: readonly Point[]): Box | null {
  if (points.length === 0) return null
  let [left, top, right, bottom] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  for (const [x, y] of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The outline as the `d` of a path. */
export const drawOutline = ({ rings }: Outline): string =>
  rings.map((ring) => `M${ring.map(([x, y]) => `${x},${y}`).join('L')}Z`).join('')
