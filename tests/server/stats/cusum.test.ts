import { describe, expect, it } from 'vitest'
import { CUSUM_TRANSFORMS, cusum } from '../../../server/stats/cusum.ts'

describe('the cumulative sum', () => {
  it('adds up what is above the reference, and is not set back', () => {
    const points = cusum([4, 6, 4, 20, 4], { mean: 4, reference: 0.5, limit: 1 })
    const sums = points.map((point) => point.cusum)
    expect(sums).toEqual([0, 0.5, 0, 7.5, 7])
    expect(points.map((point) => point.alarm)).toEqual([false, false, false, true, true])
  })

  it('has its bound where the alarm begins', () => {
    for (const transform of CUSUM_TRANSFORMS) {
      if (transform === 'none' || transform === 'anscombe2nd') continue
      const options = { mean: 7, transform, limit: 2, reference: 1 }
      const bound = cusum([9, 0], options).at(-1)?.upperBound ?? Number.NaN
      const at = (count: number) => cusum([9, count], options).at(-1)?.alarm
      const below = transform === 'standard' ? bound - 1 : bound - 1e-9
      expect([transform, at(below), at(bound + 1e-9)]).toEqual([transform, false, true])
    }
  })

  it('takes a mean for each point', () => {
    const points = cusum([10, 10], { mean: [10, 4], reference: 0, limit: 5 })
    expect(points.map((point) => point.cusum)).toEqual([0, 3])
    expect(() => cusum([1, 2], { mean: [1] })).toThrow(RangeError)
  })

  it('leaves gaps out and says where nothing is expected', () => {
    const gap = cusum([8, null, 8], { mean: 4, reference: 0 })
    expect(gap.map((point) => point.cusum)).toEqual([2, null, 4])
    expect(gap[1]?.reason).toBe('a gap in the counts')
    expect(cusum([0, 0], { mean: 0 }).map((point) => point.reason)).toEqual([
      'no count is expected',
      'no count is expected',
    ])
    expect(cusum([0, 3], { mean: 0, transform: 'none', reference: 1 })[1]?.cusum).toBe(2)
    expect(cusum([], { mean: 3 })).toEqual([])
  })
})
