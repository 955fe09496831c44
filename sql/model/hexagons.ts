/** Which complaints are looked at: of all categories, received on the local days [from, to). */
export interface PlacedRequest {
  city: string
  from: string
  to: string
}

/** Where points lie, degrees. */
export interface Extent {
  west: number
  south: number
  east: number
  north: number
}

/**
 * Hexagons with two upright sides, row by row. The middle of the hexagon (q, r) lies `across` x (q + r / 2)
 * east and `up` x r north of the first one's; all in degrees.
 */
export interface HexagonGrid {
  /** The middle of the hexagon (0, 0). */
  lon: number
  lat: number
  /** From one upright side to the other. */
  across: number
  /** From one row to the next. */
  up: number
}

export interface HexagonsRequest extends PlacedRequest {
  /** The local day from which on counts are `recent`; before it they are `before`. */
  since: string
  grid: HexagonGrid
  /** What lies outside is not counted. */
  within: Extent
}

/** The complaints of a category of level 1 in a hexagon. */
export interface HexagonCount {
  category: string
  q: number
  r: number
  recent: number
  before: number
}

/** How many complaints carry coordinates, and where all but the outermost lie; null where none does. */
export type ReadExtent = (request: PlacedRequest) => Promise<(Extent & { points: number }) | null>

/** Counts complaints by hexagon. */
export type ReadHexagons = (request: HexagonsRequest) => Promise<HexagonCount[]>
