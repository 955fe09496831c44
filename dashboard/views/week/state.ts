import type { Answer } from '../../../sql/model/answer.ts'
import type { MeasureId } from '../../../sql/model/measures.ts'
import type { Question } from '../../../sql/model/question.ts'
import { addDays, countDays } from '../../state/days.ts'
import { FORMATS } from '../../state/model.ts'
import type { Range } from '../../state/period.ts'
import type { View } from '../../state/view.ts'
import { readCell } from '../cell.ts'

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
export const HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour)

const LONGEST_DAYS = 91
const SHORTEST_DAYS = 7

/** What hours of the week have in common, as sums that add up. */
export interface WeekCell {
  key: string
  /** 1 (Monday) to 7; null: all of them. */
  weekday: number | null
  hour: number | null
  /** Of a count: complaints. Of a rate: its numerator. */
  sum: number
  /** Of a rate: its denominator. */
  n: number
  /** How many hours of the calendar it stands for. */
  hours: number
  /** The mean of an hour, or the rate; null where nothing is known. */
  value: number | null
}

export interface WeekSeries {
  measure: MeasureId
  cells: WeekCell[]
  weekdays: WeekCell[]
  hours: WeekCell[]
  /** Has every hour had its time to settle? */
  mature: boolean
}

export interface WeekQuestion {
  question: Question
  /** The page's period is longer than what is shown, or shorter. */
  cut: 'longer' | 'shorter' | null
  /** The page's measure has no parts that add up by hours: complaints are shown. */
  instead: boolean
}

/** Can the values of hours be put together? Medians, scores and what is open at a time cannot. */
const addsUp = (measure: MeasureId): boolean =>
  measure !== 'backlog' && (FORMATS[measure] === 'count' || FORMATS[measure] === 'rate')

/** What the view asks: hour by hour, at most the last 13 weeks of the range and at least one. */
export function weekQuestion(
  { city, measure, where }: Pick<View, 'city' | 'measure' | 'where'>,
  { from, to }: Range,
): WeekQuestion {
  const days = countDays(from, to)
  const shown = Math.max(SHORTEST_DAYS, Math.min(LONGEST_DAYS, days))
  const asked = addsUp(measure) ? measure : 'complaints'
  return {
    question: { city, measures: [asked], grain: 'hour', from: addDays(to, -shown), to, where },
    cut: days > shown ? 'longer' : days < shown ? 'shorter' : null,
    instead: asked !== measure,
  }
}

const weekdayOf = (day: string): number => new Date(day).getUTCDay() || 7

const blank = (key: string, weekday: number | null, hour: number | null): WeekCell => ({
  key,
  weekday,
  hour,
  sum: 0,
  n: 0,
  hours: 0,
  value: null,
})

function add(cell: WeekCell, sum: number, n: number): void {
  cell.sum += sum
  cell.n += n
  cell.hours += 1
}

/**
 * The hours of the week, through sums: counts add up, and rates through their numerators. Only hours
 * that the data tell whole are in it. Hours that a wall clock skips in spring count as hours without
 * complaints.
 */
export function readWeek(answer: Answer, question: Question): WeekSeries {
  const measure = question.measures[0] as MeasureId
  const isRate = FORMATS[measure] === 'rate'
  const rows = new Map(answer.rows.map((row) => [String(row.period), row]))
  const cells = WEEKDAYS.flatMap((weekday) =>
    HOURS.map((hour) => blank(`${weekday} ${hour}`, weekday, hour)),
  )
  const weekdays = WEEKDAYS.map((weekday) => blank(`${weekday} all`, weekday, null))
  const hours = HOURS.map((hour) => blank(`all ${hour}`, null, hour))
  const through = answer.through?.slice(0, 19) ?? ''
  let mature = true
  for (let day = question.from; day < question.to; day = addDays(day, 1)) {
    const weekday = weekdayOf(day)
    for (const hour of HOURS) {
      const clock = `${day}T${String(hour).padStart(2, '0')}`
      if (`${clock}:59:59` > through) continue
      const cell = readCell(rows.get(`${clock}:00`), measure)
      if (!isRate && cell.value === null) continue
      mature = mature && cell.mature
      const n = cell.n ?? 0
      const sum = isRate ? Math.round((cell.value ?? 0) * n) : (cell.value ?? 0)
      for (const one of [cells[(weekday - 1) * 24 + hour], weekdays[weekday - 1], hours[hour]]) {
        if (one) add(one, sum, n)
      }
    }
  }
  const told = (cell: WeekCell): WeekCell => ({ ...cell, value: meanOf(cell, isRate) })
  return {
    measure,
    cells: cells.map(told),
    weekdays: weekdays.map(told),
    hours: hours.map(told),
    mature,
  }
}

function meanOf({ sum, n, hours }: WeekCell, isRate: boolean): number | null {
  const parts = isRate ? n : hours
  return parts === 0 ? null : sum / parts
}

/** The cell with the highest value. */
export function peakOf({ cells }: WeekSeries): WeekCell | null {
  return cells.reduce<WeekCell | null>((best, cell) => {
    if (cell.value === null) return best
    return best?.value != null && best.value >= cell.value ? best : cell
  }, null)
}
