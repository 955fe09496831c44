import type { BoundaryFeature, Position } from '../../../../sql/model/boundaries.ts'
import type { Area, City } from '../../../../sql/model/city.ts'
import { RIVER_CITY } from '../../../support/river-city.ts'

/** Degrees of a side: about 1.1 km. */
const SIDE = 0.01
const WEST = 116
const SOUTH = 40

const codeAt = (x: number, y: number): string =>
  `s${String(y).padStart(2, '0')}${String(x).padStart(2, '0')}`

export const outlineOf = (code: string, corners: Position[]): BoundaryFeature => ({
  type: 'Feature',
  properties: { code },
  geometry: { type: 'Polygon', coordinates: [[...corners, corners[0] as Position]] },
})

/** A square of the chessboard, as GeoJSON. */
export const squareAt = (x: number, y: number): BoundaryFeature => {
  const [west, south] = [WEST + x * SIDE, SOUTH + y * SIDE]
  return outlineOf(codeAt(x, y), [
    [west, south],
    [west, south + SIDE],
    [west + SIDE, south + SIDE],
    [west + SIDE, south],
  ])
}

/** A city whose subdistricts are a chessboard; the place of (x, y) among them is y * columns + x. */
export function chessboard(columns: number, rows: number) {
  const squares = Array.from(
    { length: columns * rows },
    (_, i) => [i % columns, Math.floor(i / columns)] as const,
  )
  const areas = squares.map(
    ([x, y]): Area => ({
      code: codeAt(x, y),
      names: { en: codeAt(x, y), zh: codeAt(x, y) },
      parent: `d${Math.floor(x / 5)}`,
      level: 'subdistrict',
      ...{ from: null, to: null, successor: null, residents: 10_000 + 1_000 * ((3 * x + y) % 7) },
      ...{ lon: WEST + (x + 0.5) * SIDE, lat: SOUTH + (y + 0.5) * SIDE },
    }),
  )
  const city: City = { ...RIVER_CITY.city, id: 'board', areas }
  return { city, areas, outlines: squares.map(([x, y]) => squareAt(x, y)) }
}
