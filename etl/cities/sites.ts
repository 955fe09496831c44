import type { Polygon, Position } from '../../sql/model/boundaries.ts'
import type { Area } from '../../sql/model/city.ts'

/** Where the centre of an area's cell is. */
export interface Site {
  code: string
  at: Position
}

/** Centres closer than this coincide, degrees: about 50 m. */
const APART = 5e-4
/** The coarsest and the finest grid of places for centres that have to move, cells a side. */
const COARSEST = 32
const FINEST = 512

/** Whether a point lies inside, by the parity of the borders to its east. */
export function contains(polygons: readonly Polygon[], [lon, lat]: Position): boolean {
  let inside = false
  for (const ring of polygons.flat()) {
    for (const [i, [x, y]] of ring.entries()) {
      const [beforeX, beforeY] = ring[i - 1] ?? [x, y]
      if (y > lat === beforeY > lat) continue
      if (lon < x + ((lat - y) / (beforeY - y)) * (beforeX - x)) inside = !inside
    }
  }
  return inside
}

/** West, south, east and north end of an outline, degrees. */
export function extentOf(polygons: readonly Polygon[]): [number, number, number, number] {
  const positions = polygons.flat(2)
  const ends = (axis: 0 | 1) => positions.map((position) => position[axis])
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b))
  const greatest = (values: number[]) => values.reduce((a, b) => Math.max(a, b))
  return [least(ends(0)), least(ends(1)), greatest(ends(0)), greatest(ends(1))]
}

/** Points of a grid that lie inside, of one fine enough to give `wanted` of them where there is. */
function gridInside(polygons: readonly Polygon[], wanted: number): Position[] {
  const [west, south, east, north] = extentOf(polygons)
  let found: Position[] = []
  for (let n = COARSEST; n <= FINEST && found.length < wanted; n *= 2) {
    const steps = Array.from({ length: n }, (_, i) => (i + 0.5) / n)
    found = steps
      .flatMap((y) =>
        steps.map((x): Position => [west + x * (east - west), south + y * (north - south)]),
      )
      .filter((position) => contains(polygons, position))
  }
  return found
}

const distance = (a: Position, b: Position): number => Math.hypot(a[0] - b[0], a[1] - b[1])

/** The first of those for which `measure` is least. */
function leastBy(
  positions: readonly Position[],
  measure: (p: Position) => number,
): Position | null {
  let best: Position | null = null
  let least = Number.POSITIVE_INFINITY
  for (const position of positions) {
    const value = measure(position)
    if (value < least) [best, least] = [position, value]
  }
  return best
}

/**
 * Gives each area a place of its own inside the outline: its centre where that lies inside, else the
 * free place nearest to it; without a centre, the place farthest from all others. Always the same for
 * the same areas. An area for which no room is left gets none.
 */
export function placeSites(polygons: readonly Polygon[], areas: readonly Area[]): Site[] {
  const sites: Site[] = []
  const isFree = (at: Position) => sites.every((site) => distance(site.at, at) >= APART)
  const centreOf = ({ lon, lat }: Area): Position | null =>
    lon === null || lat === null ? null : [lon, lat]
  const inOrder = [...areas].sort((a, b) => (a.code < b.code ? -1 : 1))
  const moving = inOrder.filter((area) => {
    const at = centreOf(area)
    if (!at || !isFree(at) || !contains(polygons, at)) return true
    sites.push({ code: area.code, at })
    return false
  })
  if (moving.length === 0) return sites
  const grid = gridInside(polygons, 4 * areas.length)
  const [west, south, east, north] = extentOf(polygons)
  const middle: Position = [(west + east) / 2, (south + north) / 2]
  const crowding = (p: Position) =>
    sites.length === 0
      ? distance(p, middle)
      : -Math.min(...sites.map((site) => distance(site.at, p)))
  const known = moving.filter((area) => centreOf(area) !== null)
  const unknown = moving.filter((area) => centreOf(area) === null)
  for (const area of [...known, ...unknown]) {
    const centre = centreOf(area)
    const free = grid.filter(isFree)
    const at = leastBy(free, centre ? (p) => distance(p, centre) : crowding)
    if (at) sites.push({ code: area.code, at })
  }
  return sites
}
