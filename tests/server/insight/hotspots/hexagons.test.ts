import { describe, expect, it } from 'vitest'
import { neighboursOf } from '../../../../server/insight/hotspots/hexagon-grid.ts'
import { findHotHexagons, makeHexagons } from '../../../../server/insight/hotspots/hexagons.ts'
import { randomFrom } from '../../../../server/stats/random.ts'
import { poissonCount } from '../../../../server/stats/random-counts.ts'
import type { HexagonCount, HexagonsRequest } from '../../../../sql/model/hexagons.ts'
import { chessboard } from './squares.ts'

const { city } = chessboard(2, 2)
const WEEKS = { from: '2025-03-10', to: '2026-03-09' }
const SIDE = 20
const BINS = Array.from({ length: SIDE * SIDE }, (_, i): [number, number] => [
  i % SIDE,
  Math.floor(i / SIDE),
])
const CATEGORIES = ['a', 'b', 'c']
const EXTENT = { points: 9000, west: 116.3, south: 39.8, east: 116.5, north: 40 }

/** Complaints of four weeks in a hexagon, and how the last four differ. */
interface Plan {
  mean?: (category: string, q: number, r: number) => number
  times?: (category: string, q: number, r: number) => number
  seed?: number
}

/** Of many weeks: some hexagons have a hundred times as many as others. */
const uneven = (_: string, q: number, r: number): number => 0.1 + ((q * r) % 11)

function countsOf({ mean = uneven, times = () => 1, seed = 1 }: Plan): HexagonCount[] {
  const random = randomFrom(seed)
  return CATEGORIES.flatMap((category) =>
    BINS.map(([q, r]): HexagonCount => {
      const usual = mean(category, q, r)
      const recent = poissonCount(usual * times(category, q, r), random)
      return { category, q, r, recent, before: poissonCount(12 * usual, random) }
    }),
  ).filter(({ recent, before }) => recent + before > 0)
}

async function make(counts: readonly HexagonCount[], extent: typeof EXTENT | null = EXTENT) {
  const asked: HexagonsRequest[] = []
  const made = await makeHexagons(city, WEEKS, {
    readExtent: async () => extent,
    readHexagons: async (request) => {
      asked.push(request)
      return [...counts]
    },
  })
  const hot = (category: string) =>
    made.hexagons?.categories.find((one) => one.category === category)?.hot ?? []
  return { ...made, asked, hot }
}

describe('hot hexagons', () => {
  it('are where more came than before, and not where there always were many', async () => {
    const planted = (category: string, q: number, r: number): number =>
      category === 'b' && Math.abs(q - 7) <= 1 && Math.abs(r - 12) <= 1 ? 3 : 1
    const counts = countsOf({ times: planted })
    const { hexagons, reason, gaps, hot } = await make(counts)
    expect([reason, gaps]).toEqual([null, []])
    expect(hexagons).toMatchObject({ width: 500, since: '2026-02-09', to: '2026-03-09' })
    expect(hexagons?.categories.map(({ category }) => category)).toEqual(['', 'a', 'b', 'c'])
    expect(hot('b').length).toBeGreaterThan(4)
    for (const { q, r } of hot('b')) {
      expect(Math.abs(q - 7)).toBeLessThanOrEqual(2)
      expect(Math.abs(r - 12)).toBeLessThanOrEqual(2)
    }
    expect([...hot('a'), ...hot('c')]).toEqual([])
    const [first] = hot('b')
    const own = counts.find(
      (one) => one.category === 'b' && one.q === first?.q && one.r === first.r,
    )
    expect(first?.observed).toBe(own?.recent)
    const near = counts.filter(({ category, q, r }) => {
      const [east, north] = [q - (first?.q ?? 0), r - (first?.r ?? 0)]
      return (
        category === 'b' && Math.max(Math.abs(east), Math.abs(north), Math.abs(east + north)) < 2
      )
    })
    expect(near).toHaveLength(7)
    expect(first?.around.observed).toBe(near.reduce((sum, { recent }) => sum + recent, 0))
    expect(first?.around.expected).toBeLessThan(0.6 * (first?.around.observed ?? 0))
  })

  it('are nearly none where nothing changed', async () => {
    let hot = 0
    for (let seed = 1; seed <= 20; seed++) {
      const { hexagons } = await make(countsOf({ seed }))
      hot += hexagons?.categories.reduce((sum, one) => sum + one.hot.length, 0) ?? 0
    }
    expect(hot).toBeLessThanOrEqual((20 * 4 * BINS.length) / 2000)
  })

  it('are none for a season that comes everywhere, nor for its share in all', async () => {
    const mean = (category: string, q: number): number => (category === 'c' ? 0.3 * q : 2)
    const { hot } = await make(countsOf({ mean, times: (one) => (one === 'c' ? 6 : 1), seed: 4 }))
    expect([hot('c'), hot('')]).toEqual([[], []])
  })

  it('can be followed to the complaints', async () => {
    const { hexagons, asked } = await make(countsOf({}))
    const [all, a] = hexagons?.categories ?? []
    const period = { city: city.id, measures: ['complaints'], from: '2026-02-09', to: '2026-03-09' }
    expect(all?.question).toEqual(period)
    expect(a?.question).toEqual({ ...period, where: [{ dimension: 'category1', in: ['a'] }] })
    expect(all?.complaints).toBe(countsOf({}).reduce((sum, { recent }) => sum + recent, 0))
    expect(asked).toEqual([
      expect.objectContaining({
        ...WEEKS,
        city: city.id,
        since: '2026-02-09',
        grid: hexagons?.grid,
      }),
    ])
  })
})

describe('no hexagons', () => {
  it('are told with a reason where points are missing or few', async () => {
    expect(await make([], null)).toMatchObject({ hexagons: null, reason: 'noPoints' })
    const few = { ...EXTENT, points: 499 }
    expect(await make([], few)).toMatchObject({ hexagons: null, reason: 'fewPoints', asked: [] })
  })

  it('are judged of a category with hardly a complaint, or of one that is not known', async () => {
    const rare = { q: 3, r: 3, before: 9 }
    const { hexagons, gaps } = await make([
      ...countsOf({}),
      { ...rare, category: 'd', recent: 4 },
      { ...rare, category: 'unknown', recent: 60 },
    ])
    expect(gaps).toEqual([{ category: 'd', reason: 'fewPlaced' }])
    expect(hexagons?.categories.map(({ category }) => category)).toEqual(['', 'a', 'b', 'c'])
  })

  it('stand out where nothing varies', () => {
    const same = new Float64Array(BINS.length).fill(5)
    expect(findHotHexagons(BINS, same, same, neighboursOf(BINS))).toBeNull()
  })
})
