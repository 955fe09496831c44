import { countTails } from './count-distribution.ts'
import type { CountSeries } from './farrington-plan.ts'
import { fortnightPValue } from './fortnight-evidence.ts'
import { fitSeason, logMeanAt, logMeanVarianceAt } from './season-fit.ts'
import { gatherHistory, LEAST_POINTS, type SeasonPlan } from './season-plan.ts'

/** What is said of the count of a week. */
interface FortnightPoint {
  reason: null
  observed: number
  /** The mean that was to be expected. */
  expected: number
  /** Variance over mean of a count to come, the error of its mean included; at least 1. */
  dispersion: number
  /** How often chance alone would bring as many, or more, in this week. */
  weekPValue: number
  /** The same of this week and the one before together: an alarm where it is at most alpha. */
  pValue: number
}

/**
 * Why nothing is said: the count is missing, the history has fewer than 26 counts (`gaps`) or no case
 * (`all-zero`), or no model fits.
 */
interface FortnightRefusal {
  reason: 'missing' | 'gaps' | 'all-zero' | 'no-fit'
}

export type FortnightResult = FortnightPoint | FortnightRefusal

/** What the fitted model says of a count, at a point of the plan. */
function judgeCount(count: number, plan: SeasonPlan, i: number, dispersion: number) {
  const mean = Math.exp(logMeanAt(plan, i))
  const spread = dispersion * (1 + mean * logMeanVarianceAt(plan, i))
  if (!(mean > 0 && spread < Infinity)) return null
  const pValue = count === 0 ? 1 : countTails(count, { mean, dispersion: spread }).upper
  return { mean, spread, pValue }
}

/**
 * Judges the count of a week: is it, with that of the week before, more than chance brings? The counts
 * of the years before give a mean with trend and season, and a dispersion, neither of which past
 * outbreaks disturb much; a count to come is then negative binomial (Poisson where the dispersion is
 * 1); and the p-values of the two weeks are one. Only counts up to the judged one are used.
 * @param series counts of successive weeks; null (in a typed array NaN) is a gap
 * @param plan see `planSeason`
 * Source: the model see `fitSeason`; the prediction is that of Noufaily et al. (2013), 3.5, with the
 * error of the mean of Farrington et al. (1996), 3.6; the two weeks see `fortnightPValue`.
 */
export function judgeFortnight(series: CountSeries, plan: SeasonPlan): FortnightResult {
  const observed = series[plan.point] ?? Number.NaN
  if (!(observed >= 0 && observed < Infinity)) return { reason: 'missing' }
  const { known, sum } = gatherHistory(series, plan)
  if (known < LEAST_POINTS) return { reason: 'gaps' }
  if (sum === 0) return { reason: 'all-zero' }
  const dispersion = fitSeason(plan, known, sum)
  if (dispersion === null) return { reason: 'no-fit' }
  const earlier = series[plan.point - 1] ?? Number.NaN
  const last = plan.counts.length
  const now = judgeCount(observed, plan, last + 1, dispersion)
  if (now === null) return { reason: 'no-fit' }
  const before = earlier >= 0 ? judgeCount(earlier, plan, last, dispersion) : null
  return {
    reason: null,
    observed,
    expected: now.mean,
    dispersion: now.spread,
    weekPValue: now.pValue,
    pValue: fortnightPValue(now.pValue, before?.pValue ?? null),
  }
}
