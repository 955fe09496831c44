import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layGrid, neighboursOf } from '../../../../server/insight/hotspots/hexagon-grid.ts'
import { planeAbout } from '../../../../server/insight/hotspots/plane.ts'
import type { Extent } from '../../../../sql/model/hexagons.ts'

const BEIJING: Extent = { west: 115.7, south: 39.52, east: 117.3, north: 40.69 }
const BOSTON: Extent = { west: -71.18, south: 42.24, east: -71, north: 42.39 }

const extents = fc
  .tuple(
    fc.double({ min: -170, max: 170, noNaN: true }),
    fc.double({ min: -70, max: 70, noNaN: true }),
    fc.double({ min: 0, max: 5, noNaN: true }),
    fc.double({ min: 0, max: 5, noNaN: true }),
  )
  .map(([west, south, wide, high]) => ({ west, south, east: west + wide, north: south + high }))

describe('a grid of hexagons', () => {
  it('is as fine as the extent allows, doubling from 250 m', () => {
    expect(layGrid(BEIJING).width).toBe(2000)
    expect(layGrid(BOSTON).width).toBe(250)
    expect(layGrid({ west: 0, east: 0, south: 0, north: 0 }).width).toBe(250)
  })

  it('needs at most 10,000 hexagons, and half the width would need more', () => {
    fc.assert(
      fc.property(extents, (extent) => {
        const { width, grid, within } = layGrid(extent)
        expect(within.west).toBeLessThanOrEqual(extent.west)
        expect(within.north).toBeGreaterThanOrEqual(extent.north)
        const cells =
          ((within.east - within.west) * (within.north - within.south)) / (grid.across * grid.up)
        expect(cells).toBeLessThanOrEqual(10_000.001)
        if (width > 250) expect(4 * cells).toBeGreaterThan(9_999.999)
      }),
    )
  })

  it('has six beside each, as far off as it is wide', () => {
    const { width, grid } = layGrid(BOSTON)
    const { toMetres } = planeAbout([grid.lon, grid.lat])
    const middleOf = ([q, r]: readonly [number, number]) =>
      toMetres([grid.lon + grid.across * (q + r / 2), grid.lat + grid.up * r])
    const bins = Array.from({ length: 49 }, (_, i) => [(i % 7) - 3, Math.floor(i / 7) - 3] as const)
    const neighbours = neighboursOf(bins)
    const [x, y] = middleOf(bins[24] ?? [0, 0])
    expect(neighbours[24]).toHaveLength(6)
    for (const [place, bin] of bins.entries()) {
      const [otherX, otherY] = middleOf(bin)
      const far = Math.hypot(otherX - x, otherY - y)
      if (neighbours[24]?.includes(place)) expect(far).toBeCloseTo(width, 6)
      else if (place !== 24) expect(far).toBeGreaterThan(1.7 * width)
      for (const beside of neighbours[place] ?? []) expect(neighbours[beside]).toContain(place)
    }
  })

  it('is the same for an extent that differs a little, and refuses one that is none', () => {
    const other = { ...BEIJING, west: BEIJING.west + 0.004, north: BEIJING.north - 0.01 }
    expect(layGrid(other).grid).toEqual(layGrid(BEIJING).grid)
    expect(() => layGrid({ ...BEIJING, west: 118 })).toThrow(RangeError)
    expect(() => layGrid({ ...BEIJING, north: Number.NaN })).toThrow(RangeError)
  })
})
