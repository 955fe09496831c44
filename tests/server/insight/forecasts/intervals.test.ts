import { describe, expect, it } from 'vitest'
import type { Draft } from '../../../../server/insight/forecasts/draft.ts'
import {
  intervalAbout,
  reachAt,
  type ScaledError,
  scaledError,
  spreadAt,
} from '../../../../server/insight/forecasts/intervals.ts'
import { writeOutlook } from '../../../../server/insight/forecasts/outlook.ts'
import {
  farthestAt,
  limitReach,
  poolErrors,
  standardise,
} from '../../../../server/insight/forecasts/pool.ts'
import { trustOrigins } from '../../../../server/insight/forecasts/trust.ts'
import { findWidening } from '../../../../server/insight/forecasts/widening.ts'
import { countArsinh } from '../../../../server/stats/count-arsinh.ts'

const SPREADING = { near: 0, apart: 10, memory: 1e9 }
/** Errors of 1 to 10 at each of ten origins, larger by `step` + 1 and by the origin's own factor. */
const errorsOf = (factor: (origin: number) => number = () => 1): ScaledError[] =>
  Array.from({ length: 10 }, (_, i) => i * 10).flatMap((origin) =>
    [0, 1].flatMap((step) =>
      Array.from({ length: 10 }, (_, k) => ({
        ...{ origin, step, error: (k + 1) * (step + 1) * factor(origin), trust: 1 },
      })),
    ),
  )
const sort = (errors: ScaledError[]) => errors.sort((a, b) => a.error - b.error)

const draftOf = (errors: ScaledError[], rest: Partial<Draft> = {}): Draft => ({
  kind: 'months',
  end: 200,
  steps: [{ from: 0, to: 31, model: 900, come: 880, baselines: { lastYear: 700 } }],
  verdict: { shown: 'model', baseline: 'lastYear', mase: 0.5, baselineMase: 1 },
  origins: [0, 90],
  errors,
  ...rest,
})

describe('the spread of errors', () => {
  it('is what six in ten stay below, at each step', () => {
    expect(spreadAt(errorsOf(), 2, SPREADING, 500)).toEqual([6, 12])
    expect(spreadAt(errorsOf(), 3, SPREADING, 500)[2]).toBeNull()
    expect(spreadAt(errorsOf(), 3, { ...SPREADING, near: 1 }, 500)).toEqual([8, 8, 12])
    expect(spreadAt(errorsOf(), 2, { ...SPREADING, near: 2 }, 500)).toEqual([8, 8])
  })

  it('is not made of errors near the origin, nor much of those long ago', () => {
    const errors = errorsOf((origin) => (origin === 50 ? 1000 : 1))
    expect(spreadAt(errors, 2, { ...SPREADING, apart: 11 }, 50)).toEqual([6, 12])
    const standard = standardise(errors, 2, SPREADING, [6, 12])
    expect(standard.filter(({ error }) => error > 100).length).toBe(20)
    const fading = errorsOf((origin) => (origin < 50 ? 1000 : 1))
    // What is left of the weight of the old ones moves it by one rank.
    expect(spreadAt(fading, 2, { ...SPREADING, memory: 5 }, 100)).toEqual([7, 14])
  })

  it('of no errors at all is 0, and so are errors in its units', () => {
    const none = standardise(
      errorsOf(() => 0),
      2,
      SPREADING,
      [0, 0],
    )
    expect(none.every(({ error }) => error === 0)).toBe(true)
  })
})

describe('the trust in an origin', () => {
  it('falls with the square of its errors where they are wild, and not where others are like it', () => {
    const trustAt = (errors: ScaledError[], origin: number) =>
      trustOrigins(errors, 2, SPREADING, 500).find((one) => one.origin === origin)?.trust ?? 0
    const once = (factor: number) => errorsOf((origin) => (origin === 50 ? factor : 1))
    expect(trustAt(once(2), 50)).toBe(1)
    expect(trustAt(once(100), 40)).toBe(1)
    expect(trustAt(once(100), 50)).toBeLessThan(0.01)
    expect(trustAt(once(100), 50) / trustAt(once(200), 50)).toBeCloseTo(4, 1)
    const often = errorsOf((origin) => (origin >= 30 ? 100 : 1))
    expect(trustAt(often, 50)).toBe(1)
    expect(
      trustAt(
        errorsOf(() => 0),
        50,
      ),
    ).toBe(1)
  })
})

