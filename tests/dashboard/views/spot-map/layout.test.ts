import { geoArea } from 'd3'
import { describe, expect, it } from 'vitest'
import { middleOf, outlineOf } from '../../../../dashboard/views/spot-map/hexagon.ts'
import { placeSpots, type SpotShapes } from '../../../../dashboard/views/spot-map/layout.ts'
import { marksOf, type SpotMarks } from '../../../../dashboard/views/spot-map/state.ts'
import type { BoundaryFeature, Position } from '../../../../sql/model/boundaries.ts'
import { CODES, DISTRICTS } from '../map/beijing.ts'
import { GRID, JIANWAI, makeTold } from './make-told.ts'

const told = makeTold()
const NOTHING: SpotMarks = { clusters: [], areas: [], hexagons: [] }

const square = (code: string, [x, y]: Position): BoundaryFeature => ({
  type: 'Feature',
  properties: { code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x - 0.01, y - 0.01],
        [x - 0.01, y + 0.01],
        [x + 0.01, y + 0.01],
        [x + 0.01, y - 0.01],
        [x - 0.01, y - 0.01],
      ],
    ],
  },
})
const OUTLINES = new Map([[JIANWAI, square(JIANWAI, [116.4358, 39.9086])]])

const shapesOf = (changes: Partial<SpotShapes> = {}): SpotShapes => ({
  ...{ districts: DISTRICTS, outlines: OUTLINES, hexagons: told.hexagons ?? null, grid: GRID },
  ...changes,
})
const place = (marks: SpotMarks, width = 1200, changes: Partial<SpotShapes> = {}) =>
  placeSpots(shapesOf(changes), marks, width, (code) => code)

describe('hexagons as outlines', () => {
  it('fill the plane about their middle without gaps', () => {
    const corners = outlineOf(GRID, { q: 2, r: -1 }).geometry.coordinates.flat(1) as Position[]
    const [x, y] = middleOf(GRID, { q: 2, r: -1 })
    expect(corners).toHaveLength(7)
    expect(corners.slice(0, 6).reduce((sum, [lon]) => sum + lon, 0) / 6).toBeCloseTo(x, 9)
    expect(corners.slice(0, 6).reduce((sum, [, lat]) => sum + lat, 0) / 6).toBeCloseTo(y, 9)
    // The corner that three hexagons share is the same for each.
    const all = [
      { q: 2, r: -1 },
      { q: 3, r: -1 },
      { q: 2, r: 0 },
    ].map((bin) => outlineOf(GRID, bin).geometry.coordinates.flat(1) as Position[])
    const shared = (all[0] ?? []).filter(([lon, lat]) =>
      all.every((ring) => ring.some((one) => Math.hypot(one[0] - lon, one[1] - lat) < 1e-9)),
    )
    expect(shared).toHaveLength(1)
    // Run the other way round it would be all of the earth but the hexagon.
    expect(geoArea(outlineOf(GRID, { q: 0, r: 0 }))).toBeLessThan(1e-6)
  })
})

describe.each([1200, 700, 358])('the map of hot spots, %i px wide', (width) => {
  it('has each mark within its frame, and once more in the detail', () => {
    for (const category of ['0201', '02']) {
      const placed = place(marksOf(told, category), width)
      if (!placed?.detail) throw new Error('there is no detail')
      const [map, detail] = [placed.map, placed.detail].map(({ marks, frame }) => {
        const all = [...marks.rings, ...marks.spots, ...marks.hexagons]
        for (const { x, y } of all) {
          expect(x).toBeGreaterThanOrEqual(frame.x)
          expect(x).toBeLessThanOrEqual(frame.x + frame.width)
          expect(y).toBeGreaterThanOrEqual(frame.y)
          expect(y).toBeLessThanOrEqual(frame.y + frame.height)
        }
        return all.map(({ key }) => key)
      })
      expect(map).toEqual(detail)
      expect(map).toHaveLength(category === '02' ? 2 : 3)
      expect(placed.detail.frame.x + placed.detail.frame.width).toBeLessThanOrEqual(placed.width)
      expect(placed.detail.frame.y + placed.detail.frame.height).toBeLessThanOrEqual(placed.height)
    }
  })
})

describe('the marks', () => {
  it('fill an area whose outline is known, and are a sign at the centre of any other', () => {
    const placed = place(marksOf(told, '0201'))
    const [known, other] = placed?.map.marks.spots ?? []
    expect(known?.d).toMatch(/^M.*Z$/)
    expect(other?.d).toBeNull()
    // Chaowai lies north-west of Jianwai.
    expect(other?.x).toBeLessThan(known?.x ?? 0)
    expect(other?.y).toBeLessThan(known?.y ?? 0)
    const [far] = place(marksOf(told, '0201'), 1200, { outlines: new Map() })?.map.marks.spots ?? []
    expect(far?.x).toBeCloseTo(known?.x ?? 0, 0)
  })

  it('are left out where nothing tells where they are', () => {
    const { areas, ...others } = marksOf(told, '0201')
    const nowhere = areas.map((one) => ({ ...one, centre: null }))
    const placed = place({ ...others, areas: nowhere })
    expect(placed?.map.marks.spots.map(({ key }) => key)).toEqual([`area ${JIANWAI}`])
    expect(place(marksOf(told, '02'), 1200, { grid: null })?.map.marks.hexagons).toEqual([])
  })

  it('have a ring around all areas of a cluster', () => {
    const both = new Map([...OUTLINES, ['110105002', square('110105002', [116.4318, 39.9216])]])
    const { detail } = place(marksOf(told, '0201'), 1200, { outlines: both }) ?? {}
    const [ring] = detail?.marks.rings ?? []
    expect(ring?.d.split('M')).toHaveLength(3)
    for (const { x, y } of detail?.marks.spots ?? []) {
      expect(Math.hypot(x - (ring?.x ?? 0), y - (ring?.y ?? 0))).toBeLessThan(ring?.radius ?? 0)
    }
  })
})

describe('the ground', () => {
  it('are the districts with their names, without a detail where nothing is marked', () => {
    const placed = place(NOTHING)
    expect(placed?.map.cells.map(({ key }) => key).sort()).toEqual([...CODES].sort())
    expect(placed?.detail).toBeNull()
    expect(placed?.map.labels.length).toBeGreaterThan(8)
  })

  it('are the hexagons where the city has no outlines, else nothing', () => {
    const bare = { districts: [], outlines: new Map() }
    const placed = place(marksOf(told, '02'), 1200, bare)
    expect(placed?.map.cells).toHaveLength(49)
    expect(placed?.map.labels).toEqual([])
    expect(place(NOTHING, 1200, { ...bare, hexagons: null })).toBeNull()
  })

  it('has no detail where the marks are all over it', () => {
    const everywhere = (told.hexagons?.bins ?? []).map(([q, r]) => ({
      ...{ q, r, observed: 9, expected: 1, z: 4 },
      around: { observed: 60, expected: 9 },
    }))
    const bare = { districts: [], outlines: new Map() }
    expect(place({ ...NOTHING, hexagons: everywhere }, 1200, bare)?.detail).toBeNull()
  })
})
