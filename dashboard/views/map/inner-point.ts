import { boxAround, type Outline, type Point } from './outline.ts'

/** Where a label has most room within an outline, and how many label heights of it. */
export interface Room {
  at: Point
  /** Half the height of the largest label of the given proportions whose ellipse lies within. */
  half: number
}

const GRID = 12
const ROUNDS = 4

function distanceToSegment([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length))
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy)
}

/** The distance to the nearest edge; negative outside. */
function depthOf(at: Point, rings: readonly Point[][]): number {
  let nearest = Number.POSITIVE_INFINITY
  let inside = false
  for (const ring of rings) {
    let before = ring.at(-1) as Point
    for (const corner of ring) {
      nearest = Math.min(nearest, distanceToSegment(at, before, corner))
      const [[x1, y1], [x2, y2]] = [before, corner]
      if (y1 > at[1] !== y2 > at[1] && at[0] < ((x2 - x1) * (at[1] - y1)) / (y2 - y1) + x1) {
        inside = !inside
      }
      before = corner
    }
  }
  return inside ? nearest : -nearest
}

/**
 * The middle of the largest ellipse of the given proportions (width / height) within an outline: the
 * pole of inaccessibility of the outline squeezed by them, found on a grid that is refined around its
 * best point.
 */
export function findRoom({ rings }: Outline, proportions: number): Room | null {
  const squeezed = rings.map((ring) => ring.map(([x, y]): Point => [x / proportions, y]))
  const box = boxAround(squeezed.flat())
  if (!box) return null
  let best: { at: Point; depth: number } = {
    at: [box.x + box.width / 2, box.y + box.height / 2],
    depth: Number.NEGATIVE_INFINITY,
  }
  let [left, top, width, height] = [box.x, box.y, box.width, box.height]
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let row = 0; row < GRID; row += 1) {
      for (let column = 0; column < GRID; column += 1) {
        const at: Point = [
          left + ((column + 0.5) / GRID) * width,
          top + ((row + 0.5) / GRID) * height,
        ]
        const depth = depthOf(at, squeezed)
        if (depth > best.depth) best = { at, depth }
      }
    }
    ;[width, height] = [width / 4, height / 4]
    ;[left, top] = [best.at[0] - width / 2, best.at[1] - height / 2]
  }
  return { at: [best.at[0] * proportions, best.at[1]], half: best.depth }
}
