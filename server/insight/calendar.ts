import chineseDays from 'chinese-days'
import { dayNumber, dayText } from './local-days.ts'

/** What kind of day it is, as far as it moves the number of complaints. */
export interface DayKind {
  /** From 0, Monday. */
  weekday: number
  office: 'usual' | 'holiday' | 'springFestival' | 'makeUp'
  /** The name of the holiday that it is a day of; null on other days. */
  holiday: string | null
  /** Days since the nearest Chinese New Year, negative before it; null where it is not kept. */
  sinceNewYear: number | null
}

/** What kind of day a local day is, YYYY-MM-DD. */
export type Calendar = (day: string) => DayKind

const weekdayOf = (number: number): number => (((number + 3) % 7) + 7) % 7

/** A calendar of weekdays alone. */
export const weekdayCalendar: Calendar = (day) => ({
  weekday: weekdayOf(dayNumber(day)),
  office: 'usual',
  holiday: null,
  sinceNewYear: null,
})

/** From the eve of New Year to its sixth day, with the days that are moved to the eve's side. */
const FESTIVAL = { from: -2, to: 7 }

/** The days that are free by custom where no calendar has been published: what usually is. */
function expectedHoliday(day: string, sinceNewYear: number): string | null {
  const monthDay = day.slice(5)
  const year = Number(day.slice(0, 4))
  if (sinceNewYear >= -1 && sinceNewYear <= 6) return 'Spring Festival'
  if (monthDay === '01-01') return "New Year's Day"
  if (monthDay >= '05-01' && monthDay <= '05-05') return 'Labour Day'
  if (monthDay >= '10-01' && monthDay <= '10-07') return 'National Day'
  if (day === chineseDays.getSolarTermDate(year, 4, 'pure_brightness')) return 'Tomb-sweeping Day'
  const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(day)
  if (!isLeap && lunarMon === 5 && lunarDay === 5) return 'Dragon Boat Festival'
  if (!isLeap && lunarMon === 8 && lunarDay === 15) return 'Mid-autumn Festival'
  return null
}

/**
 * China's calendar: public holidays, the workdays that make up for them, and the days about the Chinese
 * New Year. Each year's is published in the autumn before; for years beyond, the holidays are those that
 * custom lets expect, without workdays that make up for them.
 */
function createChineseCalendar(): Calendar {
  const newYears = new Map<number, number>()
  const newYearOf = (year: number): number => {
    const known = newYears.get(year)
    if (known !== undefined) return known
    for (let day = dayNumber(`${year}-01-20`); ; day++) {
      const { lunarMon, lunarDay } = chineseDays.getLunarDate(dayText(day))
      if (lunarMon !== 1 || lunarDay !== 1) continue
      newYears.set(year, day)
      return day
    }
  }
  const published = new Map<number, boolean>()
  /** The published calendar of a year names its first of May; another lets it be a weekday. */
  const isPublished = (year: number): boolean => {
    const known = published.get(year)
    if (known !== undefined) return known
    const names = chineseDays.getDayDetail(`${year}-05-01`).name.includes(',')
    published.set(year, names)
    return names
  }
  const kinds = new Map<string, DayKind>()
  const look = (day: string): DayKind => {
    const number = dayNumber(day)
    const year = Number(day.slice(0, 4))
    const weekday = weekdayOf(number)
    const sinceNewYear = number - newYearOf(year)
    const of = (office: DayKind['office'], holiday: string | null): DayKind => ({
      weekday,
      office,
      holiday,
      sinceNewYear,
    })
    if (!isPublished(year)) {
      const holiday = expectedHoliday(day, sinceNewYear)
      if (holiday === null) return of('usual', null)
      return of(holiday === 'Spring Festival' ? 'springFestival' : 'holiday', holiday)
    }
    const { work, name } = chineseDays.getDayDetail(day)
    const [holiday = '', ...named] = name.split(',')
    if (named.length === 0) return of('usual', null)
    if (work) return of('makeUp', null)
    const festive =
      holiday === 'Spring Festival' && sinceNewYear >= FESTIVAL.from && sinceNewYear <= FESTIVAL.to
    return of(festive ? 'springFestival' : 'holiday', holiday)
  }
  return (day) => {
    const known = kinds.get(day)
    if (known) return known
    const kind = look(day)
    kinds.set(day, kind)
    return kind
  }
}

/** Cities that live by China's calendar are told by their clock. */
const CHINESE_ZONES = ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin', 'PRC']

/** The calendar by which a city lives: China's, or weekdays alone where none is known. */
export const calendarOf = (city: { timeZone: string }): Calendar =>
  CHINESE_ZONES.includes(city.timeZone) ? createChineseCalendar() : weekdayCalendar
