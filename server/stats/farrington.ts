import { farringtonBound } from './farrington-bound.ts'
import { fitFarringtonModel, logMeanError, logMeanOf, trendPValue } from './farrington-model.ts'
import type { FarringtonOptions } from './farrington-options.ts'
import {
  type CountSeries,
  type FarringtonPlan,
  gatherReference,
  logPopulationAt,
  planFarrington,
} from './farrington-plan.ts'

/** What the method says of one count. */
export interface FarringtonPoint {
  reason: null
  observed: number
  /** The mean that was to be expected. */
  expected: number
  /** Chance alone exceeds it with probability alpha; null where it is without bound. */
  upper: number | null
  /** Above the upper bound, with a case at all, and `enoughCases`. */
  alarm: boolean
  /** How far the count is from the expected one, that of the upper bound being 1. */
  score: number | null
  /** How often chance alone would bring as many, or more. */
  pValue: number | null
  /** Variance over mean, at least 1. */
  phi: number
  /** The change of log(mean) per step; null: the model has no trend. */
  trend: number | null
  logMean: number
  /** Of logMean. */
  standardError: number
  /** Whether limit54 is reached; where it is not, R gives no bound and no expected count. */
  enoughCases: boolean
}

/**
 * Why there is no answer: the series does not go back far enough (`short`), the count is missing, or so
 * many of the reference points that the model has as many coefficients as counts (`gaps`), the
 * population is not known (`population`), there was no case before (`all-zero`), always the same number
 * (`constant`), or no model fits (`no-fit`).
 */
interface FarringtonRefusal {
  reason: 'short' | 'missing' | 'gaps' | 'population' | 'all-zero' | 'constant' | 'no-fit'
}

export type FarringtonResult = FarringtonPoint | FarringtonRefusal

/** Why the reference counts of a plan cannot be used; and the largest of them. */
function judgeReference({ data, seasons, options }: FarringtonPlan): {
  reason: FarringtonRefusal['reason'] | null
  largest: number
} {
  let least = Number.POSITIVE_INFINITY
  let largest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < data.size; i++) {
    least = Math.min(least, data.counts[i]!)
    largest = Math.max(largest, data.counts[i]!)
  }
  const coefficients = data.groups + (options.trend ? 1 : 0)
  const isSeasonKnown = data.groups > 0 && seasons[data.groups - 1] === options.noPeriods
  if (!isSeasonKnown || data.size <= coefficients) return { reason: 'gaps', largest }
  if (options.degenerate === 'fit' || least < largest) return { reason: null, largest }
  return { reason: largest === 0 ? 'all-zero' : 'constant', largest }
}

/** Whether the last points, the evaluated one among them, have the cases that limit54 asks for. */
function hasEnoughCases(series: CountSeries, { point, options }: FarringtonPlan): boolean {
  const [cases, points] = options.limit54
  let sum = 0
  for (let at = Math.max(0, point - points + 1); at <= point; at++) sum += series[at] ?? Number.NaN
  return sum >= cases
}

/** Whether the trend of the plan's model stays: it is there, is sure, and does not run away. */
function keepsTrend(plan: FarringtonPlan, offset: number, largest: number): boolean {
  const { data, model, options } = plan
  if (!model.hasTrend || options.b < 3) return false
  const logMean = logMeanOf(model, data.groups - 1, plan.now) + offset
  if (!(Math.exp(logMean) <= largest)) return false
  // Any p-value is below 1: it need not be computed.
  if (options.pThresholdTrend >= 1) return options.pThresholdTrend > 1 || model.final.slope !== 0
  return trendPValue(data, model, options.standardError) < options.pThresholdTrend
}

/**
 * Evaluates the count of a series at the plan's point against its reference points.
 * @param population of each point, for `populationOffset`
 * Source: Farrington et al. (1996), A statistical algorithm for the early detection of outbreaks of
 * infectious disease; Noufaily et al. (2013), An improved algorithm for outbreak detection in multiple
 * surveillance systems; Salmon et al. (2016), Monitoring count time series in R. Its numbers are those
 * of farringtonFlexible of R surveillance, but for `score` of nbPlugin and muan, where R takes the
 * logarithm of the expected count for the count.
 */
export function fitFarrington(
  series: CountSeries,
  plan: FarringtonPlan,
  population: CountSeries | null = null,
): FarringtonResult {
  const { data, model, options, point, now } = plan
  const people = options.populationOffset ? population : null
  const offset = logPopulationAt(people, point)
  const observed = series[point] ?? Number.NaN
  if (!(observed >= 0 && observed < Infinity)) return { reason: 'missing' }
  if (Number.isNaN(offset) || (options.populationOffset && !people)) return { reason: 'population' }
  gatherReference(series, plan, people)
  const { reason, largest } = judgeReference(plan)
  if (reason) return { reason }
  if (!fitFarringtonModel(data, options, options.trend, model)) return { reason: 'no-fit' }
  const hasTrend = keepsTrend(plan, offset, largest)
  if (model.hasTrend && !hasTrend && !fitFarringtonModel(data, options, false, model))
    return { reason: 'no-fit' }
  const group = data.groups - 1
  const logMean = logMeanOf(model, group, now) + offset
  const standardError = logMeanError(model, group, now, options.standardError)
  const { phi } = model
  const bound = farringtonBound(observed, { logMean, standardError, phi }, options, plan.z)
  const expected = Math.exp(logMean)
  const { upper } = bound
  const enoughCases = hasEnoughCases(series, plan)
  return {
    reason: null,
    observed,
    expected,
    upper,
    alarm: upper !== null && observed > upper && observed > 0 && enoughCases,
    score: upper !== null && upper > expected ? (observed - expected) / (upper - expected) : null,
    pValue: bound.pValue,
    phi,
    trend: hasTrend ? model.final.slope : null,
    logMean,
    standardError,
    enoughCases,
  }
}

/** Further data that come with a series. */
export interface FarringtonCompanions {
  /** The date of each point: the years are then those of the calendar. */
  dates?: readonly string[]
  /** Of each point, for `populationOffset`. */
  population?: CountSeries
}

/**
 * Evaluates points of one series; for many series at one point, see `planFarrington`.
 * @param range the places of the points, from 0
 */
export function farringtonFlexible(
  series: CountSeries,
  range: readonly number[],
  options: FarringtonOptions,
  { dates, population }: FarringtonCompanions = {},
): FarringtonResult[] {
  return range.map((point) => {
    const plan = planFarrington(point, options, dates)
    return plan ? fitFarrington(series, plan, population ?? null) : { reason: 'short' }
  })
}
