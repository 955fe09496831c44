import { describe, expect, it } from 'vitest'
import { fortnightPValue } from '../../../server/stats/fortnight-evidence.ts'
import { judgeFortnight } from '../../../server/stats/fortnight-outbreak.ts'
import { normalUpperTail } from '../../../server/stats/normal-tail.ts'
import { planSeason, WEEKLY_SEASON } from '../../../server/stats/season-plan.ts'
import { negativeBinomialCount, poissonCount, randomFrom } from './random-counts.ts'

const WEEKS = 5 * 52
const POINT = WEEKS - 1

const planAt = (point: number, options = WEEKLY_SEASON) => {
  const plan = planSeason(point, options)
  if (!plan) throw new Error('too few weeks')
  return plan
}

/** Counts of a mean, with a season, a trend and a dispersion. */
function simulate(level: number, dispersion: number, random: () => number): Float64Array {
  return Float64Array.from({ length: WEEKS }, (_, week) => {
    const mean = level * Math.exp(0.4 * Math.sin((2 * Math.PI * week) / 52) + 0.001 * week)
    return dispersion > 1
      ? negativeBinomialCount(mean, dispersion, random)
      : poissonCount(mean, random)
  })
}

const judge = (counts: ArrayLike<number | null>, plan = planAt(POINT)) => {
  const result = judgeFortnight(counts, plan)
  if (result.reason !== null) throw new Error(result.reason)
  return result
}

const shareBelow = (values: readonly number[], limit: number) =>
  values.filter((value) => value <= limit).length / values.length

describe('the evidence of two weeks', () => {
  it('is uniform where both weeks are', () => {
    const random = randomFrom(5)
    const pValues = Array.from({ length: 200_000 }, () => fortnightPValue(random(), random()))
    for (const limit of [0.001, 0.01, 0.05, 0.3, 0.8]) {
      const error = Math.sqrt((limit * (1 - limit)) / pValues.length)
      expect(Math.abs(shareBelow(pValues, limit) - limit)).toBeLessThan(4 * error)
    }
  })

  it('takes two weeks that are both high for more than one, and a low week before for none', () => {
    expect(fortnightPValue(0.02, 0.02)).toBeLessThan(0.01)
    expect(fortnightPValue(0.02, 0.9)).toBe(fortnightPValue(0.02, 0.5))
    expect(fortnightPValue(0.02, 0.9)).toBeLessThan(0.06)
  })

  it('makes no alarm of the week before', () => {
    expect(fortnightPValue(0.5, 1e-12)).toBeGreaterThan(0.1)
    expect(fortnightPValue(1, 1e-12)).toBe(1)
    expect(fortnightPValue(0.5, 1e-12)).toBeCloseTo(fortnightPValue(0.5, normalUpperTail(2)), 12)
  })

  it('is that of this week where the one before is not known', () => {
    expect(fortnightPValue(0.03, null)).toBe(0.03)
  })

  it('stays a number at the ends', () => {
    for (const [now, before] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1e-300, 1e-300],
    ] as const) {
      const pValue = fortnightPValue(now, before)
      expect(pValue).toBeGreaterThanOrEqual(0)
      expect(pValue).toBeLessThanOrEqual(1)
    }
  })
})

