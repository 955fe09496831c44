import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  steadyDispersion,
  usualGrowth,
  type Varied,
} from '../../../../server/insight/alerts/spread.ts'

const series = (growth: number, means: readonly number[]): Varied[] =>
  means.map((mean) => ({ mean, dispersion: 1 + growth * mean }))
const MEANS = Array.from({ length: 30 }, (_, i) => 6 + i)

describe('how series usually vary', () => {
  it('is told by the middle one, whatever a few do', () => {
    const wild = series(3, [10, 20, 30])
    expect(usualGrowth([...series(0.04, MEANS), ...wild])).toBeCloseTo(0.04, 9)
  })

  it('is not told by few series, nor by series of few cases', () => {
    expect(usualGrowth(series(0.04, [10, 20, 30]))).toBeNull()
    expect(usualGrowth(series(0.04, Array(50).fill(1)))).toBeNull()
  })
})

describe('a steadied dispersion', () => {
  it('lies between that of the series and what is usual, or at two thirds of its own', () => {
    const about = fc.double({ min: 1, max: 50, noNaN: true })
    const mean = fc.double({ min: 0.1, max: 500, noNaN: true })
    const growth = fc.double({ min: 0, max: 0.2, noNaN: true })
    fc.assert(
      fc.property(about, mean, growth, (own, at, grows) => {
        const usual = 1 + grows * at
        const steadied = steadyDispersion(own, at, grows)
        expect(steadied).toBeGreaterThanOrEqual(Math.min(own, usual) - 1e-9)
        expect(steadied).toBeLessThanOrEqual(Math.max(own, usual) + 1e-9)
        expect(steadied).toBeGreaterThanOrEqual(own / 1.5 - 1e-9)
      }),
    )
  })

  it('leans to what is usual', () => {
    expect(steadyDispersion(1.3, 1, 0.04)).toBeLessThan(1.17)
    expect(steadyDispersion(1, 10, 0.04)).toBeGreaterThan(1.2)
  })
})
