import type { Extent, HexagonGrid } from '../../../sql/model/hexagons.ts'
import { middleOf, planeAbout } from './plane.ts'

/** Hexagons of a width in metres, from one side to the opposite one, and where points are counted. */
export interface LaidGrid {
  width: number
  grid: HexagonGrid
  within: Extent
}

/** Metres; the next ones are twice as wide each. */
const NARROWEST = 250
/** So many hexagons cover the extent at most. Of a city most are empty: people do not live everywhere. */
const MOST = 10_000
/** What lies outside the extent is counted so far out, as a share of the extent. */
const MARGIN = 1 / 8
const ROOT = Math.sqrt(3)

/** To a tenth of a degree, so that the hexagons of one night are those of the next. */
const round = (degrees: number): number => Math.round(degrees * 10) / 10

/**
 * Hexagons over an extent: 250 m wide, or the first doubling of it of which 10,000 cover the extent.
 * @throws RangeError for an extent that is none
 */
export function layGrid({ west, south, east, north }: Extent): LaidGrid {
  if (
    !(west >= -180 && west <= east && east <= 180 && south >= -90 && south <= north && north <= 90)
  ) {
    throw new RangeError(`no extent reaches from ${west}, ${south} to ${east}, ${north}`)
  }
  const [aside, above] = [MARGIN * (east - west), MARGIN * (north - south)]
  const within = {
    ...{ west: Math.max(-180, west - aside), east: Math.min(180, east + aside) },
    ...{ south: Math.max(-90, south - above), north: Math.min(90, north + above) },
  }
  const [x = 0, y = 0] =
    middleOf([
      [west, south],
      [east, north],
    ]) ?? []
  const [lon, lat] = [round(x), round(y)]
  const plane = planeAbout([lon, lat])
  const [right, top] = plane.toMetres([within.east, within.north])
  const [left, bottom] = plane.toMetres([within.west, within.south])
  let width = NARROWEST
  while ((right - left) * (top - bottom) > MOST * (ROOT / 2) * width ** 2) width *= 2
  const [beside, over] = plane.toPosition([width, (width * ROOT) / 2])
  return { width, grid: { lon, lat, across: beside - lon, up: over - lat }, within }
}

/** The six beside a hexagon, by axial coordinates. */
const BESIDE = [
  [1, 0],
  [1, -1],
  [0, -1],
  [-1, 0],
  [-1, 1],
  [0, 1],
] as const

/** For each hexagon the places of those beside it in the list. */
export function neighboursOf(bins: readonly (readonly [q: number, r: number])[]): number[][] {
  const places = new Map(bins.map(([q, r], place) => [`${q},${r}`, place]))
  return bins.map(([q, r]) =>
    BESIDE.flatMap(([east, north]) => places.get(`${q + east},${r + north}`) ?? []),
  )
}
