import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changeOf,
  formatChange,
  formatMeasure,
  formatShort,
} from '../../dashboard/i18n/format-measure.ts'

describe('a value of a measure', () => {
  it('is written with its unit', () => {
    expect(formatMeasure('complaints', 12345, 'en')).toBe('12,345')
    expect(formatMeasure('satisfactionRate', 0.9612, 'en')).toBe('96.1%')
    expect(formatMeasure('hoursToClose', 27.44, 'en')).toBe('27.4 h')
    expect(formatMeasure('hoursToClose', 127.44, 'zh')).toBe('127 小时')
    expect(formatMeasure('perThousandResidents', 3.1234, 'en')).toBe('3.12')
    expect(formatMeasure('score', 92.25, 'en')).toBe('92.3')
  })

  it('is a dash where there is none', () => {
    expect(formatMeasure('complaints', null, 'en')).toBe('–')
    expect(formatShort('onTimeRate', undefined, 'zh')).toBe('–')
  })

  it('is short where there is little room', () => {
    expect(formatShort('complaints', 12345, 'en')).toMatch(/^12.3k$/i)
    expect(formatShort('complaints', 12345, 'zh')).toBe('1.23万')
    expect(formatShort('complaints', 9352, 'zh')).toBe('9,352')
    expect(formatShort('onTimeRate', 0.9, 'en')).toBe('90%')
  })
})

describe('a change', () => {
  it('is in points for rates and a share for all else, with its sign', () => {
    expect(formatChange('complaints', 1031, 1000, 'en')).toBe('+3.1%')
    expect(formatChange('complaints', 969, 1000, 'zh')).toBe('−3.1%')
    expect(formatChange('responseRate', 0.96, 0.9725, 'en')).toBe('−1.3 pp')
    expect(formatChange('responseRate', 0.98, 0.97, 'zh')).toBe('+1.0 个百分点')
    expect(formatChange('score', 92, 90.5, 'en')).toBe('+1.5')
    expect(formatChange('complaints', 10, 10, 'en')).toBe('0.0%')
    expect(formatChange('complaints', 199, 10, 'en')).toBe('×19.9')
    expect(formatChange('complaints', 199, 10, 'zh')).toBe('19.9倍')
  })

  it('is not said where a side is missing or there is nothing to divide by', () => {
    expect(formatChange('complaints', 5, 0, 'en')).toBe('–')
    expect(formatChange('onTimeRate', null, 0.5, 'en')).toBe('–')
    expect(changeOf('complaints', 5, null)).toBeNull()
    expect(changeOf('onTimeRate', 0.5, 0)).toBe(50)
  })

  it('has the sign of the difference', () => {
    const count = fc.integer({ min: 1, max: 1e6 })
    fc.assert(
      fc.property(count, count, (value, other) => {
        expect(Math.sign(changeOf('complaints', value, other) ?? 0)).toBe(Math.sign(value - other))
      }),
    )
  })
})
