import { describe, expect, it } from 'vitest'
import { fadingLevels, kinChange, usualLevel } from '../../../../server/insight/forecasts/kin.ts'
import { lookMonthsAhead } from '../../../../server/insight/forecasts/methods.ts'

const DAYS = 700
const flat = (value: number, length = DAYS) => new Float64Array(length).fill(value)
const past = (counts: Float64Array, begin = 0) => ({ counts, begin, codes: [] })
const shapes = [{ at: 0, shape: flat(1, DAYS + 400) }]
const shape = shapes[0]!.shape
/** A series whose last hundred days are as many times what was before. */
const changed = (factor: number) => past(flat(20).fill(20 * factor, DAYS - 100))

describe('what is usual of a series', () => {
  it('is the median of its level, which a wild quarter does not move', () => {
    expect(usualLevel(past(flat(20).fill(2000, 300, 390)), shape, DAYS)).toBeCloseTo(20)
    expect(usualLevel(past(flat(20).fill(Number.NaN, 0, 100)), shape, DAYS)).toBeCloseTo(20)
  })

  it('is not known of less than a year, nor of nothing', () => {
    expect(usualLevel(past(flat(20), 350), shape, DAYS)).toBeNull()
    expect(usualLevel(past(flat(0)), shape, DAYS)).toBeNull()
  })
})

describe('what all kin share', () => {
  it('is the median of their changes, as far as an origin knew them', () => {
    const kin = [0.5, 1.1, 1.1, 1.2, 1.3].map((factor) => ({ past: changed(factor), shapes }))
    const change = kinChange(kin)
    expect(change(DAYS)).toBeCloseTo(Math.log(1.1), 2)
    expect(change(DAYS - 100)).toBeCloseTo(0)
    expect(kinChange(kin.slice(1))(DAYS)).toBeNull()
  })
})

describe('the levels of the months ahead', () => {
  const levels = (factor: number, kinChanged: number | null) =>
    fadingLevels(changed(factor), shape, DAYS, 20 * factor, kinChanged, 40)

  it('go back to what is usual, changed as all kin have', () => {
    const up = levels(1.2, Math.log(1.1))
    expect(up[0]).toBeCloseTo(24)
    expect(up.every((level, i) => i === 0 || level < up[i - 1]!)).toBe(true)
    expect(up[39]).toBeCloseTo(22, 1)
    expect(levels(1.2, Math.log(1.2))[39]).toBeCloseTo(24)
  })

  it('stay after a break, and where nothing is known of kin', () => {
    expect(new Set(levels(2, 0))).toEqual(new Set([40]))
    expect(new Set(levels(1.2, null))).toEqual(new Set([24]))
  })

  it('are those of the forecast', () => {
    const months = (change: () => number | null) =>
      lookMonthsAhead(changed(1.2), shapes, 0, change)(DAYS)?.map(({ model }) => model) ?? []
    const alone = months(() => null)
    const among = months(() => 0)
    expect(among[1]).toBeLessThan(alone[1]!)
    expect(among[11]! / alone[11]!).toBeLessThan(among[2]! / alone[2]!)
  })
})