describe('the widening of the errors', () => {
  it('grows by the months, and of the one that has begun is what all series tell', () => {
    const errors = errorsOf().map((one) => (one.step === 0 ? { ...one, error: 3 } : one))
    const [begun, first, second, ...rest] = findWidening('months', [draftOf(errors)])
    // Six in ten of the later ones are up to 12.
    expect([begun, first, rest.length]).toEqual([0.25, 1, 9])
    expect(second).toBeCloseTo(Math.sqrt(1.1))
    expect(findWidening('months', [])[0]).toBe(1)
    expect(new Set(findWidening('days', [draftOf(errors)]))).toEqual(new Set([1]))
  })
})

describe('intervals', () => {
  it('reach farther to the side to which more came', () => {
    expect(scaledError(100, 81)).toBeGreaterThan(0)
    const errors = errorsOf().map((one, i) => ({ ...one, error: i % 4 === 0 ? -1 : one.error }))
    const reach = reachAt(sort(errors), { apart: 0, memory: 1e9 }, 500)
    expect(reach?.[95]).toEqual({ lower: -1, upper: 20 })
    const { lower, upper } = intervalAbout(1000, 0.1, reach?.[95] ?? { lower: 0, upper: 0 })
    expect(1000 - lower).toBeLessThan((upper - 1000) / 10)
    expect(countArsinh(upper) - countArsinh(1000)).toBeCloseTo(2)
  })

  it('heed what is trusted little as little', () => {
    const errors = sort(errorsOf((origin) => (origin === 50 ? 1000 : 1)))
    const trusted = errors.map((one) => ({ ...one, trust: one.error > 100 ? 0.001 : 1 }))
    const upperOf = (some: ScaledError[]) =>
      reachAt(some, { apart: 0, memory: 1e9 }, 500)?.[95].upper
    expect([upperOf(errors), upperOf(trusted)]).toEqual([12_000, 20])
  })

  it('hold what is expected, and nothing below 0', () => {
    expect(intervalAbout(2, 1, { lower: -5, upper: -1 })).toEqual({ lower: 0, upper: 2 })
    expect(intervalAbout(2, 1, { lower: 0.5, upper: 1 }).lower).toBe(2)
  })

  it('go no farther to a side than the series ever went, or than a usual one goes', () => {
    const falls = sort(errorsOf().map((one) => ({ ...one, error: -one.error })))
    const farthest = farthestAt(falls, SPREADING, 500)
    expect(farthest).toEqual({ lower: -20, upper: 0 })
    expect(farthestAt(falls, { ...SPREADING, apart: 1000 }, 500)).toEqual({ lower: 0, upper: 0 })
    const reach = { lower: -3, upper: 3 }
    expect(limitReach(reach, { farthest, usual: 0.1 })).toEqual({ lower: -3, upper: 3 * 0.1 })
    expect(limitReach(reach, { farthest, usual: 2 })).toEqual(reach)
  })

  it('do not reach below what has come already', () => {
    const errors = errorsOf().map((one, i) => ({
      ...{ ...one, error: (i % 2 ? one.error : -one.error) / 100 },
    }))
    const draft = draftOf(errors)
    const { points } = writeOutlook(draft, poolErrors('months', [draft]), 0)
    expect(points?.[0]).toMatchObject({ expected: 900, lower80: 880, lower95: 880, baseline: 700 })
    const baseline = draftOf(errors, { verdict: { ...draft.verdict, shown: 'baseline' } })
    const shown = writeOutlook(baseline, poolErrors('months', [baseline]), 0)
    expect(shown.points?.[0]).toMatchObject({ expected: 880, model: 900, baseline: 700 })
  })

  it('are hardly wider for an epidemic among what was tried', () => {
    const write = (errors: ScaledError[]) => {
      const draft = draftOf(errors.map((one) => ({ ...one, error: one.error / 100 })))
      const { points, backtest } = writeOutlook(draft, poolErrors('months', [draft]), 0)
      const [{ upper95, expected } = { upper95: 0, expected: 0 }] = points ?? []
      return { width: upper95 - expected, coverage: backtest?.coverage95 ?? 0 }
    }
    const quiet = write(errorsOf()).width
    expect(quiet).toBeGreaterThan(20)
    const { width, coverage } = write(errorsOf((origin) => (origin === 50 ? 30 : 1)))
    expect(width).toBeLessThan(1.5 * quiet)
    // Its own errors are a tenth of all, and it missed with them.
    expect(coverage).toBeGreaterThan(0.9)
  })
})
