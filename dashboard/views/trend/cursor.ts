import type { TrendLayout } from './placed.ts'

/** The point that is read, and the point where the choice of a stretch began. */
export interface Cursor {
  at: number | null
  from: number | null
}

export interface PlacedCursor {
  line: { key: string; x: number; top: number; bottom: number }[]
  dots: { key: 'now' | 'before'; x: number; y: number }[]
  stretch: { key: string; x: number; y: number; width: number; height: number }[]
}

/** Places the cursor on a chart. A point without a value has its dot on the axis. */
export function placeCursor(
  { plot, points, reach }: TrendLayout,
  { at, from }: Cursor,
): PlacedCursor {
  const point = at === null ? undefined : points[at]
  const start = from === null ? undefined : points[from]
  if (!point) return { line: [], dots: [], stretch: [] }
  const bottom = plot.y + plot.height
  const dots: PlacedCursor['dots'] = [{ key: 'now', x: point.x, y: point.y ?? bottom }]
  if (point.before !== null) dots.unshift({ key: 'before', x: point.x, y: point.before })
  return {
    line: [{ key: 'line', x: point.x, top: plot.y, bottom }],
    dots,
    stretch:
      start && start !== point
        ? [
            {
              key: 'stretch',
              x: Math.min(point.x, start.x) - reach,
              y: plot.y,
              width: Math.abs(point.x - start.x) + 2 * reach,
              height: plot.height,
            },
          ]
        : [],
  }
}

/** The place of the period nearest to a horizontal position. */
export function nearest({ plot, points }: TrendLayout, x: number): number {
  const place = Math.floor(((x - plot.x) / plot.width) * points.length)
  return Math.max(0, Math.min(points.length - 1, place))
}

/** Where a key leads among so many points; null for keys that lead nowhere. */
export function stepAlong(key: string, at: number, count: number): number | null {
  const last = count - 1
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, at - 1)
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(last, at + 1)
    case 'PageUp':
      return Math.min(last, at + 7)
    case 'PageDown':
      return Math.max(0, at - 7)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
