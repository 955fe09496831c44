import { describe, expect, it } from 'vitest'
import { learnDays, shareDays } from '../../../../server/insight/alerts/day-shares.ts'
import { countWeekDays, learnOffice } from '../../../../server/insight/alerts/week-effects.ts'
import { calendarOf, weekdayCalendar } from '../../../../server/insight/calendar.ts'
import { WEEKLY_SEASON } from '../../../../server/stats/season-plan.ts'

const chinese = calendarOf({ timeZone: 'Asia/Shanghai' })

describe('the days of a week', () => {
  it('tell the Spring Festival where it lies that year', () => {
    // New Year was on 22 January 2023 and on 10 February 2024.
    const of = (from: string) => countWeekDays(from, 1, chinese)
    expect(of('2023-01-23').office[1]?.[0]).toBeCloseTo(5 / 7)
    expect(of('2024-01-22').office[1]?.[0]).toBe(0)
    expect(of('2024-02-12').office[1]?.[0]).toBeCloseTo(5 / 7)
    expect(of('2024-02-12').festival[0]?.[0]).toBe(0)
    expect(of('2024-02-12').festival[1]?.[0]).toBeCloseTo(1)
    expect(of('2024-02-05').festival[0]?.[0]).toBeCloseTo(5 / 7)
  })

  it('tell weekends that are worked', () => {
    // Sunday 4 and Sunday 18 February 2024 made up for the festival.
    expect(countWeekDays('2024-01-29', 1, chinese).office[2]?.[0]).toBeCloseTo(1 / 7)
    expect(countWeekDays('2024-01-08', 1, chinese).office[2]?.[0]).toBe(0)
  })

  it('have nothing of it where no calendar is known', () => {
    const { office, festival } = countWeekDays('2024-02-05', 3, weekdayCalendar)
    for (const share of [...office, ...festival]) expect([...share]).toEqual([0, 0, 0])
  })
})

it('what holidays take away is learnt, and comes to nothing without a past', () => {
  const weeks = 150
  const days = countWeekDays('2021-01-04', weeks, chinese)
  const counts = Array.from({ length: weeks }, (_, week) => {
    const free = days.office[0]![week]! + days.office[1]![week]!
    return Math.round(700 * Math.exp(-0.9 * free))
  })
  const learnt = learnOffice(counts, weeks - 1, days, WEEKLY_SEASON)
  const festival = days.office[1]!.findLastIndex((share) => share > 0.6)
  expect(learnt[festival]).toBeLessThan(-0.4)
  expect(learnt[festival]).toBeGreaterThan(-0.9)
  expect([...learnOffice(counts.slice(0, 20), 19, days, WEEKLY_SEASON)]).toEqual(Array(20).fill(0))
})

describe('the part of a week that its last days have', () => {
  it('follows what each kind of day brings', () => {
    // From a Monday on: workdays bring 100, weekends 30.
    const counts = Array.from({ length: 140 }, (_, i) => (i % 7 < 5 ? 100 : 30))
    const factors = learnDays(counts, '2023-07-03', weekdayCalendar)
    const monday = shareDays(factors, '2023-11-20', weekdayCalendar)
    expect(monday[0]).toBeCloseTo(30 / 560, 1)
    expect(monday[1]).toBeCloseTo(160 / 560, 1)
    const saturday = shareDays(factors, '2023-11-18', weekdayCalendar)
    expect(saturday[0]).toBeCloseTo(100 / 560, 1)
  })

  it('is that of equal days where nothing is known', () => {
    expect(
      shareDays(learnDays([], '2023-07-03', weekdayCalendar), '2023-08-01', weekdayCalendar),
    ).toEqual([1 / 7, 3 / 7])
  })
})
