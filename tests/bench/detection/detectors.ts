import { type EarsOptions, ears } from '../../../server/stats/ears.ts'
import { fitFarrington } from '../../../server/stats/farrington.ts'
import {
  FARRINGTON_DEFAULTS,
  type FarringtonOptions,
} from '../../../server/stats/farrington-options.ts'
import { planFarrington } from '../../../server/stats/farrington-plan.ts'
import { judgeFortnight } from '../../../server/stats/fortnight-outbreak.ts'
import { planSeason, WEEKLY_SEASON } from '../../../server/stats/season-plan.ts'
import type { Alarms } from './reproduction.ts'
import type { Span } from './sets.ts'

const placesOf = ([from, to]: Span): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from - 1 + i)

const signOf = (alarm: boolean | null): string => (alarm === null ? 'N' : alarm ? '1' : '0')

/** Farrington's method; what is not given is as R's package has it. */
export function farringtonAlarms(span: Span, given: Partial<FarringtonOptions>): Alarms {
  const options: FarringtonOptions = {
    ...FARRINGTON_DEFAULTS,
    ...{ standardError: 'package', degenerate: 'fit' },
    ...given,
  }
  const plans = placesOf(span).map((point) => planFarrington(point, options))
  return (counts) =>
    plans
      .map((plan) => {
        const result = plan && fitFarrington(counts, plan)
        return signOf(result?.reason === null ? result.alarm : null)
      })
      .join('')
}

/** EARS as R's earsC has it. */
export function earsAlarms(span: Span, options: EarsOptions): Alarms {
  return (counts) => {
    const days = ears(counts, { ...options, form: 'surveillance' })
    return placesOf(span)
      .map((at) => signOf(days[at]?.alarm ?? null))
      .join('')
  }
}

/** The p-values of our own detector for weekly counts; null where it says nothing. */
export function fortnightPValues(span: Span): (counts: readonly number[]) => (number | null)[] {
  const plans = placesOf(span).map((point) => planSeason(point, WEEKLY_SEASON))
  return (counts) =>
    plans.map((plan) => {
      const result = plan && judgeFortnight(counts, plan)
      return result?.reason === null ? result.pValue : null
    })
}

/** Sums of seven days, the first of them after so many days that are left out. */
export function weeklySums(daily: readonly number[], skip = 0): number[] {
  return Array.from({ length: Math.floor((daily.length - skip) / 7) }, (_, week) =>
    daily.slice(skip + 7 * week, skip + 7 * week + 7).reduce((sum, count) => sum + count, 0),
  )
}

/**
 * The same for daily counts: every day the seven days up to it are the week that is judged, and the
 * weeks before end on its day of the week.
 */
export function slidingPValues(span: Span): (daily: readonly number[]) => (number | null)[] {
  const judges = placesOf(span).map((at) => {
    const week = Math.floor((at + 1) / 7)
    return { skip: (at + 1) % 7, judge: fortnightPValues([week, week]) }
  })
  return (daily) => {
    const sums = Array.from({ length: 7 }, (_, skip) => weeklySums(daily, skip))
    return judges.map(({ skip, judge }) => judge(sums[skip] ?? [])[0] ?? null)
  }
}
