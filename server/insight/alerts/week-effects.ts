import { fitSeason } from '../../stats/season-fit.ts'
import { gatherHistory, planSeason, type SeasonOptions } from '../../stats/season-plan.ts'
import type { Calendar, DayKind } from '../calendar.ts'
import { shiftDay } from '../local-days.ts'

/** How much of each kind of day the weeks of a series have; all arrays are by week. */
export interface WeekDays {
  /** Weekdays that are free, those of the Spring Festival, and weekends that are worked. */
  office: readonly Float64Array[]
  /** The part of the week that lies in the fortnight before the Chinese New Year, and in that after it. */
  festival: readonly Float64Array[]
}

const FORTNIGHT = 15

const OFFICE: readonly ((day: DayKind) => boolean)[] = [
  ({ office, weekday }) => office === 'holiday' && weekday < 5,
  ({ office, weekday }) => office === 'springFestival' && weekday < 5,
  ({ office }) => office === 'makeUp',
]
const FESTIVAL: readonly ((day: DayKind) => boolean)[] = [
  ({ sinceNewYear: at }) => at !== null && at >= -FORTNIGHT && at < 0,
  ({ sinceNewYear: at }) => at !== null && at >= 0 && at <= FORTNIGHT,
]

/**
 * What days the weeks from a Monday on have.
 * @param from YYYY-MM-DD
 */
export function countWeekDays(from: string, weeks: number, calendar: Calendar): WeekDays {
  const days = Array.from({ length: 7 * weeks }, (_, i) => calendar(shiftDay(from, i)))
  const shareOf = (is: (day: DayKind) => boolean) => {
    const share = new Float64Array(weeks)
    days.forEach((day, i) => {
      if (is(day)) share[Math.floor(i / 7)]! += 1 / 7
    })
    return share
  }
  return { office: OFFICE.map(shareOf), festival: FESTIVAL.map(shareOf) }
}

/**
 * How much holidays and worked weekends move log(mean) of a category's weeks, as its own past before a
 * week tells: a part for each week of the series. Nothing where the past is too short.
 * @param counts by week, of the whole city
 * @param point the week that is judged
 */
export function learnOffice(
  counts: ArrayLike<number>,
  point: number,
  { office, festival }: WeekDays,
  options: SeasonOptions,
): Float64Array {
  const offsets = new Float64Array(counts.length)
  const plan = planSeason(point, options, { offsets: [], covariates: [...office, ...festival] })
  if (plan === null) return offsets
  const { known, sum } = gatherHistory(counts, plan)
  if (sum === 0 || fitSeason(plan, known, sum) === null) return offsets
  const first = plan.size - office.length - festival.length
  for (const [i, share] of office.entries()) {
    const effect = plan.coefficients[first + i]!
    for (let week = 0; week < offsets.length; week++) offsets[week]! += effect * share[week]!
  }
  return offsets
}
