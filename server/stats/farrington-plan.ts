import { createFarringtonModel, type FarringtonModel } from './farrington-model.ts'
import { checkFarringtonOptions, type FarringtonOptions } from './farrington-options.ts'
import { referenceWindows } from './farrington-windows.ts'
import { addCount, createGroupedCounts, type GroupedCounts } from './grouped-counts.ts'
import { normalQuantile } from './normal-quantile.ts'
import { sumOf } from './sum.ts'

/** Counts in the order of time; null (in a typed array NaN) where there is none. */
export type CountSeries = ArrayLike<number | null>

/**
 * All of evaluating a point that does not depend on the counts: it is made once and used for any number
 * of series. It holds the working arrays too, so that none is made per series; one series at a time.
 */
export interface FarringtonPlan {
  options: FarringtonOptions
  /** The place of the evaluated point, from 0. */
  point: number
  /** What a standard normal number exceeds with probability alpha. */
  z: number
  /** The places of the reference points, group by group: group g ends before ends[g]. */
  points: Int32Array
  ends: Int32Array
  /** When they are, from `origin` on. */
  times: Float64Array
  origin: number
  now: number
  data: GroupedCounts
  /** Which group of the season (1 to noPeriods) each group of `data` is. */
  seasons: Int32Array
  model: FarringtonModel
}

/**
 * Plans the evaluation of a point.
 * @param point its place in the series, from 0
 * @param dates the date of each point, where the years are those of the calendar (see `referenceWindows`)
 * @returns null where the series does not go back far enough
 * @throws RangeError where an option is out of its bounds
 */
export function planFarrington(
  point: number,
  options: FarringtonOptions,
  dates?: readonly string[],
): FarringtonPlan | null {
  checkFarringtonOptions(options)
  const windows = referenceWindows(point, options, dates)
  if (windows === null || windows.points.length === 0) return null
  const { groups, points, times } = windows
  const { noPeriods } = options
  const order = [...points.keys()].sort((a, b) => groups[a]! - groups[b]! || a - b)
  const origin = sumOf(times) / times.length
  return {
    options,
    point,
    z: -normalQuantile(options.alpha),
    points: Int32Array.from(order, (i) => points[i]!),
    ends: Int32Array.from(
      { length: noPeriods },
      (_, g) => groups.filter((at) => at <= g + 1).length,
    ),
    times: Float64Array.from(order, (i) => times[i]! - origin),
    origin,
    now: windows.now - origin,
    data: createGroupedCounts(points.length, noPeriods),
    seasons: new Int32Array(noPeriods),
    model: createFarringtonModel(points.length, noPeriods),
  }
}

/** The logarithm of the population at a place; 0 where none is given, NaN where it is not known. */
export function logPopulationAt(population: CountSeries | null, at: number): number {
  if (population === null) return 0
  const people = population[at] ?? Number.NaN
  return people > 0 && people < Infinity ? Math.log(people) : Number.NaN
}

/** Takes the reference counts of a series into `plan.data`; gaps, and groups that are gaps, left out. */
export function gatherReference(
  series: CountSeries,
  plan: FarringtonPlan,
  population: CountSeries | null,
): void {
  const { data, ends, points, times, seasons } = plan
  data.size = 0
  data.groups = 0
  let at = 0
  for (let group = 0; group < ends.length; group++) {
    const from = data.size
    for (; at < ends[group]!; at++) {
      const count = series[points[at]!] ?? Number.NaN
      const logPopulation = logPopulationAt(population, points[at]!)
      if (count >= 0 && count < Infinity && !Number.isNaN(logPopulation))
        addCount(data, count, times[at]!, logPopulation)
    }
    if (data.size === from) continue
    seasons[data.groups] = group + 1
    data.starts[data.groups++] = from
    data.starts[data.groups] = data.size
  }
}
