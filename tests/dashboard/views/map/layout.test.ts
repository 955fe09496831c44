import { describe, expect, it } from 'vitest'
import { classifyAreas } from '../../../../dashboard/views/map/classes.ts'
import { layGround } from '../../../../dashboard/views/map/ground.ts'
import { findRoom } from '../../../../dashboard/views/map/inner-point.ts'
import { widthOf } from '../../../../dashboard/views/map/labels.ts'
import { placeMap } from '../../../../dashboard/views/map/layout.ts'
import { moveOnto } from '../../../../dashboard/views/map/lens.ts'
import type { Point } from '../../../../dashboard/views/map/outline.ts'
import { CODES, DISTRICTS, makeArea, makeSeries } from './beijing.ts'

const series = makeSeries(CODES.map((code, i) => makeArea(code, { value: (i + 1) * 100 })))
const words = {
  name: () => '朝阳',
  value: () => '1,234',
  around: () => '朝阳',
}
const place = (width: number, chosen: string[] = []) =>
  placeMap(
    series,
    layGround({ features: DISTRICTS, around: [], edge: [] }, width, true),
    classifyAreas(series, 'value', 0),
    chosen,
    words,
  )

const pointsOf = (d: string): Point[] =>
  d
    .split(/[MLZ]/)
    .filter(Boolean)
    .map((pair) => pair.split(',').map(Number) as Point)

describe.each([1200, 760, 358])('the map of the districts, %i px wide', (width) => {
  const placed = place(width)

  it('keeps every district within the frame', () => {
    expect(placed.areas.map(({ code }) => code).sort()).toEqual([...CODES].sort())
    for (const { d } of placed.areas) {
      for (const [x, y] of pointsOf(d)) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(placed.width)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(y).toBeLessThanOrEqual(placed.height)
      }
    }
  })

  it('draws districts, not the rest of the world, the north above', () => {
    const centre = (code: string) => placed.anchors.get(code) ?? { x: Number.NaN, y: Number.NaN }
    // Huairou lies north of Daxing, Pinggu east of Mentougou.
    expect(centre('110116').y).toBeLessThan(centre('110115').y)
    expect(centre('110117').x).toBeGreaterThan(centre('110109').x)
    const sizes = placed.areas.map(({ d }) => {
      const xs = pointsOf(d).map(([x]) => x)
      return Math.max(...xs) - Math.min(...xs)
    })
    expect(Math.max(...sizes)).toBeLessThan(placed.width / 2)
  })

  it('shows the centre larger in a frame of its own, with a name for each small district', () => {
    const { inset } = placed
    expect(inset).not.toBeNull()
    if (!inset) return
    const named = new Set([...placed.labels, ...inset.labels].map(({ code }) => code))
    expect([...named].sort()).toEqual([...CODES].sort())
    expect(inset.frame.width / inset.of.width).toBeGreaterThan(1.5)
    for (const { d } of inset.areas) {
      for (const [x, y] of pointsOf(d)) {
        expect(x).toBeGreaterThanOrEqual(inset.frame.x - 0.1)
        expect(x).toBeLessThanOrEqual(inset.frame.x + inset.frame.width + 0.1)
        expect(y).toBeGreaterThanOrEqual(inset.frame.y - 0.1)
        expect(y).toBeLessThanOrEqual(inset.frame.y + inset.frame.height + 0.1)
      }
    }
  })

  it('keeps labels apart', () => {
    for (const labels of [placed.labels, placed.inset?.labels ?? []]) {
      for (const [i, a] of labels.entries()) {
        for (const b of labels.slice(i + 1)) {
          const apart =
            Math.abs(a.x - b.x) >= (widthOf(a.name) + widthOf(b.name)) / 2 ||
            Math.abs(a.y - b.y) >= 13
          expect(apart, `${a.code} ${b.code}`).toBe(true)
        }
      }
    }
  })
})

describe('the map of one district', () => {
  const chaoyang = DISTRICTS.filter(({ properties }) => properties.code === '110105')
  const own = makeSeries([makeArea('110105')], {
    place: { level: 'subdistrict', district: '110105' },
  })
  const around = DISTRICTS.filter(({ properties }) => properties.code !== '110105')
  const placed = placeMap(
    own,
    layGround({ features: chaoyang, around, edge: chaoyang }, 900, false),
    classifyAreas(own, 'value', 0),
    ['110105'],
    words,
  )

  it('fills the frame, has no detail, and lies among its neighbours', () => {
    const ys = pointsOf(placed.areas[0]?.d ?? '').map(([, y]) => y)
    expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(placed.height * 0.9)
    expect(placed.inset).toBeNull()
    expect(placed.areas[0]?.chosen).toBe(true)
    expect(placed.around.map(({ key }) => key)).not.toContain('110105')
    expect(placed.edge.map(({ key }) => key)).toEqual(['110105'])
    expect(placed.aroundLabels.length).toBeGreaterThan(2)
  })

  it('grows out of where it lay on the map of the city', () => {
    const whole = place(900)
    const { k, by } = moveOnto(placed.lens, whole.lens)
    const before = pointsOf(whole.areas.find(({ code }) => code === '110105')?.d ?? '')
    const [x, y] = pointsOf(placed.areas[0]?.d ?? '')[0] ?? [0, 0]
    const moved: Point = [k * x + by[0], k * y + by[1]]
    const nearest = Math.min(...before.map(([bx, by]) => Math.hypot(bx - moved[0], by - moved[1])))
    expect(nearest).toBeLessThan(0.3)
  })
})

describe('the room for a label', () => {
  const box = (x: number, y: number, width: number, height: number): Point[] => [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]

  it('is where a label of its proportions is farthest from the edges', () => {
    const room = findRoom({ rings: [box(0, 0, 90, 30)], box: null }, 3)
    expect(room?.half).toBeCloseTo(15, 0)
    expect(room?.at[0]).toBeCloseTo(45, 0)
    expect(room?.at[1]).toBeCloseTo(15, 0)
  })

  it('is not in a hole', () => {
    const rings = [box(0, 0, 100, 100), box(20, 20, 60, 75)]
    const { at } = findRoom({ rings, box: null }, 1) ?? { at: [50, 50] }
    expect(at[0] < 20 || at[0] > 80 || at[1] < 20 || at[1] > 95).toBe(true)
  })
})
