import type { BoundaryFeature, Position, Ring } from '../../../sql/model/boundaries.ts'
import { type Metres, middleOf, planeAbout } from './plane.ts'

export interface BorderOptions {
  /** How far the borders of two areas may lie apart and be the same one, metres. */
  tolerance?: number
  /** How long the common border must be, metres. */
  least?: number
}

/** Borders are rounded to about 10 m, and the same one is often drawn twice. */
const TOLERANCE = 60
/** Where areas touch in a corner, up to four tolerances of border lie near each other. */
const CORNER = 5

const ringsOf = ({ geometry }: BoundaryFeature): Ring[] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()

/** Points along a closed line, no more than a step apart. */
function walk(ring: readonly Metres[], step: number, visit: (x: number, y: number) => void): void {
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1] as Metres, ring[i] as Metres]
    const parts = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / step))
    for (let k = 0; k < parts; k++)
      visit(ax + ((bx - ax) * k) / parts, ay + ((by - ay) * k) / parts)
  }
}

/** Points of all borders, the area of each, and where the next one of the same cell is. */
interface BorderPoints {
  x: number[]
  y: number[]
  area: number[]
  next: Int32Array
  first: Map<number, number>
  cellOf(x: number, y: number): number
}

/** More cells than a city has in one direction. */
const ROW = 2 ** 24

function gatherPoints(features: readonly BoundaryFeature[], tolerance: number): BorderPoints {
  const middle: Position = middleOf(features.flatMap((one) => ringsOf(one).flat())) ?? [0, 0]
  const { toMetres } = planeAbout(middle)
  const [x, y, area]: [number[], number[], number[]] = [[], [], []]
  for (const [at, feature] of features.entries()) {
    for (const ring of ringsOf(feature)) {
      walk(ring.map(toMetres), tolerance / 2, (px, py) => {
        x.push(px)
        y.push(py)
        area.push(at)
      })
    }
  }
  const cellOf = (px: number, py: number) =>
    Math.floor(px / tolerance) * ROW + Math.floor(py / tolerance)
  const first = new Map<number, number>()
  const next = new Int32Array(x.length)
  for (let i = 0; i < x.length; i++) {
    const cell = cellOf(x[i] ?? 0, y[i] ?? 0)
    next[i] = first.get(cell) ?? -1
    first.set(cell, i)
  }
  return { x, y, area, next, first, cellOf }
}

/** Tells, for each point, of the other areas whose border lies within the tolerance of it. */
function visitNear(
  { x, y, area, next, first, cellOf }: BorderPoints,
  tolerance: number,
  visit: (area: number, other: number) => void,
): void {
  const found: number[] = []
  for (let i = 0; i < x.length; i++) {
    const [px, py, own] = [x[i] ?? 0, y[i] ?? 0, area[i] ?? 0]
    found.length = 0
    for (let dx = -tolerance; dx <= tolerance; dx += tolerance) {
      for (let dy = -tolerance; dy <= tolerance; dy += tolerance) {
        const cell = cellOf(px + dx, py + dy)
        for (let k = first.get(cell) ?? -1; k >= 0; k = next[k] ?? -1) {
          const other = area[k] ?? 0
          if (other === own || found.includes(other)) continue
          const [far, up] = [(x[k] ?? 0) - px, (y[k] ?? 0) - py]
          if (far * far + up * up <= tolerance * tolerance) found.push(other)
        }
      }
    }
    for (const other of found) visit(own, other)
  }
}

/**
 * The areas beside each area: those with which it has a stretch of border in common, and not a corner
 * alone. The borders need not have the same points: they are compared at points every half tolerance.
 * @returns for each area the places of its neighbours, ascending; mutual
 * @throws RangeError for a tolerance that is not more than 0
 */
export function findSharedBorders(
  features: readonly BoundaryFeature[],
  { tolerance = TOLERANCE, least = CORNER * tolerance }: BorderOptions = {},
): number[][] {
  if (!(tolerance > 0)) throw new RangeError(`borders are compared within metres, not ${tolerance}`)
  const points = gatherPoints(features, tolerance)
  const shared = new Map<number, number>()
  visitNear(points, tolerance, (area, other) => {
    const pair = area * features.length + other
    shared.set(pair, (shared.get(pair) ?? 0) + tolerance / 2)
  })
  const neighbours = features.map(() => new Set<number>())
  for (const [pair, length] of shared) {
    if (length < least) continue
    const [area, other] = [Math.floor(pair / features.length), pair % features.length]
    neighbours[area]?.add(other)
    neighbours[other]?.add(area)
  }
  return neighbours.map((list) => [...list].sort((a, b) => a - b))
}
