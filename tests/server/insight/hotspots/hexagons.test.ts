import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binHexagons } from '../../../../server/insight/hotspots/hexagons.ts'
import { planeAbout } from '../../../../server/insight/hotspots/plane.ts'
import { randomFrom } from '../../../../server/stats/random.ts'
import type { Position } from '../../../../sql/model/boundaries.ts'

const WIDTH = 500
const { toMetres, toPosition } = planeAbout([116.4, 39.9])
const pointsArbitrary = fc.array(
  fc.tuple(
    fc.double({ min: 116.35, max: 116.45, noNaN: true }),
    fc.double({ min: 39.86, max: 39.94, noNaN: true }),
  ),
  { minLength: 1, maxLength: 60 },
)
const distance = (a: Position, b: Position): number => {
  const [[ax, ay], [bx, by]] = [toMetres(a), toMetres(b)]
  return Math.hypot(ax - bx, ay - by)
}

describe('hexagons', () => {
  it('hold every point once, each in the hexagon whose middle is nearest', () => {
    fc.assert(
      fc.property(pointsArbitrary, (points) => {
        const { bins } = binHexagons(points, { width: WIDTH })
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(points.length)
        const counted = new Map<string, number>()
        for (const point of points) {
          const far = bins.map(({ lon, lat }) => distance([lon, lat], point))
          const nearest = Math.min(...far)
          // To a corner; the two planes differ a little.
          expect(nearest).toBeLessThanOrEqual((WIDTH / Math.sqrt(3)) * 1.001)
          const tied = far.filter((one) => one < nearest * 1.001 + 0.1).length > 1
          if (tied) return
          const { q, r } = bins[far.indexOf(nearest)] as { q: number; r: number }
          counted.set(`${q} ${r}`, (counted.get(`${q} ${r}`) ?? 0) + 1)
        }
        for (const { q, r, count } of bins) expect(count).toBe(counted.get(`${q} ${r}`) ?? 0)
      }),
    )
  })

  it('are as wide as asked for, and told once', () => {
    const { bins } = binHexagons([[116.4, 39.9]], { width: WIDTH })
    expect(bins.map(({ count }) => count)).toEqual([0, 0, 0, 1, 0, 0, 0])
    const [middle, ...beside] = bins.toSorted((a, b) => b.count - a.count)
    for (const { lon, lat } of beside) {
      expect(distance([lon, lat], [middle?.lon ?? 0, middle?.lat ?? 0])).toBeCloseTo(WIDTH, 0)
    }
  })

  it('are hot where points crowd', () => {
    const random = randomFrom(4)
    const scattered = Array.from({ length: 2000 }, () =>
      toPosition([10_000 * random(), 10_000 * random()]),
    )
    const crowd = Array.from({ length: 150 }, () =>
      toPosition([4_500 + 900 * random(), 5_500 + 900 * random()]),
    )
    const hotOf = (points: Position[]) =>
      binHexagons(points, { width: WIDTH }).bins.filter(
        ({ z, p }) => z !== null && z > 0 && p !== null && p <= 0.01,
      )
    expect(hotOf(scattered)).toEqual([])
    const hot = hotOf([...scattered, ...crowd])
    expect(hot.length).toBeGreaterThan(3)
    for (const { lon, lat } of hot) {
      expect(distance([lon, lat], toPosition([4_950, 5_950]))).toBeLessThan(1_500)
    }
  })

  it('say why there are none, and refuse what is no width or no point', () => {
    expect(binHexagons([], { width: WIDTH })).toMatchObject({
      bins: [],
      reason: { en: 'There are no points.' },
    })
    const apart: Position[] = [
      [116, 39],
      [117, 40],
      [116, 40],
    ]
    expect(binHexagons(apart, { width: WIDTH, most: 20 }).reason?.en).toMatch(/more than 20/)
    expect(binHexagons(apart, { width: WIDTH, most: 21 }).bins).toHaveLength(21)
    expect(() => binHexagons([], { width: 0 })).toThrow(RangeError)
    expect(() => binHexagons([[200, 0]], { width: WIDTH })).toThrow(RangeError)
  })
})
