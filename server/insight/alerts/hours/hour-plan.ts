import type { Calendar, DayKind } from '../../calendar.ts'
import { hourText } from '../../local-hours.ts'

export const WEEK = 168
/** What is expected is learnt from so many weeks. */
export const HISTORY_WEEKS = 13
/** They end before the longest window, so that a rise does not teach that it is usual. */
const APART = 6
/** As many hours are read of each series. */
export const HOURS_READ = HISTORY_WEEKS * WEEK + APART

/** Fewer weeks tell too little. */
const LEAST_WEEKS = 8
/** A week with less of what weeks have is a gap. */
const WHOLE = 0.25
/** The level is that of so many last weeks. */
const LEVEL_WEEKS = 4
const SUNDAY = 6
const WEDNESDAY = 2

/** What the hours of all series have in common. The last of them are judged, those before teach. */
export interface HourPlan {
  /** How many teach. */
  history: number
  /** Whether an hour teaches: 1, or 0 in a week that has hardly any data. */
  told: Uint8Array
  /** Of each hour: of which hour of the day, day of the week, and hour of the week it is. */
  hourOfDay: Uint8Array
  dayOfWeek: Uint8Array
  hourOfWeek: Uint8Array
  /** 1 in the last weeks, 0 in those before. */
  lately: Uint8Array
}

/** Why hours cannot be judged. `gaps`: too many of the weeks have no data. */
export type NoHours = 'empty' | 'short' | 'gaps'

/** A day that is free goes with Sundays, a weekend that is worked with the middle of the week. */
const dayTypeOf = ({ office, weekday }: DayKind): number =>
  office === 'usual' ? weekday : office === 'makeUp' ? WEDNESDAY : SUNDAY

/** Which weeks of the history tell: those that are whole; where the data begin, from the week after. */
function findWeeks(city: ArrayLike<number>, history: number): boolean[] {
  const sums = Array.from({ length: HISTORY_WEEKS }, (_, week) => {
    const end = history - (HISTORY_WEEKS - 1 - week) * WEEK
    let sum = 0
    for (let hour = end - WEEK; hour < end; hour++) sum += city[hour]!
    return sum
  })
  const some = sums.filter((sum) => sum > 0).sort((a, b) => a - b)
  const usual = some[Math.floor(some.length / 2)] ?? 0
  const first = sums.findIndex((sum) => sum > 0)
  return sums.map((sum, week) => sum > WHOLE * usual && (first === 0 || week > first))
}

/**
 * Gets ready to judge the last hours of a city.
 * @param city its counts by hour, HOURS_READ of them
 * @param from the first hour, as the number of a local hour
 */
export function planHours(
  city: ArrayLike<number>,
  from: number,
  calendar: Calendar,
): { plan: HourPlan; reason: null } | { plan: null; reason: NoHours } {
  if (city.length !== HOURS_READ)
    throw new RangeError(`${HOURS_READ} hours are judged, not ${city.length}`)
  const history = HOURS_READ - APART
  const weeks = findWeeks(city, history)
  const first = weeks.indexOf(true)
  if (first < 0) return { plan: null, reason: 'empty' }
  if (HISTORY_WEEKS - first < LEAST_WEEKS) return { plan: null, reason: 'short' }
  if (weeks.filter(Boolean).length < LEAST_WEEKS) return { plan: null, reason: 'gaps' }

  const plan: HourPlan = {
    history,
    told: new Uint8Array(HOURS_READ),
    hourOfDay: new Uint8Array(HOURS_READ),
    dayOfWeek: new Uint8Array(HOURS_READ),
    hourOfWeek: new Uint8Array(HOURS_READ),
    lately: new Uint8Array(HOURS_READ),
  }
  const types = new Map<string, number>()
  const typeOf = (day: string): number => {
    const type = types.get(day) ?? dayTypeOf(calendar(day))
    types.set(day, type)
    return type
  }
  for (let hour = 0; hour < HOURS_READ; hour++) {
    const text = hourText(from + hour)
    const type = typeOf(text.slice(0, 10))
    plan.told[hour] = hour < history && weeks[Math.floor(hour / WEEK)] ? 1 : 0
    plan.hourOfDay[hour] = Number(text.slice(11, 13))
    plan.dayOfWeek[hour] = type
    plan.hourOfWeek[hour] = 24 * type + plan.hourOfDay[hour]!
    plan.lately[hour] = hour >= history - LEVEL_WEEKS * WEEK ? 1 : 0
  }
  return { plan, reason: null }
}
