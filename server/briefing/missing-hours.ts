import type { Answer } from '../../sql/model/answer.ts'
import { testCountChange } from '../stats/count-change.ts'
import { pearsonDispersion } from '../stats/pearson-dispersion.ts'

/** How unlikely an empty hour must be to be taken for missing: there are 24 of them a day. */
const SURE = 0.001

/** An hour of the day, 0 to 23, with what it had and what it usually has. */
export interface HourOfDay {
  hour: number
  observed: number
  usual: number
  /** It has nothing, and chance would hardly leave it empty. */
  missing: boolean
}

/**
 * The hours of a day beside the mean of the same hour over the days before.
 * @param hours complaints by calendar hour, of the day and of the days before
 * @param before the days before that have data
 */
export function judgeHours(hours: Answer, before: readonly string[], day: string): HourOfDay[] {
  const counts = new Map(hours.rows.map((row) => [String(row.period), Number(row.complaints)]))
  return Array.from({ length: 24 }, (_, hour) => {
    const countOf = (d: string) => counts.get(`${d}T${String(hour).padStart(2, '0')}:00`) ?? 0
    const earlier = before.map(countOf)
    const observed = countOf(day)
    if (earlier.length === 0) return { hour, observed, usual: 0, missing: false }
    const { expected, pValue } = testCountChange(
      observed,
      earlier,
      pearsonDispersion([earlier]) ?? 1,
    )
    return { hour, observed, usual: expected, missing: observed === 0 && pValue < SURE }
  })
}
