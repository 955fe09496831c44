import { describe, expect, it } from 'vitest'
import { composeShapes } from '../../../../server/insight/forecasts/compose.ts'
import { judge } from '../../../../server/insight/forecasts/judge.ts'
import { levelAt } from '../../../../server/insight/forecasts/level.ts'
import { lookDaysAhead, lookMonthsAhead } from '../../../../server/insight/forecasts/methods.ts'
import type { Trial } from '../../../../server/insight/forecasts/trials.ts'
import {
  dayNumber,
  dayText,
  monthOf,
  monthStart,
  monthsBefore,
} from '../../../../server/insight/local-days.ts'

const flat = (length: number, value = 1) => new Float64Array(length).fill(value)
const past = (counts: Float64Array, begin = 0) => ({ counts, begin, codes: [] })

describe('local days', () => {
  it('know months, leap years and months that are too short', () => {
    expect(monthStart(monthOf(dayNumber('2024-02-29')))).toBe(dayNumber('2024-02-01'))
    expect(dayText(monthsBefore(dayNumber('2024-03-31'), 1))).toBe('2024-02-29')
    expect(dayText(monthsBefore(dayNumber('2024-03-31'), 13))).toBe('2023-02-28')
    expect(dayText(monthsBefore(dayNumber('2024-01-15'), 1))).toBe('2023-12-15')
  })
})

describe('the level', () => {
  it('is how many times its shape a series is, and forgets by halves', () => {
    const shape = Float64Array.of(1, 2, 4, 1, 1)
    expect(levelAt([3, 6, 12], shape, 3, 0, 10)).toBeCloseTo(3)
    // The last day weighs 1, the one before it one half.
    expect(levelAt([4, 10], flat(2), 2, 0, 1)).toBeCloseTo((10 + 4 / 2) / 1.5)
  })

  it('leaves gaps out, and what lies before the beginning', () => {
    expect(levelAt([100, 5, Number.NaN, 5], flat(4), 4, 1, 7)).toBeCloseTo(5)
    expect(levelAt([Number.NaN], flat(1), 1, 0, 7)).toBeNull()
  })
})

describe('looking ahead', () => {
  it('takes the four weeks before the origin alone as the baseline of a day', () => {
    const counts = Float64Array.from({ length: 60 }, (_, day) => day)
    const steps = lookDaysAhead(past(counts), [{ at: 0, shape: flat(80) }])(40)
    expect(steps?.length).toBe(14)
    // Day 40 is like 33, 26, 19, 12; so is day 47, as nothing of day 40 is known.
    expect([0, 7].map((i) => steps?.[i]?.baselines.fourWeeks)).toEqual([22.5, 22.5])
    expect(steps?.[0]?.baselines.lastYear).toBeNull()
  })

  it('adds what has come of a month to what is to come', () => {
    const first = dayNumber('2023-01-01')
    const origin = dayNumber('2024-02-11') - first
    const counts = flat(origin, 5)
    counts[origin - 1] = 50
    const shapes = [{ at: origin, shape: flat(origin + 400, 2) }]
    const steps = lookMonthsAhead(past(counts), shapes, first)(origin)
    const level = (steps?.[1]?.model ?? 0) / 31
    expect(steps?.[0]?.come).toBe(9 * 5 + 50)
    expect(steps?.[0]?.model).toBeCloseTo(95 + 19 * level)
    expect(steps?.[0]?.baselines.lastYear).toBe(28 * 5)
    expect(steps?.map(({ from }) => dayText(first + from))[11]).toBe('2025-01-01')
  })

  it('takes the last days alone where they have broken with those before', () => {
    const counts = flat(200, 1000).fill(100, 193)
    const shapes = [{ at: 0, shape: flat(600) }]
    expect(lookDaysAhead(past(counts), shapes)(200)?.[0]?.model).toBeLessThan(560)
    const all = levelAt(counts, flat(200), 200, 0, 20) ?? 0
    expect(all).toBeGreaterThan(750)
    const few = counts.map((count) => count / 100)
    const steady = levelAt(few, flat(200), 200, 0, 20) ?? 0
    expect(lookDaysAhead(past(few), shapes)(200)?.[0]?.model).toBeCloseTo(steady)
  })

  it('says nothing before any shape is known', () => {
    expect(lookDaysAhead(past(flat(60)), [{ at: 50, shape: flat(80) }])(40)).toBeNull()
  })
})

it('a whole has the shapes of its parts, as large as they were in the last month', () => {
  const first = dayNumber('2024-01-01')
  const at = dayNumber('2024-03-10') - first
  const months = (february: number) =>
    new Map([
      [monthOf(first), 1e6],
      [monthOf(first) + 1, february],
    ])
  const parts = [
    { shapes: [{ at, shape: flat(100, 1) }], months: months(290) },
    { shapes: [{ at, shape: flat(100, 2).fill(4, 80) }], months: months(580) },
    { shapes: [{ at, shape: flat(100, 9) }], months: months(0) },
  ]
  const [{ shape } = { shape: flat(0) }] = composeShapes(first, parts) ?? []
  expect(shape[0]).toBeCloseTo(10 + 20)
  expect(shape[90]).toBeCloseTo(10 + 40)
  expect(composeShapes(first, [])).toBeNull()
})

describe('the judgement', () => {
  const trial = (actual: number, model: number, baseline: number | null): Trial => ({
    ...{ origin: 0, step: 0, actual, model, naive: actual - 10 },
    baselines: { fourWeeks: baseline, lastYear: actual + 20 },
  })

  it('shows the model where it is better than the better baseline', () => {
    expect(judge([trial(50, 54, 45), trial(60, 64, 65)], ['fourWeeks', 'lastYear'])).toEqual({
      ...{ shown: 'model', baseline: 'fourWeeks', mase: 0.4, baselineMase: 0.5 },
    })
    expect(judge([trial(50, 45, 45)], ['fourWeeks', 'lastYear'])?.shown).toBe('baseline')
  })

  it('is by all trials alike: an epidemic decides nothing', () => {
    const wild = { ...trial(50_000, 20_000, 30_000), naive: 30_000 }
    const trials = [wild, ...Array.from({ length: 5 }, () => trial(50, 52, 90))]
    expect(judge(trials, ['fourWeeks'])).toMatchObject({ shown: 'model' })
    const other = [wild, ...Array.from({ length: 5 }, () => trial(50, 90, 52))]
    expect(judge(other, ['fourWeeks'])?.shown).toBe('baseline')
  })

  it('leaves out a baseline that mostly has nothing to say, and trials without any', () => {
    const lastYears = { lastYear: null, fourWeeks: 45 }
    const trials = [trial(50, 54, 45), { ...trial(50, 54, 45), baselines: lastYears }]
    const mostly = [trials[1]!, trials[1]!, trials[0]!]
    expect(judge(mostly, ['fourWeeks', 'lastYear'])?.baseline).toBe('fourWeeks')
    expect(judge([trial(50, 54, null)], ['fourWeeks'])).toBeNull()
  })
})
