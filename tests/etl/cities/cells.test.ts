import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawCells } from '../../../etl/cities/cells.ts'
import { polygonsOf } from '../../../etl/cities/rings.ts'
import { contains } from '../../../etl/cities/sites.ts'
import type { BoundaryFeature, Polygon, Position } from '../../../sql/model/boundaries.ts'
import type { Area } from '../../../sql/model/city.ts'

const area = (code: string, lon: number | null, lat: number | null): Area => ({
  code,
  names: { en: code, zh: code },
  parent: 'D',
  from: null,
  to: null,
  successor: null,
  level: 'subdistrict',
  residents: null,
  lon,
  lat,
})

const outline = (polygons: Polygon[]): BoundaryFeature => ({
  type: 'Feature',
  properties: { code: 'D' },
  geometry: { type: 'MultiPolygon', coordinates: polygons },
})

/** A square from its south-west corner, clockwise, degrees. */
const square = (west: number, south: number, side: number): Position[] => [
  [west, south],
  [west, south + side],
  [west + side, south + side],
  [west + side, south],
  [west, south],
]

/** What polygons enclose, square degrees. */
function sizeOf(polygons: readonly Polygon[]): number {
  const ringSize = (ring: Position[]) =>
    ring.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = ring[i + 1] ?? [x, y]
      return sum + (nextX * y - x * nextY) / 2
    }, 0)
  return polygons.flat().reduce((sum, ring) => sum + ringSize(ring), 0)
}

/** Outlines that bend: a ring around (116, 40) whose distance from there changes from corner to corner. */
const outlines = fc
  .array(fc.double({ min: 0.1, max: 0.4, noNaN: true }), { minLength: 5, maxLength: 40 })
  .map((radii) => {
    const corners = radii.map((radius, i): Position => {
      const angle = (-2 * Math.PI * i) / radii.length
      return [116 + radius * Math.cos(angle), 40 + radius * Math.sin(angle)]
    })
    return outline([[[...corners, corners[0] as Position]]])
  })

/** Centres inside and outside, some of them the same, some unknown. */
const centres = fc.option(
  fc.tuple(
    fc.oneof(fc.constant(116.01), fc.double({ min: 115.5, max: 116.5, noNaN: true })),
    fc.oneof(fc.constant(40.01), fc.double({ min: 39.5, max: 40.5, noNaN: true })),
  ),
)
const areas = fc
  .array(centres, { minLength: 1, maxLength: 12 })
  .map((all) => all.map((at, i) => area(`D${i}`, at?.[0] ?? null, at?.[1] ?? null)))

it('tiles an outline without gaps or overlaps', () => {
  const places = fc.array(
    fc.tuple(
      fc.double({ min: 115.6, max: 116.4, noNaN: true }),
      fc.double({ min: 39.6, max: 40.4, noNaN: true }),
    ),
    { minLength: 20, maxLength: 20 },
  )
  fc.assert(
    fc.property(outlines, areas, places, (around, all, points) => {
      const cells = drawCells(around, all)
      expect(cells.map(({ properties }) => properties.code).sort()).toEqual(
        all.map(({ code }) => code).sort(),
      )
      const whole = sizeOf(polygonsOf(around.geometry))
      const sizes = cells.map(({ geometry }) => sizeOf(polygonsOf(geometry)))
      const sum = sizes.reduce((a, b) => a + b, 0)
      expect(Math.abs(sum / whole - 1)).toBeLessThan(1e-3)
      for (const size of sizes) expect(size).toBeGreaterThan(0)
      // With the sizes right, a gap here would be an overlap there.
      for (const point of points) {
        const covering = cells.filter(({ geometry }) => contains(polygonsOf(geometry), point))
        expect(covering.length).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 60 },
  )
})

it('gives the same cells whatever the order of the areas', () => {
  fc.assert(
    fc.property(outlines, areas, (around, all) => {
      const byCode = (cells: BoundaryFeature[]) =>
        Object.fromEntries(cells.map((cell) => [cell.properties.code, cell]))
      expect(byCode(drawCells(around, [...all].reverse()))).toEqual(byCode(drawCells(around, all)))
    }),
    { numRuns: 20 },
  )
})

it('puts an area around its centre', () => {
  const cells = drawCells(outline([[square(116, 40, 0.5)]]), [
    area('west', 116.1, 40.2),
    area('east', 116.4, 40.2),
  ])
  const where = (point: Position) =>
    cells.filter(({ geometry }) => contains(polygonsOf(geometry), point))[0]?.properties
  expect(where([116.2, 40.4])).toEqual({ code: 'west', schematic: true })
  expect(where([116.3, 40.1])).toEqual({ code: 'east', schematic: true })
})

it('leaves holes open, and fills parts that lie apart', () => {
  const hole = square(116.2, 40.2, 0.1).reverse()
  const around = outline([[square(116, 40, 0.5), hole], [square(117, 40, 0.2)]])
  const cells = drawCells(around, [area('a', 116.1, 40.1), area('b', 117.1, 40.1)])
  const size = cells.reduce((sum, { geometry }) => sum + sizeOf(polygonsOf(geometry)), 0)
  expect(size).toBeCloseTo(0.25 - 0.01 + 0.04, 6)
  expect(cells.some(({ geometry }) => contains(polygonsOf(geometry), [116.25, 40.25]))).toBe(false)
  expect(cells.some(({ geometry }) => contains(polygonsOf(geometry), [117.15, 40.1]))).toBe(true)
})

it('gives an only area the whole outline, and no areas no cells', () => {
  const around = outline([[square(116, 40, 0.5)]])
  const [cell] = drawCells(around, [area('only', null, null)])
  expect(cell && sizeOf(polygonsOf(cell.geometry))).toBeCloseTo(0.25, 9)
  expect(drawCells(around, [])).toEqual([])
})
