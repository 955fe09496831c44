import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOURS_READ, planHours } from '../../../../../server/insight/alerts/hours/hour-plan.ts'
import { judgeHours } from '../../../../../server/insight/alerts/hours/judge-hours.ts'
import { weekdayCalendar } from '../../../../../server/insight/calendar.ts'
import { poissonCount, randomFrom } from '../../../stats/random-counts.ts'

const FROM = 480_000
const countsOf = (of: (hour: number) => number): Float64Array =>
  Float64Array.from({ length: HOURS_READ }, (_, hour) => of(hour))
const draw = (mean: number, seed = 4) => {
  const random = randomFrom(seed)
  return countsOf(() => poissonCount(mean, random))
}
const planOf = (city: Float64Array) => planHours(city, FROM, weekdayCalendar)
const judge = (counts: Float64Array) => {
  const { plan } = planOf(draw(5))
  if (!plan) throw new Error('no plan')
  return judgeHours(counts, plan, null)
}

describe('what cannot be judged has a reason', () => {
  it.each([
    ['empty', countsOf(() => 0)],
    ['short', countsOf((hour) => (hour > HOURS_READ - 8 * 168 ? 1 + (hour % 3) : 0))],
    ['gaps', countsOf((hour) => (Math.floor(hour / 168) % 2 === 0 ? 1 + (hour % 3) : 0))],
  ])('of a city: %s', (reason, counts) => {
    expect(planOf(counts)).toEqual({ plan: null, reason })
  })

  it.each([
    ['few', countsOf(() => 0)],
    ['few', countsOf((hour) => (hour % 200 === 0 ? 1 : 0))],
    ['constant', countsOf(() => 3)],
  ])('of a series: %s', (reason, counts) => {
    expect(judge(counts)).toEqual({ judgement: null, reason })
  })

  it('and too few hours are a mistake', () => {
    expect(() => planHours([1, 2], FROM, weekdayCalendar)).toThrow(RangeError)
  })
})

describe('a judgement', () => {
  it('expects what the hours of the week brought before', () => {
    const busy = (hour: number) => (FROM + hour) % 24 >= 8 && (FROM + hour) % 24 < 20
    const random = randomFrom(9)
    const counts = countsOf((hour) => poissonCount(busy(hour) ? 4 : 0.5, random))
    const { judgement } = judge(counts)
    const real = [6, 3, 1].map((window) => {
      let sum = 0
      for (let hour = HOURS_READ - window; hour < HOURS_READ; hour++) sum += busy(hour) ? 4 : 0.5
      return sum
    })
    const expected = Object.values(judgement?.expectedIn ?? {}).toReversed()
    expect(expected).toHaveLength(3)
    expected.forEach((mean, i) => {
      expect(mean / (real[i] ?? 1)).toBeGreaterThan(0.75)
      expect(mean / (real[i] ?? 1)).toBeLessThan(1.33)
    })
  })

  it('goes with the level of the last weeks', () => {
    const risen = draw(2).map((count, hour) => (hour > HOURS_READ - 600 ? 2 * count : count))
    const expected = judge(risen).judgement?.expectedIn[6] ?? 0
    expect(expected).toBeGreaterThan(1.6 * 12)
    expect(expected).toBeLessThan(2.3 * 12)
  })

  it('is never less clear where more came, and never a nothing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 20, noNaN: true }),
        fc.nat(30),
        fc.nat(1000),
        (mean, more, seed) => {
          const counts = draw(mean, seed)
          const judged = judge(counts)
          if (judged.judgement === null) return
          counts[HOURS_READ - 1]! += more
          const { judgement } = judge(counts)
          expect(judgement?.pValue).toBeLessThanOrEqual(judged.judgement.pValue)
          expect(judgement?.pValue).toBeGreaterThanOrEqual(0)
          expect(judgement?.expected).toBeGreaterThan(0)
          expect(judgement?.dispersion).toBeGreaterThanOrEqual(1)
        },
      ),
      { seed: 5, numRuns: 40 },
    )
  })

  it('asks for more where the past varied more', () => {
    const even = draw(1)
    const random = randomFrom(6)
    const bursts = countsOf(() => (random() < 0.2 ? poissonCount(5, random) : 0))
    for (const counts of [even, bursts]) counts.fill(0, HOURS_READ - 6).fill(8, HOURS_READ - 1)
    expect(judge(bursts).judgement?.pValue).toBeGreaterThan(
      50 * (judge(even).judgement?.pValue ?? 1),
    )
  })
})
