import { type Box, boxAround } from './outline.ts'
import type { Traced } from './trace.ts'

/** The share of the map's width that an area needs to be read. */
const SMALL = 0.07

/**
 * The part of the map that is too small to be read, with a margin: the box around the areas that have
 * no room for a label. None where they are most of the map, or all over it.
 */
export function findDetail(traced: readonly Traced[], main: Box): Box | null {
  const small = traced.filter(({ outline: { box } }) => {
    return box !== null && Math.min(box.width, box.height * 1.6) < main.width * SMALL
  })
  if (small.length === 0 || small.length > traced.length / 2) return null
  const box = boxAround(small.flatMap(({ outline }) => outline.rings.flat()))
  if (!box || box.width > main.width / 3 || box.height > main.height / 3) return null
  const margin = 0.28 * Math.max(box.width, box.height)
  return {
    x: box.x - margin,
    y: box.y - margin,
    width: box.width + 2 * margin,
    height: box.height + 2 * margin,
  }
}

/** A line that leads from what a detail shows to its frame. */
export interface Lead {
  key: string
  x1: number
  y1: number
  x2: number
  y2: number
}

type Corner = [x: 0 | 1, y: 0 | 1]

/** The lines between the box that is shown larger and its frame beside or below it. */
export function leadsBetween(of: Box, frame: Box): Lead[] {
  const below = frame.y > of.y + of.height
  const corners: [string, Corner, Corner][] = below
    ? [
        ['left', [0, 1], [0, 0]],
        ['right', [1, 1], [1, 0]],
      ]
    : [
        ['top', [1, 0], [0, 0]],
        ['bottom', [1, 1], [0, 1]],
      ]
  const at = (box: Box, [x, y]: Corner) => [box.x + x * box.width, box.y + y * box.height] as const
  return corners.map(([key, from, to]) => {
    const [[x1, y1], [x2, y2]] = [at(of, from), at(frame, to)]
    return { key, x1, y1, x2, y2 }
  })
}
