import { boxAround, type Outline, type Point } from './outline.ts'

/** Where a label has most room within an outline, and how many label heights of it. */
export interface Room {
  at: Point
  /** Half the height of the largest label of the given proportions whose ellipse lies within. */
  half: number
}

const GRID = 10
const ROUNDS = 4
/** Corners nearer than this, in pixels, do not matter to a label. */
const NEAR = 1.5

/** The distance to the nearest edge; negative outside. */
function depthOf(x: number, y: number, rings: readonly Point[][]): number {
  let nearest = Number.POSITIVE_INFINITY
  let inside = false
  for (const ring of rings) {
    let [x1, y1] = ring.at(-1) as Point
    for (const corner of ring) {
      const x2 = corner[0]
      const y2 = corner[1]
      const dx = x2 - x1
      const dy = y2 - y1
      const length = dx * dx + dy * dy
      const along = length === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / length
      const t = Math.max(0, Math.min(1, along))
      const offX = x - x1 - t * dx
      const offY = y - y1 - t * dy
      // Squares: this is what placing labels spends its time on.
      nearest = Math.min(nearest, offX * offX + offY * offY)
      if (y1 > y !== y2 > y && x < (dx * (y - y1)) / dy + x1) inside = !inside
      x1 = x2
      y1 = y2
    }
  }
  return inside ? Math.sqrt(nearest) : -Math.sqrt(nearest)
}

function thin(ring: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const corner of ring) {
    const last = kept.at(-1)
    if (!last || Math.hypot(corner[0] - last[0], corner[1] - last[1]) > NEAR) kept.push(corner)
  }
  return kept
}

const rooms = new WeakMap<Outline, Map<number, Room | null>>()

/**
 * The middle of the largest ellipse of the given proportions (width / height) within an outline: the
 * pole of inaccessibility of the outline squeezed by them, found on a grid that is refined around its
 * best point. It is looked for once in each outline.
 */
export function findRoom(outline: Outline, proportions: number): Room | null {
  const known = rooms.get(outline) ?? new Map<number, Room | null>()
  rooms.set(outline, known)
  const found = known.get(proportions)
  if (found !== undefined) return found
  const room = searchRoom(outline, proportions)
  known.set(proportions, room)
  return room
}

function searchRoom({ rings }: Outline, proportions: number): Room | null {
  const squeezed = rings.map((ring) => thin(ring).map(([x, y]): Point => [x / proportions, y]))
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
        const depth = depthOf(at[0], at[1], squeezed)
        if (depth > best.depth) best = { at, depth }
      }
    }
    ;[width, height] = [width / 4, height / 4]
    ;[left, top] = [best.at[0] - width / 2, best.at[1] - height / 2]
  }
  return { at: [best.at[0] * proportions, best.at[1]], half: best.depth }
}
