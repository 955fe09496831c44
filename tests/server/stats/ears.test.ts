import { describe, expect, it } from 'vitest'
import { ears } from '../../../server/stats/ears.ts'
import { normalQuantile } from '../../../server/stats/normal-quantile.ts'

const QUIET = [4, 6, 5, 7, 3, 5, 5]

describe('EARS', () => {
  it('compares a day with those just before it', () => {
    const days = ears([...QUIET, 8, 20], { method: 'C1' })
    const deviation = Math.sqrt((1 + 1 + 0 + 4 + 4 + 0 + 0) / 6)
    expect(days[7]?.upperBound).toBeCloseTo(5 + normalQuantile(0.999) * deviation, 12)
    expect(days.map((day) => day.alarm)).toEqual([...new Array(7).fill(null), false, true])
    expect(days[0]?.reason).toBe('too few days before')
  })

  it('leaves two days out in C2', () => {
    const [c1, c2] = (['C1', 'C2'] as const).map((method) => ears([...QUIET, 9, 9, 9], { method }))
    expect(c2?.[9]?.upperBound).toBe(c1?.[7]?.upperBound)
    expect(c2?.slice(0, 9).every((day) => day.upperBound === null)).toBe(true)
  })

  it('sees the excess of three days in C3, of the two before in its other form', () => {
    const calm = [...QUIET, ...QUIET]
    const rising = [...calm, 7, 7, 7]
    expect(ears(rising, { method: 'C2' }).at(-1)?.alarm).toBe(false)
    expect(ears([...calm, 9, 9, 9], { method: 'C3' }).at(-1)?.alarm).toBe(true)
    const once = [...calm, 5, 5, 30]
    expect(ears(once, { method: 'C3' }).at(-1)?.alarm).toBe(true)
    expect(ears(once, { method: 'C3', form: 'surveillance' }).at(-1)?.alarm).toBe(false)
  })

  it('has an alarm above the bound and none below it', () => {
    const calm = [...QUIET, ...QUIET]
    for (const method of ['C1', 'C2', 'C3'] as const) {
      const bound = ears([...calm, 6, 7, 0], { method }).at(-1)?.upperBound ?? Number.NaN
      expect(bound).toBeGreaterThan(5)
      const at = (count: number) => ears([...calm, 6, 7, count], { method }).at(-1)?.alarm
      expect([at(bound - 1e-9), at(bound + 1e-9)]).toEqual([false, true])
    }
  })

  it('says why it says nothing', () => {
    const flat = new Array<number>(14).fill(2)
    expect(ears(flat, { method: 'C3' }).at(-1)).toEqual({
      ...{ upperBound: null, alarm: null },
      reason: 'the days before do not vary',
    })
    expect(ears(flat, { method: 'C3', minSigma: 1 }).at(-1)?.alarm).toBe(false)
    expect(ears(flat, { method: 'C1' }).at(-1)).toMatchObject({ upperBound: 2, alarm: false })
    const gappy = ears([...QUIET, null, ...QUIET], { method: 'C1' })
    expect(gappy[7]?.reason).toBe('a gap in the counts')
    expect(gappy.at(-1)?.reason).toBe('a gap in the counts')
    expect(ears([], { method: 'C1' })).toEqual([])
    for (const method of ['C1', 'C2', 'C3'] as const)
      for (const day of ears([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5], { method }))
        expect(day.upperBound).not.toBeNaN()
  })

  it('refuses options that make no sense', () => {
    expect(() => ears(QUIET, { method: 'C1', baseline: 2 })).toThrow(RangeError)
    expect(() => ears(QUIET, { method: 'C1', minSigma: -1 })).toThrow(RangeError)
    expect(() => ears(QUIET, { method: 'C1', alpha: 0 })).toThrow(RangeError)
  })
})
