import { describe, expect, it } from 'vitest'
import type { Draft } from '../../../../server/insight/forecasts/draft.ts'
import {
  intervalAbout,
  type RootError,
  reachAt,
  rootError,
  spreadAt,
  standardise,
} from '../../../../server/insight/forecasts/intervals.ts'
import { takeReaches, writeOutlook } from '../../../../server/insight/forecasts/outlook.ts'
import { countRoot } from '../../../../server/stats/count-root.ts'

const SPREADING = { near: 0, apart: 10, memory: 1e9 }
/** Errors of 1 to 10 at each of ten origins, larger by `step` + 1 and by the origin's own factor. */
const errorsOf = (factor: (origin: number) => number = () => 1): RootError[] =>
  Array.from({ length: 10 }, (_, i) => i * 10).flatMap((origin) =>
    [0, 1].flatMap((step) =>
      Array.from({ length: 10 }, (_, k) => ({
        ...{ origin, step, error: (k + 1) * (step + 1) * factor(origin) },
      })),
    ),
  )

describe('the spread of errors', () => {
  it('is what six in ten stay below, at each step', () => {
    expect(spreadAt(errorsOf(), 2, SPREADING, 500)).toEqual([6, 12])
    expect(spreadAt(errorsOf(), 3, SPREADING, 500)[2]).toBeNull()
    expect(spreadAt(errorsOf(), 2, { ...SPREADING, near: 1 }, 500)).toEqual([8, 8])
  })

  it('is not made of errors near the origin, nor much of those long ago', () => {
    const errors = errorsOf((origin) => (origin === 50 ? 1000 : 1))
    expect(spreadAt(errors, 2, { ...SPREADING, apart: 11 }, 50)).toEqual([6, 12])
    expect(standardise(errors, 2, SPREADING).filter(({ error }) => error > 100).length).toBe(20)
    const fading = errorsOf((origin) => (origin < 50 ? 1000 : 1))
    // What is left of the weight of the old ones moves it by one rank.
    expect(spreadAt(fading, 2, { ...SPREADING, memory: 5 }, 100)).toEqual([7, 14])
  })

  it('of no errors at all is 0, and so are errors in its units', () => {
    const none = errorsOf(() => 0)
    expect(standardise(none, 2, SPREADING).every(({ error }) => error === 0)).toBe(true)
  })
})

describe('intervals', () => {
  it('reach farther to the side to which more came', () => {
    expect(rootError(100, 81)).toBeGreaterThan(0)
    const errors = errorsOf().map((one, i) => ({ ...one, error: i % 4 === 0 ? -1 : one.error }))
    const sorted = errors.sort((a, b) => a.error - b.error)
    const reach = reachAt(sorted, { apart: 0, memory: 1e9 }, 500)
    expect(reach?.[95]).toEqual({ lower: -1, upper: 20 })
    const { lower, upper } = intervalAbout(1000, 0.1, reach?.[95] ?? { lower: 0, upper: 0 })
    expect(1000 - lower).toBeLessThan((upper - 1000) / 10)
    expect(countRoot(upper) - countRoot(1000)).toBeCloseTo(2)
  })

  it('hold what is expected, and nothing below 0', () => {
    expect(intervalAbout(2, 1, { lower: -5, upper: -1 })).toEqual({ lower: 0, upper: 2 })
    expect(intervalAbout(2, 1, { lower: 0.5, upper: 1 }).lower).toBe(2)
  })

  it('do not reach below what has come already', () => {
    const errors = errorsOf().map((one, i) => ({ ...one, error: i % 2 ? one.error : -one.error }))
    const draft: Draft = {
      kind: 'months',
      end: 200,
      steps: [{ from: 0, to: 31, model: 900, come: 880, baselines: { lastYear: 700 } }],
      verdict: { shown: 'model', baseline: 'lastYear', mase: 0.5, baselineMase: 1 },
      origins: [0, 90],
      errors,
      standardised: standardise(errors, 2, SPREADING),
    }
    const { points } = writeOutlook(draft, takeReaches('months', [draft]), 0)
    expect(points?.[0]).toMatchObject({ expected: 900, lower80: 880, lower95: 880, baseline: 700 })
    const baseline: Draft = { ...draft, verdict: { ...draft.verdict, shown: 'baseline' } }
    const shown = writeOutlook(baseline, takeReaches('months', [baseline]), 0)
    expect(shown.points?.[0]).toMatchObject({ expected: 880, model: 900, baseline: 700 })
  })
})
