import { checkFinite } from './finite.ts'
import { normalTwoSided, normalUpperTail } from './normal-tail.ts'

/** Whether a series rises or falls, whatever the shape of its course. */
export interface MannKendall {
  /** How many values there are. */
  n: number
  /** How many pairs rise, less how many fall. */
  score: number
  /** Of the score, were there no trend; ties make it smaller. */
  variance: number
  /** The score over its standard deviation, moved by 1 towards 0; null where the variance is 0. */
  z: number | null
  /** Two-sided, by the normal distribution. */
  pValue: number | null
  /** One-sided: that chance alone brings such a rise, such a fall. */
  pRise: number | null
  pFall: number | null
  /** The same without the move by 1. */
  zUncorrected: number | null
  pUncorrected: number | null
  /** Kendall's D: the greatest score that a series with so many equal values can have. */
  greatest: number
  /** The score over the number of pairs (a), over D (b); null where that is 0. */
  tauA: number | null
  tauB: number | null
  /** Why there is no z; null where there is. */
  reason: string | null
}

type Conclusion = Omit<MannKendall, 'greatest' | 'tauA' | 'tauB'>

/** The number of pairs that rise less the number of those that fall. */
function scoreOf(values: readonly number[]): number {
  const series = Float64Array.from(values)
  let score = 0
  for (let i = 1; i < series.length; i++) {
    const value = series[i] ?? 0
    for (let j = 0; j < i; j++) score += Math.sign(value - (series[j] ?? 0))
  }
  return score
}

/** How often each value is there. */
function tiesOf(values: readonly number[]): number[] {
  const ties = new Map<number, number>()
  // A negative zero is the same key as a positive one.
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1)
  return [...ties.values()]
}

const spread = (n: number): number => n * (n - 1) * (2 * n + 5)

function conclude(n: number, score: number, variance: number): Conclusion {
  const counts = { n, score, variance }
  if (!(variance > 0)) {
    const none = { z: null, pValue: null, pRise: null, pFall: null }
    const reason = n < 2 ? 'too few values' : 'all values are equal'
    return { ...counts, ...none, zUncorrected: null, pUncorrected: null, reason }
  }
  const deviation = Math.sqrt(variance)
  const z = (Math.sign(score) * Math.max(0, Math.abs(score) - 1)) / deviation
  const zUncorrected = score / deviation
  return {
    ...counts,
    ...{ z, pValue: normalTwoSided(z), pRise: normalUpperTail(z), pFall: normalUpperTail(-z) },
    ...{ zUncorrected, pUncorrected: normalTwoSided(zUncorrected), reason: null },
  }
}

/**
 * The Mann-Kendall test of a series for a trend.
 * @param series values at successive times; null is a gap, and left out
 * @throws RangeError where a value is no finite number
 * Source: Mann (1945), Kendall (1975), Rank correlation methods: variance with ties, continuity
 * correction; as R's trend::mk.test.
 */
export function mannKendall(series: readonly (number | null)[]): MannKendall {
  checkFinite(series)
  const values = series.filter((value) => value !== null)
  const n = values.length
  const ties = tiesOf(values)
  const score = scoreOf(values)
  const variance = (spread(n) - ties.reduce((sum, t) => sum + spread(t), 0)) / 18
  const pairs = (n * (n - 1)) / 2
  const tied = ties.reduce((sum, t) => sum + (t * (t - 1)) / 2, 0)
  const greatest = Math.sqrt((pairs - tied) * pairs)
  return {
    ...conclude(n, score, variance),
    greatest,
    tauA: pairs === 0 ? null : score / pairs,
    tauB: greatest === 0 ? null : score / greatest,
  }
}

/** The test of a series with seasons, and of each of them. */
export interface SeasonalMannKendall extends Conclusion {
  seasons: MannKendall[]
}

/**
 * The Mann-Kendall test where only values of the same season are compared: score and variance are those
 * of the seasons, summed up.
 * @param period how many seasons there are, at least 2: value i is of season i mod period
 * Source: Hirsch, Slack and Smith (1982), Techniques of trend analysis for monthly water quality data.
 */
export function seasonalMannKendall(
  series: readonly (number | null)[],
  period: number,
): SeasonalMannKendall {
  if (!Number.isInteger(period) || period < 2) {
    throw new RangeError(`there are at least 2 seasons, not ${period}`)
  }
  const seasons = Array.from({ length: period }, (_, season) =>
    mannKendall(series.filter((_, i) => i % period === season)),
  )
  const total = (of: (season: MannKendall) => number) =>
    seasons.reduce((sum, season) => sum + of(season), 0)
  const [n, score, variance] = [total((s) => s.n), total((s) => s.score), total((s) => s.variance)]
  return { ...conclude(n, score, variance), seasons }
}
