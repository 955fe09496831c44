import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gumbelTail } from '../../../../server/insight/hotspots/gumbel.ts'
import { pastShares } from '../../../../server/insight/hotspots/past-shares.ts'
import { scanCategory } from '../../../../server/insight/hotspots/scan.ts'
import { prepareScan } from '../../../../server/insight/hotspots/scan-ground.ts'
import { seedOf } from '../../../../server/insight/hotspots/seed.ts'
import { randomFrom } from '../../../../server/stats/random.ts'
import { poissonCount } from '../../../../server/stats/random-counts.ts'

const COLUMNS = 8
const AREAS = 64
const WEEKS = 40
/** Kilometres; area (x, y) at y * 8 + x. */
const CENTRES = Array.from(
  { length: AREAS },
  (_, i) => [i % COLUMNS, Math.floor(i / COLUMNS)] as const,
)
const GROUND = prepareScan(CENTRES, new Float64Array(AREAS).fill(500))
/** Areas differ by up to three times, always. */
const usual = (area: number): number => 0.5 + (area % 3) / 2

const cellsOf = (mean: (week: number, area: number) => number, seed: number): Float64Array => {
  const random = randomFrom(seed)
  return Float64Array.from({ length: WEEKS * AREAS }, (_, cell) =>
    poissonCount(mean(Math.floor(cell / AREAS), cell % AREAS), random),
  )
}

describe('the scan of a category', () => {
  it('finds areas that rise above their own past, and since when', () => {
    const planted = [19, 26, 27, 28, 35]
    const cells = cellsOf(
      (week, area) => usual(area) * (week >= 38 && planted.includes(area) ? 6 : 1),
      1,
    )
    const { clusters, reason } = scanCategory(cells, GROUND, 7)
    expect(reason).toBeNull()
    expect(clusters).toHaveLength(1)
    const [{ areas, weeks, observed, expected, ratio, p, pPast }] = clusters as [
      (typeof clusters)[number],
    ]
    expect(areas.toSorted((a, b) => a - b)).toEqual(planted)
    expect(weeks).toBe(2)
    expect(observed).toBe(
      [38, 39]
        .flatMap((week) => planted.map((area) => cells[week * AREAS + area] ?? 0))
        .reduce((a, b) => a + b),
    )
    expect(ratio).toBeCloseTo(observed / expected, 9)
    expect(ratio).toBeGreaterThan(3)
    expect(p).toBe(0.001)
    expect(pPast).toBeLessThan(1e-6)
    expect(scanCategory(cells, GROUND, 7).clusters).toEqual(clusters)
  })

  it('does not take for a cluster what has always been high, or is high everywhere', () => {
    const always = cellsOf((_, area) => usual(area) * ([9, 10, 17].includes(area) ? 6 : 1), 2)
    expect(scanCategory(always, GROUND, 7).clusters).toEqual([])
    const everywhere = cellsOf((week, area) => usual(area) * (week >= 38 ? 6 : 1), 3)
    expect(scanCategory(everywhere, GROUND, 7).clusters).toEqual([])
  })

  it('finds nearly nothing where there is nothing', () => {
    const wrong = Array.from({ length: 60 }, (_, seed) =>
      scanCategory(
        cellsOf((_week, area) => usual(area), 100 + seed),
        GROUND,
        seed,
      ),
    ).filter(({ clusters }) => clusters.length > 0)
    expect(wrong.length).toBeLessThanOrEqual(3)
  })

  it('does not take for a cluster what the city has every other week', () => {
    // Every fourth week another corner of the city has three times as many: far beyond Poisson.
    const corner = (week: number, area: number): boolean =>
      week % 4 === 3 &&
      Math.floor((area % COLUMNS) / 3) === Math.floor(week / 4) % 3 &&
      Math.floor(area / COLUMNS / 3) === Math.floor(week / 12) % 3
    const cells = cellsOf((week, area) => usual(area) * (corner(week, area) ? 4 : 1), 4)
    expect(scanCategory(cells, GROUND, 7).clusters).toEqual([])
  })

  it('says why there is none', () => {
    const reasonOf = (cells: Float64Array) => scanCategory(cells, GROUND, 1)
    expect(reasonOf(new Float64Array(0))).toEqual({ clusters: [], reason: 'fewWeeks' })
    expect(reasonOf(new Float64Array(6 * AREAS)).reason).toBe('fewWeeks')
    expect(reasonOf(new Float64Array(WEEKS * AREAS)).reason).toBe('fewCases')
    const over = cellsOf((week, area) => (week < 36 ? usual(area) : 0), 5)
    expect(reasonOf(over).reason).toBe('fewRecent')
  })
})

describe('what is to be expected', () => {
  it('is between the own past and the share in all, and never nothing', () => {
    const cases = fc.array(fc.nat(50), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(cases, (past) => {
        const shares = pastShares(Float64Array.from(past), new Float64Array(5).fill(0.2))
        expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
        expect(Math.min(...shares)).toBeGreaterThan(0)
        for (const [a, share] of shares.entries()) {
          for (const [b, other] of shares.entries()) {
            if ((past[a] ?? 0) > (past[b] ?? 0)) expect(share).toBeGreaterThan(other)
          }
        }
      }),
    )
    expect([...pastShares(new Float64Array(2), new Float64Array(2))]).toEqual([0, 0])
  })
})

describe('the tail of past scans', () => {
  it('is that of the Gumbel distribution that they come from', () => {
    const gumbel = Array.from(
      { length: 3999 },
      (_, i) => 3 - 2 * Math.log(-Math.log((i + 1) / 4000)),
    )
    for (const p of [0.5, 0.1, 0.01, 1e-6]) {
      const score = 3 - 2 * Math.log(-Math.log1p(-p))
      expect((gumbelTail(score, gumbel) ?? 0) / p).toBeCloseTo(1, 1)
    }
    // Outbreaks among them change little.
    const [high, plain] = [gumbel.with(5, 900).with(6, 900), gumbel].map((all) =>
      gumbelTail(20, all),
    )
    expect((high ?? 0) / (plain ?? 1)).toBeCloseTo(1, 1)
  })

  it('says nothing by few scans, or by equal ones', () => {
    expect(gumbelTail(1, [1, 2, 3])).toBeNull()
    expect(gumbelTail(1, Array<number>(20).fill(4))).toBeNull()
  })
})

it('seeds differ where any part does', () => {
  const seeds = [seedOf('a', 'b', 'c'), seedOf('a', 'bc'), seedOf('ab', 'c'), seedOf('a', 'b', 'd')]
  expect(new Set(seeds).size).toBe(4)
  expect(seedOf('a', 'b', 'c')).toBe(seeds[0])
  // The test vector of FNV-1a: "a".
  expect(seedOf('a')).toBe(0xe40c292c)
})
