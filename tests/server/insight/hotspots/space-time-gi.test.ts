import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { largestDiscovery } from '../../../../server/insight/hotspots/false-discovery.ts'
import { findSharedBorders } from '../../../../server/insight/hotspots/shared-borders.ts'
import { type Cube, spaceTimeGi } from '../../../../server/insight/hotspots/space-time-gi.ts'
import { adjustBenjaminiHochberg } from '../../../../server/stats/benjamini-hochberg.ts'
import { getisOrd } from '../../../../server/stats/getis-ord.ts'
import { randomFrom } from '../../../../server/stats/random.ts'
import { poissonCount } from '../../../../server/stats/random-counts.ts'
import { chessboard } from './squares.ts'

const NEIGHBOURS = findSharedBorders(chessboard(6, 5).outlines)
const AREAS = 30
const WEEKS = 12

const cubeOf = (
  mean: (week: number, area: number) => number,
  seed: number,
  weeks = WEEKS,
): Cube => {
  const random = randomFrom(seed)
  const counts = Float64Array.from({ length: weeks * AREAS }, (_, bin) =>
    poissonCount(mean(Math.floor(bin / AREAS), bin % AREAS), random),
  )
  return { weeks, areas: AREAS, counts, expected: new Float64Array(counts.length).fill(4) }
}

describe('Gi* over areas and weeks', () => {
  it('is Gi* of a graph of all bins, where the same is expected of all', () => {
    const cube = cubeOf(() => 4, 1)
    const graph = Array.from(cube.counts, (_, bin) => {
      const [week, area] = [Math.floor(bin / AREAS), bin % AREAS]
      const around = [area, ...(NEIGHBOURS[area] ?? [])]
      const all = around.flatMap((one) => [
        week * AREAS + one,
        ...(week > 0 ? [(week - 1) * AREAS + one] : []),
      ])
      return all.filter((one) => one !== bin)
    })
    const reference = getisOrd([...cube.counts], graph, 'Gi*', 'B')
    const found = spaceTimeGi(cube, NEIGHBOURS)
    expect(found?.z).toHaveLength(WEEKS * AREAS)
    for (const [bin, z] of (found?.z ?? []).entries()) {
      expect(z).toBeCloseTo(reference?.[bin]?.z ?? Number.POSITIVE_INFINITY, 9)
    }
  })

  it('calls a place with three times its share hot, and a place with none of it cold', () => {
    const { heat } = spaceTimeGi(
      cubeOf(
        (week, area) => (week >= 8 && [7, 8, 13, 14].includes(area) ? 14 : area > 26 ? 0 : 4),
        2,
      ),
      NEIGHBOURS,
    ) as { heat: Int8Array }
    const heatOf = (area: number) =>
      Array.from({ length: WEEKS }, (_, week) => heat[week * AREAS + area])
    // The week before the first is in its neighbourhood: it may or may not be hot.
    expect(heatOf(7).slice(0, 8)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    expect(heatOf(7).slice(9)).toEqual([1, 1, 1])
    expect(heatOf(28)).toContain(-1)
    expect(heatOf(0)).not.toContain(1)
  })

  it('does not call an area hot for its neighbours alone', () => {
    const cube = cubeOf((_, area) => ([6, 8, 1, 13].includes(area) ? 20 : 4), 3)
    for (let week = 0; week < WEEKS; week++) cube.counts[week * AREAS + 7] = 0
    const found = spaceTimeGi(cube, NEIGHBOURS)
    expect(found?.z[AREAS + 7]).toBeGreaterThan(5)
    expect(found?.heat[AREAS + 7]).toBe(0)
  })

  it('finds nearly nothing where there is nothing', () => {
    const seeds = Array.from({ length: 60 }, (_, seed) => seed + 10)
    const wrong = seeds.filter((seed) =>
      spaceTimeGi(
        cubeOf(() => 4, seed),
        NEIGHBOURS,
      )?.heat.some((one) => one !== 0),
    )
    expect(wrong.length).toBeLessThanOrEqual(6)
    const few = seeds.filter((seed) => {
      const cube = cubeOf(() => 0.2, seed)
      cube.expected.fill(0.2)
      return spaceTimeGi(cube, NEIGHBOURS)?.heat.some((one) => one > 0)
    })
    expect(few.length).toBeLessThanOrEqual(6)
  })

  it('says nothing where nothing varies or can be expected, and never NaN', () => {
    const even = { ...cubeOf(() => 4, 1), counts: new Float64Array(WEEKS * AREAS).fill(4) }
    expect(spaceTimeGi(even, NEIGHBOURS)).toBeNull()
    expect(
      spaceTimeGi({ ...even, expected: new Float64Array(WEEKS * AREAS) }, NEIGHBOURS),
    ).toBeNull()
    const one = { weeks: 1, areas: 1, counts: new Float64Array(1), expected: new Float64Array(1) }
    expect(spaceTimeGi(one, [[]])).toBeNull()
    const cells = fc.array(fc.nat(3), { minLength: 24, maxLength: 24 })
    const ring = [[1, 3], [0, 2], [1, 3], [0, 2], [], []]
    fc.assert(
      fc.property(cells, cells, (counts, expected) => {
        const cube = { weeks: 4, areas: 6, counts: Float64Array.from(counts) }
        const found = spaceTimeGi({ ...cube, expected: Float64Array.from(expected) }, ring)
        for (const z of found?.z ?? []) expect(Number.isFinite(z)).toBe(true)
      }),
    )
  })

  it('refuses lists that do not fit', () => {
    const cube = cubeOf(() => 4, 1)
    expect(() => spaceTimeGi(cube, [[]])).toThrow(RangeError)
    expect(() => spaceTimeGi({ ...cube, weeks: 3 }, NEIGHBOURS)).toThrow(RangeError)
    cube.counts[5] = 0.5
    expect(() => spaceTimeGi(cube, NEIGHBOURS)).toThrow(RangeError)
  })
})

describe('the largest discovery', () => {
  it('is the largest p-value whose adjusted one stands', () => {
    const pValue = fc.double({ min: 0, max: 0.2, noNaN: true })
    const many = fc.array(pValue, { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(many, fc.nat(30), (pValues, more) => {
        const adjusted = adjustBenjaminiHochberg([...pValues, ...Array<number>(more).fill(1)])
        const largest = largestDiscovery(pValues, pValues.length + more, 0.05) ?? -1
        for (const [i, p] of pValues.entries()) {
          expect(p <= largest).toBe((adjusted[i] ?? 1) <= 0.05)
        }
      }),
    )
    expect(() => largestDiscovery([0.1, 0.2], 1, 0.05)).toThrow(RangeError)
  })
})
