import { describe, expect, it } from 'vitest'
import { calendarOf } from '../../../server/insight/calendar.ts'

const china = calendarOf({ timeZone: 'Asia/Shanghai' })

describe("China's calendar", () => {
  it.each([
    ['2024-02-08', 3, 'usual', null, -2],
    ['2024-02-09', 4, 'usual', null, -1],
    ['2024-02-10', 5, 'springFestival', 'Spring Festival', 0],
    ['2024-02-17', 5, 'springFestival', 'Spring Festival', 7],
    ['2024-02-18', 6, 'makeUp', null, 8],
    ['2024-04-28', 6, 'makeUp', null, 78],
    ['2024-05-01', 2, 'holiday', 'Labour Day', 81],
    ['2024-06-08', 5, 'usual', null, 119],
    ['2024-10-07', 0, 'holiday', 'National Day', 240],
    ['2023-01-21', 5, 'springFestival', 'Spring Festival', -1],
  ])('%s', (day, weekday, office, holiday, sinceNewYear) => {
    expect(china(day)).toEqual({ weekday, office, holiday, sinceNewYear })
  })

  it('expects the holidays of a year that is not published yet by custom', () => {
    const year = 2061
    expect(china(`${year}-05-02`)).toMatchObject({ office: 'holiday', holiday: 'Labour Day' })
    expect(china(`${year}-10-07`)).toMatchObject({ office: 'holiday', holiday: 'National Day' })
    // New Year's Day of 2061 is 21 January.
    expect(china(`${year}-01-19`)).toMatchObject({ office: 'usual', sinceNewYear: -2 })
    expect(china(`${year}-01-20`)).toMatchObject({ office: 'springFestival', sinceNewYear: -1 })
    expect(china(`${year}-01-27`)).toMatchObject({ office: 'springFestival', sinceNewYear: 6 })
    expect(china(`${year}-01-28`)).toMatchObject({ office: 'usual', sinceNewYear: 7 })
    const names = new Set(
      Array.from({ length: 365 }, (_, i) => {
        const day = new Date(Date.UTC(year, 0, 1 + i)).toISOString().slice(0, 10)
        return china(day).holiday
      }),
    )
    expect([...names].filter((name) => name !== null).sort()).toEqual([
      'Dragon Boat Festival',
      'Labour Day',
      'Mid-autumn Festival',
      'National Day',
      "New Year's Day",
      'Spring Festival',
      'Tomb-sweeping Day',
    ])
  })
})

it('a city elsewhere has weekdays alone', () => {
  const calendar = calendarOf({ timeZone: 'America/New_York' })
  const plain = { office: 'usual', holiday: null, sinceNewYear: null }
  expect(calendar('2024-02-10')).toEqual({ weekday: 5, ...plain })
  expect(calendar('1969-12-31')).toEqual({ weekday: 2, ...plain })
})
