import type { BoundaryFeature, Position } from '../../../sql/model/boundaries.ts'
import type { Grid } from './state.ts'

interface Bin {
  q: number
  r: number
}

export const middleOf = ({ lon, lat, across, up }: Grid, { q, r }: Bin): Position => [
  lon + across * (q + r / 2),
  lat + up * r,
]

export const keyOf = ({ q, r }: Bin): string => `${q},${r}`

/** The corners clockwise from the top, in parts of the grid's steps. */
const CORNERS = [
  [0, 2 / 3],
  [1 / 2, 1 / 3],
  [1 / 2, -1 / 3],
  [0, -2 / 3],
  [-1 / 2, -1 / 3],
  [-1 / 2, 1 / 3],
  [0, 2 / 3],
] as const

/** A hexagon as an outline on the map. */
export function outlineOf(grid: Grid, bin: Bin): BoundaryFeature {
  const [x, y] = middleOf(grid, bin)
  const ring = CORNERS.map(
    ([east, north]): Position => [x + east * grid.across, y + north * grid.up],
  )
  return {
    type: 'Feature',
    properties: { code: keyOf(bin) },
    geometry: { type: 'Polygon', coordinates: [ring] },
  }
}
