import type { BoundaryFeature, Polygon, Position, Ring } from '../../sql/model/boundaries.ts'

type Geometry = BoundaryFeature['geometry']

/** The polygons of a geometry, be they one or several. */
export const polygonsOf = (geometry: Geometry): Polygon[] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates

/** Twice the area that a ring encloses, square degrees; positive where it runs counterclockwise. */
const signedArea = (ring: Ring): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[i + 1] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)

/** About 10 m, which is finer than the boundaries themselves are. */
const round = (degrees: number): number => Math.round(degrees * 1e4) / 1e4

function roundRing(ring: Ring): Ring {
  const rounded = ring.map(([lon, lat]): Position => [round(lon), round(lat)])
  return rounded.filter(([lon, lat], i) => {
    const before = rounded[i - 1]
    return !before || before[0] !== lon || before[1] !== lat
  })
}

/** The same line, run clockwise or counterclockwise. */
function turn(ring: Ring, clockwise: boolean): Ring {
  return signedArea(ring) < 0 === clockwise ? ring : [...ring].reverse()
}

/**
 * Polygons as they are published: rounded to 1e-4 degrees, without what vanishes by that, outer rings
 * clockwise and holes counterclockwise, as d3-geo takes them (RFC 7946 has it the other way round, and
 * files come both ways).
 * @returns null where nothing is left
 */
export function tidyGeometry(polygons: readonly Polygon[]): Geometry | null {
  const kept = polygons.flatMap((polygon) => {
    const rings = polygon.map(roundRing)
    const [outer] = rings
    if (!outer || outer.length < 4 || signedArea(outer) === 0) return []
    const lasting = rings.filter((ring) => ring.length >= 4 && signedArea(ring) !== 0)
    return [lasting.map((ring) => turn(ring, ring === outer))]
  })
  const [only] = kept
  if (!only) return null
  return kept.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: kept }
}
