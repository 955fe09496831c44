import chineseDays from 'chinese-days'
import { unitOf } from './random.ts'

const DAY_MS = 86_400_000
export const DAY = 86_400

/** Local days count from 1970-01-01. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

export interface CalendarDay {
  year: number
  /** From 1. */
  month: number
  date: number
  /** Time in years, for example 2020.5. */
  time: number
  /** From 0, Monday. */
  weekday: number
  office: 'usual' | 'holiday' | 'springFestival' | 'makeUp'
  /** Days since the nearest Chinese New Year, negative before it. */
  sinceNewYear: number
}

const newYears = new Map<number, number>()

/** The day of the Chinese New Year of a year. */
function newYearOf(year: number): number {
  const known = newYears.get(year)
  if (known !== undefined) return known
  for (let day = dayNumber(`${year}-01-20`); ; day++) {
    const { lunarMon, lunarDay } = chineseDays.getLunarDate(dayText(day))
    if (lunarMon === 1 && lunarDay === 1) {
      newYears.set(year, day)
      return day
    }
  }
}

/** What kind of day it is in China. Beyond the published calendars, weekends alone are free. */
export function lookUp(day: number): CalendarDay {
  const text = dayText(day)
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number)
  const weekday = (day + 3) % 7
  const begin = dayNumber(`${year}-01-01`)
  const sinceNewYear = day - newYearOf(year)
  const { work } = chineseDays.getDayDetail(text)
  const festival = !work && sinceNewYear >= -2 && sinceNewYear <= 6
  const free = !work && (weekday < 5 || chineseDays.isHoliday(text))
  const named = chineseDays.getDayDetail(text).name.includes(',')
  const office =
    work && weekday >= 5
      ? 'makeUp'
      : festival
        ? 'springFestival'
        : free && named
          ? 'holiday'
          : 'usual'
  const time = year + (day - begin) / (dayNumber(`${year + 1}-01-01`) - begin)
  return { year, month, date, time, weekday, office, sinceNewYear }
}

export const SEASONS = [
  'heating',
  'flood',
  'summer',
  'winter',
  'spring',
  'school',
  'spring-festival',
] as const
export type Season = (typeof SEASONS)[number]

/** Whether it rains hard on a day of the flood season: about a day in four. */
const rains = (seed: number, day: number) => unitOf(seed ^ Math.imul(day, 0x2c1b3c6d)) < 0.26

/** How many calls a seasonal matter makes on a day, relative to itself. Assumed. */
export function seasonOf(season: Season, day: number, at: CalendarDay, seed: number): number {
  const monthDay = at.month * 100 + at.date
  switch (season) {
    case 'heating':
      // Beijing heats from 15 November to 15 March; the cold radiators show in the first two weeks.
      if (monthDay >= 1115 && monthDay <= 1130) return 3.4
      if (monthDay >= 1201 || monthDay <= 315) return 1.6
      if (monthDay >= 1025) return 0.7
      return 0.08
    case 'flood':
      if (at.month < 6 || at.month > 9) return 0.25
      return rains(seed, day) ? 4.5 : 1.1
    case 'summer':
      return [6, 7, 8].includes(at.month) ? 2.2 : [5, 9].includes(at.month) ? 1.2 : 0.45
    case 'winter':
      return [12, 1, 2].includes(at.month) ? 2.2 : [11, 3].includes(at.month) ? 1.2 : 0.45
    case 'spring':
      return [3, 4, 5].includes(at.month) ? 2.3 : 0.55
    case 'school':
      if (monthDay >= 815 && monthDay <= 920) return 2.4
      if (monthDay >= 215 && monthDay <= 310) return 1.5
      if (at.month === 5 || at.month === 6) return 1.6
      return at.month === 7 || at.month === 1 ? 0.5 : 0.85
    case 'spring-festival':
      return at.sinceNewYear >= -14 && at.sinceNewYear <= 15 ? 5 : 0.6
  }
}
