import type { CountSeries } from './farrington-plan.ts'

/** How the counts of a season are expected from those before. */
export interface SeasonOptions {
  /** Points in a season: 52 for weekly counts and a year. */
  period: number
  /** How many periods to go back at most. */
  periods: number
  /** How many points before the two that are judged are left out: an outbreak may have begun there. */
  guard: number
  /** Of how many waves, a cosine and a sine each, a season is made. */
  waves: number
  /** The standard deviations of the normal priors in log(mean). */
  priors: { wave: number; trendOfPeriod: number; covariate: number }
}

/** Weekly counts and the season of a year, of as many waves as Noufaily et al. (2013) simulate. */
export const WEEKLY_SEASON: SeasonOptions = {
  period: 52,
  periods: 10,
  guard: 8,
  waves: 2,
  priors: { wave: 1, trendOfPeriod: 0.5, covariate: 1 },
}

/** What else is known of the points of a series, by place. */
export interface KnownEffects {
  /** A part of log(mean) that is known: how much less a week of holidays brings. */
  offsets: ArrayLike<number>
  /** What may move log(mean), by an amount that each series tells itself; about 1 where it holds. */
  covariates: readonly ArrayLike<number>[]
}

const NOTHING_KNOWN: KnownEffects = { offsets: [], covariates: [] }

/** Below so many periods of history a season is not told from a trend, nor a trend from chance. */
const PERIODS_FOR_SEASON = 1.5
const PERIODS_FOR_TREND = 2
/** A dispersion is not taken from fewer points. */
export const LEAST_POINTS = 26

/**
 * All of judging a point that does not depend on the counts: it is made once and used for any number of
 * series. It holds the working arrays too, so that none is made per series; one series at a time.
 */
export interface SeasonPlan {
  /** The place of the judged point, from 0. */
  point: number
  /** The history: from the place `from` up to, but not including, `to`. */
  from: number
  to: number
  /** How many coefficients the model has: the level, the trend, the waves. */
  size: number
  /** The terms of each point of the history, of the point before the judged one, and of that one. */
  terms: Float64Array
  /** The known part of log(mean), of the same points. */
  offsets: Float64Array
  /** What the prior adds to the information on each coefficient. */
  penalties: Float64Array
  /** The history, NaN where there is a gap. */
  counts: Float64Array
  /** What the fit works with. */
  coefficients: Float64Array
  information: Float64Array
  sides: Float64Array
  /** What the last fit found. */
  spread: Spread
}

/** How far counts lie about their mean. */
interface Spread {
  /** Variance over mean, at least 1, where it is the same everywhere. */
  dispersion: number
  /** By how much a mean of 1 more adds to it, where it grows with the mean; at least 0. */
  growth: number
}

/** The terms of a model at a place: 1, periods since `middle`, and the waves. */
function termsAt(at: number, middle: number, period: number, trend: boolean, waves: number) {
  const angle = (2 * Math.PI * at) / period
  const terms = trend ? [1, (at - middle) / period] : [1]
  for (let wave = 1; wave <= waves; wave++)
    terms.push(Math.cos(wave * angle), Math.sin(wave * angle))
  return terms
}

/** @throws RangeError where an option is out of its bounds */
function check({ period, periods, guard, waves, priors }: SeasonOptions): void {
  if (!(period >= 2)) throw new RangeError(`a season has at least 2 points, not ${period}`)
  if (!(periods > 0)) throw new RangeError(`periods is more than 0, not ${periods}`)
  if (!Number.isInteger(guard) || guard < 0)
    throw new RangeError(`guard is a number of points, not ${guard}`)
  if (!Number.isInteger(waves) || waves < 0 || waves > period / 2)
    throw new RangeError(`waves is a number up to half the points of a season, not ${waves}`)
  for (const [name, deviation] of Object.entries(priors))
    if (!(deviation > 0)) throw new RangeError(`priors.${name} is more than 0, not ${deviation}`)
}

/**
 * Plans the judging of a point by those before it.
 * @param point its place in the series, from 0
 * @param known what is known of each place of the series beside its counts
 * @returns null where the history has fewer than 26 points
 * @throws RangeError where an option is out of its bounds
 */
export function planSeason(
  point: number,
  options: SeasonOptions,
  known: KnownEffects = NOTHING_KNOWN,
): SeasonPlan | null {
  check(options)
  const { period, periods, guard } = options
  const to = point - 1 - guard
  const from = Math.max(0, to - Math.round(periods * period))
  const length = to - from
  if (length < LEAST_POINTS) return null
  const trend = length >= PERIODS_FOR_TREND * period
  const waves = length >= PERIODS_FOR_SEASON * period ? options.waves : 0
  const { covariates } = known
  const size = (trend ? 2 : 1) + 2 * waves + covariates.length
  const places = [...Array.from({ length }, (_, i) => from + i), point - 1, point]
  const middle = (from + to - 1) / 2
  const { priors } = options
  const penalties = new Float64Array(size).fill(priors.wave ** -2)
  penalties[0] = 0
  if (trend) penalties[1] = priors.trendOfPeriod ** -2
  penalties.fill(priors.covariate ** -2, size - covariates.length)
  return {
    ...{ point, from, to, size, penalties },
    terms: Float64Array.from(
      places.flatMap((at) => [
        ...termsAt(at, middle, period, trend, waves),
        ...covariates.map((values) => values[at] ?? 0),
      ]),
    ),
    offsets: Float64Array.from(places, (at) => known.offsets[at] ?? 0),
    counts: new Float64Array(length),
    coefficients: new Float64Array(size),
    information: new Float64Array(size * size),
    sides: new Float64Array(size),
    spread: { dispersion: 1, growth: 0 },
  }
}

/** Takes the history of a series into `plan.counts`; returns how many counts it has, and their sum. */
export function gatherHistory(
  series: CountSeries,
  plan: SeasonPlan,
): { known: number; sum: number } {
  let known = 0
  let sum = 0
  for (let i = 0; i < plan.counts.length; i++) {
    const count = series[plan.from + i] ?? Number.NaN
    const isCount = count >= 0 && count < Infinity
    plan.counts[i] = isCount ? count : Number.NaN
    if (!isCount) continue
    known++
    sum += count
  }
  return { known, sum }
}
