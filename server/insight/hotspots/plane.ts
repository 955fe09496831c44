import type { Position } from '../../../sql/model/boundaries.ts'

/** Metres east and north of a place. */
export type Metres = readonly [x: number, y: number]

/** The earth's mean radius (IUGG), metres. */
const RADIUS = 6_371_008.8
const RADIANS = Math.PI / 180

/** A plane that touches the earth at one place, and is true near it. */
export interface Plane {
  toMetres(position: Position): Metres
  toPosition(metres: Metres): Position
}

/**
 * The plane about a place: the equirectangular projection with the place's latitude as the true one. In a
 * city of 200 km distances are wrong by about 1 %.
 */
export function planeAbout([lon, lat]: Position): Plane {
  const north = RADIUS * RADIANS
  const east = north * Math.cos(lat * RADIANS)
  return {
    toMetres: ([x, y]) => [(x - lon) * east, (y - lat) * north],
    toPosition: ([x, y]) => [lon + x / east, lat + y / north],
  }
}

/** The middle of the extent of places; null of none. */
export function middleOf(positions: readonly Position[]): Position | null {
  if (positions.length === 0) return null
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon)
    south = Math.min(south, lat)
    east = Math.max(east, lon)
    north = Math.max(north, lat)
  }
  return [(west + east) / 2, (south + north) / 2]
}
