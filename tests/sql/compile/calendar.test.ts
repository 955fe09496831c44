import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  dayStart,
  formatLocal,
  instantOf,
  isoYearBefore,
  periodAfter,
  periodBefore,
  periodOf,
  skippedHours,
  standsAlone,
  wallOf,
  yearBefore,
} from '../../../sql/compile/calendar.ts'
import { CALENDAR_GRAINS } from '../../../sql/model/grains.ts'

const wall = (text: string) => Temporal.PlainDateTime.from(text)
const day = (text: string): string => dayStart(text).toPlainDate().toString()

const walls = fc
  .integer({ min: 0, max: 60 * 365 * 24 })
  .map((hours) => wall('1990-01-01').add({ hours }))

test.each(CALENDAR_GRAINS)('%s: periods follow each other without gap or overlap', (grain) => {
  fc.assert(
    fc.property(walls, (at) => {
      const start = periodOf(grain, at)
      const next = periodAfter(grain, start)
      expect(Temporal.PlainDateTime.compare(start, at)).toBeLessThanOrEqual(0)
      expect(Temporal.PlainDateTime.compare(at, next)).toBeLessThan(0)
      expect(periodOf(grain, start).equals(start)).toBe(true)
      expect(periodOf(grain, next).equals(next)).toBe(true)
      expect(periodBefore(grain, next).equals(start)).toBe(true)
    }),
  )
})

describe('a year before', () => {
  test('is the same date; 29 February becomes 1 March', () => {
    expect(yearBefore(wall('2013-02-28')).toString()).toBe('2012-02-28T00:00:00')
    expect(yearBefore(wall('2012-02-29')).toString()).toBe('2011-03-01T00:00:00')
    expect(yearBefore(wall('2012-02-29T13:00')).toString()).toBe('2011-03-01T00:00:00')
  })

  test('by ISO weeks is the same week and weekday; week 53 becomes the Monday after', () => {
    expect(isoYearBefore(wall('2021-01-04')).toString()).toBe('2019-12-30T00:00:00')
    expect(isoYearBefore(wall('2021-12-29')).toString()).toBe('2020-12-23T00:00:00')
    expect(isoYearBefore(wall('2020-12-30')).toString()).toBe('2019-12-30T00:00:00')
    fc.assert(
      fc.property(walls, (at) => {
        fc.pre(at.weekOfYear !== 53)
        const before = isoYearBefore(at)
        expect(before.weekOfYear).toBe(at.weekOfYear)
        expect(before.dayOfWeek).toBe(at.dayOfWeek)
        expect(before.yearOfWeek).toBe((at.yearOfWeek ?? 0) - 1)
      }),
    )
  })

  test('29 February and week 53 stand alone', () => {
    expect(standsAlone('day', 'lastYear', wall('2020-02-29'))).toBe(true)
    expect(standsAlone('hour', 'lastYear', wall('2020-02-29T13:00'))).toBe(true)
    expect(standsAlone('month', 'lastYear', wall('2020-02-01'))).toBe(false)
    expect(standsAlone('week', 'lastYear', wall('2020-12-28'))).toBe(true)
    expect(standsAlone('week', 'previous', wall('2020-12-28'))).toBe(false)
  })
})

describe('zones', () => {
  test('a wall time that comes twice is the earlier instant, one in the gap moves forward by it', () => {
    const at = (text: string): string =>
      new Date(instantOf(wall(text), 'America/New_York')).toISOString()
    expect(at('2020-11-01T01:30')).toBe('2020-11-01T05:30:00.000Z')
    expect(at('2020-03-08T02:30')).toBe('2020-03-08T07:30:00.000Z')
  })

  test('the hours that the clock skips', () => {
    const skipped = (zone: string, from: string, to: string): string[][] =>
      skippedHours(zone, Date.parse(from), Date.parse(to)).map((pair) => pair.map(String))
    expect(skipped('America/New_York', '2020-01-01', '2021-01-01')).toEqual([
      ['2020-03-08T02:00:00', '2020-03-08T03:00:00'],
    ])
    expect(skipped('Asia/Shanghai', '2020-01-01', '2021-01-01')).toEqual([])
    // Half an hour is skipped: the hour is still there, with the other half.
    expect(skipped('Australia/Lord_Howe', '2020-01-01', '2021-01-01')).toEqual([])
    expect(skipped('Pacific/Apia', '2011-12-29', '2012-01-02').length).toBe(24)
  })

  test('instants are shown with their offset', () => {
    expect(formatLocal(Date.parse('2012-01-01T04:55:00Z'), 'America/New_York')).toBe(
      '2011-12-31T23:55:00-05:00',
    )
    expect(formatLocal(Date.parse('2020-07-01T00:00:00Z'), 'Asia/Shanghai')).toBe(
      '2020-07-01T08:00:00+08:00',
    )
    expect(wallOf(0, 'Asia/Shanghai').toString()).toBe('1970-01-01T08:00:00')
    expect(day('2020-02-29')).toBe('2020-02-29')
  })
})
