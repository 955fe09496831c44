import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanSpace } from '../../../server/stats/kulldorff-scan.ts'
import { randomFrom } from '../../../server/stats/random.ts'
import { poissonCount } from '../../../server/stats/random-counts.ts'
import { largestOf, separateWindows } from '../../../server/stats/scan-clusters.ts'
import { binomialModel, expectationModel, poissonModel } from '../../../server/stats/scan-models.ts'
import {
  largestScore,
  rankOf,
  scoreWindows,
  sumBackwards,
  windowsOf,
} from '../../../server/stats/scan-windows.ts'
import {
  areasOf,
  circlesAbout,
  type Point,
  zonesOfCircles,
  zonesOfLists,
} from '../../../server/stats/scan-zones.ts'
import { nullModel, populationBaselines } from '../../../server/stats/space-time-null.ts'
import { scanSpaceTime } from '../../../server/stats/space-time-scan.ts'

/** A grid of 6 by 6 areas. */
const GRID: Point[] = Array.from({ length: 36 }, (_, at) => [at % 6, Math.floor(at / 6)])
const PEOPLE = GRID.map((_, at) => 500 + 40 * (at % 7))
const CIRCLES = zonesOfCircles(circlesAbout(GRID, PEOPLE, 0.3))
/** An area and the four beside it: a circle. */
const HOT = [8, 13, 14, 15, 20]
const ONE_ROW = (values: readonly number[]) => Float64Array.from(values)

const term = (c: number, e: number) => (c === 0 ? 0 : c * Math.log(c / e))

describe('zones', () => {
  it('are the circles about each area, up to their share of the people', () => {
    const circles = circlesAbout(
      [
        [0, 0],
        [1, 0],
        [3, 0],
      ],
      [10, 10, 80],
      0.5,
    )
    expect(circles).toEqual([[0, 1], [1, 0], []])
    const zones = zonesOfCircles(circles)
    expect([0, 1, 2, 3].map((zone) => areasOf(zones, zone))).toEqual([[0], [0, 1], [1], [1, 0]])
    expect(circlesAbout(GRID, PEOPLE, 1, 4).every((circle) => circle.length === 4)).toBe(true)
  })

  it('are also any lists', () => {
    const lists = [[2], [0, 1], [1]]
    expect(lists.map((_, zone) => areasOf(zonesOfLists(lists), zone))).toEqual(lists)
  })
})

