import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  countDays,
  dayIn,
  dayOf,
  isDay,
} from '../../../dashboard/state/days.ts'
import { PERIODS, rangeOf } from '../../../dashboard/state/period.ts'

describe('a period', () => {
  const through = '2026-11-22T14:35:00+08:00'

  it.each([
    ['today', '2026-11-22', '2026-11-23'],
    ['7d', '2026-11-16', '2026-11-23'],
    ['30d', '2026-10-24', '2026-11-23'],
    ['90d', '2026-08-25', '2026-11-23'],
    ['12m', '2025-11-23', '2026-11-23'],
    ['2026-01-01..2026-02-01', '2026-01-01', '2026-02-01'],
  ])('%s is [%s, %s), the day of the cut-off included', (period, from, to) => {
    expect(rangeOf(period, through)).toEqual({ from, to })
  })

  it('ends with the day that the data tell of last, by the clocks of the city', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), (period) => {
        expect(rangeOf(period, '2026-11-22T23:59:59-05:00')?.to).toBe('2026-11-23')
        expect(rangeOf(period, '2026-11-22T00:00:01+14:00')?.to).toBe('2026-11-23')
        expect(rangeOf(period, '2026-11-23T00:00:00+08:00')?.to).toBe('2026-11-23')
      }),
    )
  })

  it('is nothing where it cannot be read', () => {
    for (const period of ['', 'year', '2026-01-01', '2026-01-01..', '2026-1-1..2026-2-1']) {
      expect(rangeOf(period, through), period).toBeNull()
    }
  })
})

describe('days', () => {
  it('are counted over leap days and the ends of months', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addMonths('2024-02-29', -12)).toBe('2023-02-28')
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2025-12-15', 2)).toBe('2026-02-15')
    expect(countDays('2025-11-23', '2026-11-23')).toBe(365)
    expect(dayOf('2026-11-22T14:35:00+08:00')).toBe('2026-11-22')
    expect(dayIn('Asia/Shanghai', new Date('2026-11-21T16:00:00Z'))).toBe('2026-11-22')
  })

  it('are those of the calendar', () => {
    expect(['2024-02-29', '1999-12-31'].map(isDay)).toEqual([true, true])
    expect(['2023-02-29', '2026-13-01', '26-01-01', '2026-01-01T00:00'].some(isDay)).toBe(false)
  })
})
