import { checkFinite } from './finite.ts'
import { mannKendall } from './mann-kendall.ts'
import { normalReach } from './normal-quantile.ts'

/** A line through a series that outliers do not move. */
export interface SenSlope {
  /** The median of the slopes between any two values, per step. */
  slope: number | null
  /** Of the line at step 0: the values' median less the slope times the median of their times. */
  intercept: number | null
  /** The ends of the slope's interval; null where there are too few values to have such an end. */
  low: number | null
  high: number | null
  /** Why there is no slope; null where there is. */
  reason: string | null
}

function medianOf(sorted: ArrayLike<number>): number | null {
  const middle = sorted.length / 2
  const below = sorted[Math.ceil(middle) - 1]
  const above = sorted[Math.floor(middle)]
  return below === undefined || above === undefined ? null : (below + above) / 2
}

/** To the nearest whole number, a half to the even one. */
function roundToEven(x: number): number {
  const rounded = Math.round(x)
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded
}

/**
 * The slopes between any two values of a series (null is a gap), ascending.
 * @throws RangeError where a value is no finite number
 */
export function pairSlopes(series: readonly (number | null)[]): Float64Array {
  checkFinite(series)
  const points = series.flatMap((value, time) => (value === null ? [] : [{ value, time }]))
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2)
  let at = 0
  points.forEach((from, i) => {
    for (const to of points.slice(i + 1)) {
      slopes[at] = (to.value - from.value) / (to.time - from.time)
      at++
    }
  })
  return slopes.sort()
}

/**
 * Sen's slope of a series, with the interval that goes with the Mann-Kendall test.
 * @param series values at steps 0, 1, 2, ...; null is a gap
 * @param level of the interval, 0.95 unless named
 * @throws RangeError where a value is no finite number
 * Source: Sen (1968), Estimates of the regression coefficient based on Kendall's tau; the intercept by
 * Conover (1980); the ranks of the interval's ends by Gilbert (1987), as R's trend::sens.slope.
 */
export function senSlope(series: readonly (number | null)[], level = 0.95): SenSlope {
  const slopes = pairSlopes(series)
  const slope = medianOf(slopes)
  const values = series.filter((value) => value !== null).sort((a, b) => a - b)
  const times = series.flatMap((value, time) => (value === null ? [] : [time]))
  const [middle, time] = [medianOf(values), medianOf(times)]
  if (slope === null || middle === null || time === null) {
    return { slope: null, intercept: null, low: null, high: null, reason: 'too few values' }
  }
  const reach = normalReach(level) * Math.sqrt(mannKendall(series).variance)
  return {
    slope,
    intercept: middle - slope * time,
    low: slopes[roundToEven((slopes.length - reach) / 2) - 1] ?? null,
    high: slopes[roundToEven((slopes.length + reach) / 2 + 1) - 1] ?? null,
    reason: null,
  }
}

/**
 * The slope per cycle where only values of the same season are compared: the median over all seasons.
 * @returns null where no season has two values
 * Source: Hirsch, Slack and Smith (1982), Techniques of trend analysis for monthly water quality data.
 */
export function seasonalSenSlope(
  series: readonly (number | null)[],
  period: number,
): number | null {
  const slopes = Array.from({ length: period }, (_, season) =>
    pairSlopes(series.filter((_, i) => i % period === season)),
  )
  return medianOf(Float64Array.from(slopes.flatMap((of) => [...of])).sort())
}