describe('windows', () => {
  const cells = fc.array(fc.nat(9), { minLength: 36 * 3, maxLength: 36 * 3 })

  it('have the scores that they have one by one, and the largest of them', () => {
    fc.assert(
      fc.property(cells, cells, (counts, weights) => {
        const total = counts.reduce((sum, count) => sum + count, 0)
        const base = ONE_ROW(weights.map((weight) => weight + 1))
        const all = base.reduce((sum, value) => sum + value, 0)
        const scaled = base.map((value) => (value * total) / all)
        const backwards = new Float64Array(36 * 2)
        sumBackwards(ONE_ROW(counts), 36, backwards)
        for (const [model, shape] of [
          [poissonModel(total), scaled],
          [expectationModel, base],
          [binomialModel(total, 9000), base.map((value) => (value * 9000) / all)],
        ] as const) {
          const windows = windowsOf(CIRCLES, 36, 2, shape, model)
          const scores = scoreWindows(windows, backwards)
          expect(largestScore(windows, backwards)).toBe(Math.max(...scores))
          const at = CIRCLES.ends.length + 17
          const inside = areasOf(CIRCLES, 17).flatMap((area) => [36 + area, 72 + area])
          const sumOf = (values: ArrayLike<number>) =>
            inside.reduce((sum, cell) => sum + (values[cell] ?? 0), 0)
          expect(scores[at]).toBeCloseTo(model.score(sumOf(counts), sumOf(shape)), 8)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('score as the formulas say, and 0 where there are fewer cases than expected', () => {
    expect(poissonModel(100).score(30, 20)).toBeCloseTo(term(30, 20) + term(70, 80), 10)
    expect(expectationModel.score(30, 20)).toBeCloseTo(term(30, 20) + 20 - 30, 10)
    const four = term(30, 20) + term(70, 80) + term(170, 180) + term(730, 720)
    expect(binomialModel(100, 1000).score(30, 200)).toBeCloseTo(four, 8)
    for (const model of [poissonModel(100), expectationModel]) expect(model.score(20, 20)).toBe(0)
    expect(binomialModel(100, 1000).score(20, 200)).toBe(0)
  })

  it('score also where all cases are inside, or all people are cases', () => {
    expect(poissonModel(10).score(10, 4)).toBeCloseTo(term(10, 4), 10)
    expect(poissonModel(10).score(10, 10)).toBe(0)
    expect(binomialModel(10, 50).score(10, 20)).toBeCloseTo(
      term(10, 4) + term(10, 16) + term(30, 24),
      10,
    )
    expect(binomialModel(10, 50).score(5, 5)).toBeCloseTo(
      term(5, 1) + term(5, 9) + term(40, 36),
      10,
    )
  })

  it('are told apart: the largest first, without a common area', () => {
    const zones = zonesOfLists([[0], [0, 1], [1], [2]])
    expect(separateWindows(Float64Array.of(2, 5, 4, 1), zones, 3, () => true)).toEqual([1, 3])
    expect(separateWindows(Float64Array.of(0, 0, 0, 0), zones, 3, () => true)).toEqual([])
    expect(separateWindows(Float64Array.of(2, 5, 4, 1), zones, 3, (_, n) => n < 1)).toEqual([1])
    expect(largestOf(Float64Array.of(1, 3, 3, 2), 3)).toEqual([1, 2, 3])
    expect(largestOf(Float64Array.of(1), 3)).toEqual([0])
  })

  it('have the rank of their score among the replicates', () => {
    const simulated = Float64Array.of(1, 2, 2, 5)
    expect([0, 2, 3, 5, 6].map((score) => rankOf(score, simulated))).toEqual([5, 4, 2, 2, 1])
  })
})

describe('the spatial scan', () => {
  const quiet = (seed: number) => {
    const random = randomFrom(seed)
    return PEOPLE.map((people) => poissonCount(people / 50, random))
  }
  const map = { coordinates: GRID, population: PEOPLE, expected: PEOPLE }

  it('finds a cluster that is there, by either model', () => {
    const cases = quiet(1).map((count, at) => (HOT.includes(at) ? 3 * count : count))
    for (const expected of [PEOPLE, null]) {
      const scan = scanSpace({ ...map, cases, expected })
      const [first] = scan?.clusters ?? []
      expect(first?.pValue).toBe(0.001)
      expect(HOT.filter((area) => first?.areas.includes(area))).toEqual(HOT)
      expect(first?.score).toBe(Math.max(...(scan?.largestByCentre ?? []).map((s) => s ?? 0)))
    }
  })

  it('finds none by chance more often than it says', () => {
    const pValues = Array.from({ length: 60 }, (_, seed) => {
      const scan = scanSpace({ ...map, cases: quiet(seed + 10) }, { replicates: 99 })
      return scan?.clusters[0]?.pValue ?? 1
    })
    expect(pValues.filter((p) => p <= 0.2).length).toBeGreaterThan(3)
    expect(pValues.filter((p) => p <= 0.2).length).toBeLessThan(24)
  })

  it('is the same with the same seed, and whatever the unit of the expected cases', () => {
    const cases = quiet(3)
    const scan = scanSpace({ ...map, cases }, { seed: 4 })
    expect(scanSpace({ ...map, cases }, { seed: 4 })).toEqual(scan)
    const other = scanSpace({ ...map, cases, expected: PEOPLE.map((p) => p * 8) }, { seed: 4 })
    expect(other?.clusters[0]?.score).toBeCloseTo(scan?.clusters[0]?.score ?? 0, 9)
  })

  it('is null without cases or people, and refuses what cannot be', () => {
    const nobody = GRID.map(() => 0)
    expect(scanSpace({ ...map, cases: nobody })).toBeNull()
    expect(scanSpace({ coordinates: [], cases: [], population: [], expected: null })).toBeNull()
    expect(scanSpace({ ...map, cases: nobody, population: nobody, expected: null })).toBeNull()
    expect(() => scanSpace({ ...map, cases: [1] })).toThrow(RangeError)
    expect(() => scanSpace({ ...map, cases: PEOPLE, expected: nobody })).toThrow(RangeError)
    const tooMany = PEOPLE.map((people) => people + 1)
    expect(() => scanSpace({ ...map, cases: tooMany, expected: null })).toThrow(RangeError)
  })

  it('has no circle about an area of too many people', () => {
    const scan = scanSpace({
      ...{
        coordinates: [
          [0, 0],
          [5, 0],
        ],
        cases: [4, 0],
        population: [90, 10],
        expected: null,
      },
    })
    expect(scan?.largestByCentre).toEqual([null, 0])
    expect(scan?.clusters).toEqual([])
  })
})

describe('the space-time scan', () => {
  const periods = (level: number, seed: number) => {
    const random = randomFrom(seed)
    return Array.from({ length: 8 }, () =>
      PEOPLE.map((p) => poissonCount((p * level) / 500, random)),
    )
  }
  const flat = Array.from({ length: 8 }, () => PEOPLE.map((p) => p / 125))
  const comparisons = [
    { model: 'poisson', baselines: flat },
    { model: 'expectation', baselines: flat },
    { model: 'permutation' },
  ] as const

  it.each(comparisons)('finds what has begun in the last periods ($model)', (comparison) => {
    const counts = periods(4, 5).map((row, t) =>
      row.map((count, at) => (t >= 6 && HOT.includes(at) ? 3 * count : count)),
    )
    const [first] = scanSpaceTime(counts, CIRCLES, comparison, { replicates: 199 })?.clusters ?? []
    expect(first?.duration).toBe(2)
    expect(first?.pValue).toBe(1 / 200)
    expect(HOT.filter((area) => first?.areas.includes(area))).toEqual(HOT)
    expect(first?.cases).toBeGreaterThan(first?.expected ?? 0)
  })

  it.each(comparisons)('does not find what is over ($model)', (comparison) => {
    const counts = periods(4, 6).map((row, t) =>
      row.map((count, at) => (t === 1 && at === 14 ? 10 * count : count)),
    )
    const scan = scanSpaceTime(counts, CIRCLES, comparison, { replicates: 99, longest: 4 })
    expect(scan?.clusters[0]?.pValue ?? 1).toBeGreaterThan(0.02)
    expect(scan?.top.every(({ duration }) => duration <= 4)).toBe(true)
  })

  it('takes no weekly rhythm of all areas for a cluster when it permutes', () => {
    const counts = periods(4, 7).map((row, t) => row.map((count) => (t === 7 ? 5 * count : count)))
    const first = (comparison: (typeof comparisons)[number]) =>
      scanSpaceTime(counts, CIRCLES, comparison, { replicates: 99 })?.top[0]
    expect(first({ model: 'permutation' })?.pValue).toBeGreaterThan(0.02)
    expect(first({ model: 'expectation', baselines: flat })?.pValue).toBe(0.01)
  })

  it('keeps the sums of periods and areas when it permutes', () => {
    const counts = periods(1, 8)
    const cells = Float64Array.from(counts.flat())
    const into = new Float64Array(cells.length)
    const { draw, base } = nullModel(cells, { model: 'permutation' }, 36, randomFrom(9))
    for (let i = 0; i < 3; i++) draw(into)
    const ofArea = (values: Float64Array, area: number) =>
      values.reduce((sum, value, cell) => sum + (cell % 36 === area ? value : 0), 0)
    const ofPeriod = (values: Float64Array, t: number) =>
      values.subarray(t * 36, t * 36 + 36).reduce((sum, value) => sum + value, 0)
    for (const area of GRID.keys()) {
      expect(ofArea(into, area)).toBe(ofArea(cells, area))
      expect(ofArea(base, area)).toBeCloseTo(ofArea(cells, area), 9)
    }
    for (const t of counts.keys()) expect(ofPeriod(into, t)).toBe(ofPeriod(cells, t))
    expect(into).not.toEqual(cells)
  })

  it('expects as much in each period where only the people are known', () => {
    const baselines = populationBaselines(
      [
        [3, 1],
        [2, 2],
      ],
      [
        [10, 30],
        [20, 20],
      ],
    )
    expect(baselines).toEqual([
      [1, 3],
      [2, 2],
    ])
    expect(() => populationBaselines([[3, 1]], [[0, 0]])).toThrow(RangeError)
  })

  it('is null without cases, and refuses what cannot be', () => {
    const [zones, comparison] = [zonesOfLists([[0], [1]]), { model: 'permutation' } as const]
    expect(scanSpaceTime([], zonesOfLists([]), comparison)).toBeNull()
    expect(scanSpaceTime([[0, 0]], zones, comparison)).toBeNull()
    expect(() => scanSpaceTime([[1], [1, 2]], zones, comparison)).toThrow(RangeError)
    expect(() => scanSpaceTime([[1, 0.5]], zones, comparison)).toThrow(RangeError)
    const nothing = { model: 'poisson', baselines: [[1, 0]] } as const
    expect(() => scanSpaceTime([[1, 1]], zones, nothing)).toThrow(RangeError)
    // All in one period and one area: nothing to compare it with.
    const alone = scanSpaceTime([[4]], zonesOfLists([[0]]), comparison, { replicates: 9 })
    expect(alone?.clusters).toEqual([])
    expect(alone?.top[0]).toMatchObject({ score: 0, pValue: 1, ratioOutside: null })
  })
})