describe('the judgement of a week', () => {
  it('has p-values that are not too small without an outbreak', () => {
    const random = randomFrom(11)
    const plan = planAt(POINT)
    for (const [level, dispersion] of [
      [0.02, 1],
      [0.1, 2],
      [0.5, 1.5],
      [5, 1],
      [20, 3],
      [150, 1.2],
    ] as const) {
      const pValues = Array.from({ length: 3000 }, () => {
        const result = judgeFortnight(simulate(level, dispersion, random), plan)
        return result.reason === null ? result.pValue : 1
      })
      for (const limit of [0.01, 0.05]) {
        const error = Math.sqrt((limit * (1 - limit)) / pValues.length)
        expect(shareBelow(pValues, limit)).toBeLessThan(1.25 * limit + 3 * error)
      }
      // Large means are nearly continuous: there they are not too large either.
      if (level >= 20) expect(shareBelow(pValues, 0.05)).toBeGreaterThan(0.03)
    }
  })

  it('expects the mean that there is', () => {
    const random = randomFrom(3)
    const plan = planAt(POINT)
    const off = Array.from({ length: 200 }, () => {
      const { expected } = judge(simulate(20, 2, random), plan)
      const mean = 20 * Math.exp(0.4 * Math.sin((2 * Math.PI * POINT) / 52) + 0.001 * POINT)
      return Math.log(expected / mean)
    })
    expect(Math.abs(off.reduce((sum, value) => sum + value, 0) / off.length)).toBeLessThan(0.02)
  })

  it('finds an outbreak of two weeks that neither week shows', () => {
    const noisy = simulate(10, 1, randomFrom(8))
    const { expected } = judge(noisy)
    noisy[POINT] = Math.round(expected + 2 * Math.sqrt(expected))
    noisy[POINT - 1] = noisy[POINT]
    const both = judge(noisy)
    expect(both.weekPValue).toBeGreaterThan(0.01)
    expect(both.pValue).toBeLessThan(0.01)
    noisy[POINT] = 60
    expect(judge(noisy).weekPValue).toBeLessThan(1e-6)
  })

  it('is not deafened by past outbreaks', () => {
    const clean = simulate(10, 1, randomFrom(21))
    const past = Float64Array.from(clean)
    for (const week of [60, 61, 130, 131, 200, 201]) past[week] = (past[week] ?? 0) + 40
    for (const counts of [clean, past]) counts[POINT] = 30
    const [before, after] = [judge(clean), judge(past)]
    expect(after.expected / before.expected).toBeLessThan(1.1)
    expect(after.pValue).toBeLessThan(0.001)
  })

  it('uses no count after the judged week, nor those of the guard but the week before', () => {
    const counts = simulate(8, 1.5, randomFrom(2))
    const plan = planAt(POINT - 20)
    const before = judge(counts, plan)
    counts.fill(1000, POINT - 19)
    counts.fill(1000, POINT - 20 - 1 - WEEKLY_SEASON.guard, POINT - 20 - 1)
    expect(judge(counts, plan)).toEqual(before)
  })

  it('goes over gaps', () => {
    const counts: (number | null)[] = [...simulate(12, 1, randomFrom(4))]
    for (let week = 0; week < POINT - 1; week += 5) counts[week] = null
    expect(judge(counts).expected).toBeGreaterThan(5)
    counts[POINT - 1] = null
    const alone = judge(counts)
    expect(alone.pValue).toBe(alone.weekPValue)
  })

  it('says why it says nothing', () => {
    const plan = planAt(POINT)
    const counts = simulate(5, 1, randomFrom(1))
    counts[POINT] = Number.NaN
    expect(judgeFortnight(counts, plan)).toEqual({ reason: 'missing' })
    expect(judgeFortnight(new Float64Array(WEEKS), plan)).toEqual({ reason: 'all-zero' })
    const mostlyGaps = [...new Array<null>(WEEKS - 1).fill(null), 3]
    expect(judgeFortnight(mostlyGaps, plan)).toEqual({ reason: 'gaps' })
    expect(planSeason(30, WEEKLY_SEASON)).toBeNull()
  })

  it('answers counts that do not vary, that are rare, and that are huge', () => {
    const plan = planAt(POINT)
    const flat = new Float64Array(WEEKS).fill(4)
    expect(judge(flat, plan).expected).toBeCloseTo(4, 6)
    const once = new Float64Array(WEEKS)
    once[100] = 1
    expect(judge(once, plan).pValue).toBe(1)
    once[POINT] = 3
    expect(judge(once, plan).pValue).toBeLessThan(1e-3)
    const huge = Float64Array.from({ length: WEEKS }, (_, week) => 1e7 + (week % 3) * 1e4)
    expect(judge(huge, plan).pValue).toBeGreaterThan(0.01)
    huge[POINT] = 2e7
    expect(judge(huge, plan).pValue).toBeLessThan(1e-6)
  })

  it('makes do with half a year, a year and a half, and two', () => {
    for (const weeks of [40, 90, 120]) {
      const counts = Float64Array.from({ length: weeks }, (_, week) => 6 + (week % 4))
      expect(judge(counts, planAt(weeks - 1)).expected).toBeCloseTo(7.5, 0)
    }
  })

  it('refuses options out of bounds', () => {
    for (const wrong of [{ period: 1 }, { periods: 0 }, { guard: -1 }, { waves: 40 }])
      expect(() => planSeason(POINT, { ...WEEKLY_SEASON, ...wrong })).toThrow(RangeError)
  })
})
