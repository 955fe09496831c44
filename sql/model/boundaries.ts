/** The levels of areas whose boundaries can be drawn. */
export const BOUNDARY_LEVELS = ['district', 'subdistrict'] as const
export type BoundaryLevel = (typeof BOUNDARY_LEVELS)[number]

/** Longitude and latitude, degrees (WGS 84). */
export type Position = [lon: number, lat: number]
/** A closed line: its last position is its first. */
export type Ring = Position[]
/** An outer ring, then the holes in it. */
export type Polygon = Ring[]

/**
 * The boundary of an area, as GeoJSON. Outer rings run clockwise, as d3-geo takes them, and not
 * counterclockwise as in RFC 7946.
 */
export interface BoundaryFeature {
  type: 'Feature'
  properties: {
    code: string
    /** A cell that was drawn around the area's centre for want of its real boundary. */
    schematic?: true
  }
  geometry:
    | { type: 'Polygon'; coordinates: Polygon }
    | { type: 'MultiPolygon'; coordinates: Polygon[] }
}

export interface BoundaryCollection {
  type: 'FeatureCollection'
  features: BoundaryFeature[]
}

/** The boundaries of a city's areas on one level. Without features where none are known. */
export interface Boundaries {
  city: string
  level: BoundaryLevel
  /** Whether some of them are schematic. */
  schematic: boolean
  collection: BoundaryCollection
}

/** Which boundaries are asked for. */
export interface BoundariesRequest {
  city: string
  level: BoundaryLevel
  /** The district whose subdistricts are asked for. */
  within?: string | undefined
}
