import { monthOf, monthStart } from '../local-days.ts'
import type { BaselineId } from './document.ts'
import { fadingLevels, type KinChange } from './kin.ts'
import { steadyLevel } from './level.ts'
import type { Past } from './past.ts'
import { type DatedShape, shapeOn } from './shapes.ts'

/** What the methods say of one day or month. */
export interface Step {
  /** The first day, as a row of the plan, and the one after the last. */
  from: number
  to: number
  model: number
  /** What has come of it already. */
  come: number
  baselines: Partial<Record<BaselineId, number | null>>
}

/** Looks ahead from a day, of which it knows the days before alone; null: it cannot. */
export type LookAhead = (origin: number) => Step[] | null

export const DAYS_AHEAD = 14
export const MONTHS_AHEAD = 12
/** Days after which a day counts half for the level. */
const LEVEL_MEMORY = { days: 20, months: 40 }
const WEEKS = 4
/** A year that ends on the same weekday, in days. */
const SAME_WEEKDAY_YEAR = 364

/** The mean of the same weekday over the last four weeks that are known before the origin. */
function fourWeeks({ counts, begin }: Past, day: number, origin: number): number | null {
  const nearest = day - 7 * Math.ceil((day - origin + 1) / 7)
  let sum = 0
  let known = 0
  for (let week = 0; week < WEEKS; week++) {
    const at = nearest - 7 * week
    if (at < begin || Number.isNaN(counts[at])) continue
    sum += counts[at]!
    known++
  }
  return known === 0 ? null : sum / known
}

/** A count, or the sum of counts; null where one of them is not known. */
export function knownSum({ counts, begin }: Past, from: number, to: number): number | null {
  if (from < begin || to > counts.length) return null
  let sum = 0
  for (let day = from; day < to; day++) sum += counts[day]!
  return Number.isNaN(sum) ? null : sum
}

/** The next two weeks, day by day: level times shape. */
export const lookDaysAhead =
  (past: Past, shapes: readonly DatedShape[]): LookAhead =>
  (origin) => {
    const shape = shapeOn(shapes, origin)
    const level = shape && steadyLevel(past, shape, origin, LEVEL_MEMORY.days)
    if (!shape || level === null) return null
    return Array.from({ length: DAYS_AHEAD }, (_, i) => {
      const day = origin + i
      return {
        from: day,
        to: day + 1,
        model: level * shape[day]!,
        come: 0,
        baselines: {
          fourWeeks: fourWeeks(past, day, origin),
          lastYear: knownSum(past, day - SAME_WEEKDAY_YEAR, day - SAME_WEEKDAY_YEAR + 1),
        },
      }
    })
  }

/**
 * The month of the origin and the eleven after it: what has come of the first one, and the days to come.
 * What the series has of its own beside its kin fades on the way.
 * @param first the day of the plan's first row
 */
export const lookMonthsAhead =
  (
    past: Past,
    shapes: readonly DatedShape[],
    first: number,
    kinChange: KinChange = () => null,
  ): LookAhead =>
  (origin) => {
    const shape = shapeOn(shapes, origin)
    const level = shape && steadyLevel(past, shape, origin, LEVEL_MEMORY.months)
    if (!shape || level === null) return null
    const month = monthOf(first + origin)
    const levels = fadingLevels(past, shape, origin, level, kinChange(origin), MONTHS_AHEAD)
    return Array.from({ length: MONTHS_AHEAD }, (_, i) => {
      const from = monthStart(month + i) - first
      const to = monthStart(month + i + 1) - first
      let come = 0
      let toCome = 0
      for (let day = Math.max(0, from); day < to; day++) {
        const count = day < origin ? past.counts[day]! : Number.NaN
        if (Number.isNaN(count)) toCome += levels[i]! * shape[day]!
        else come += count
      }
      const yearBefore = monthStart(month + i - 12) - first
      const yearBeforeEnd = monthStart(month + i - 11) - first
      const lastYear = knownSum(past, yearBefore, yearBeforeEnd)
      return { from, to, model: come + toCome, come, baselines: { lastYear } }
    })
  }
