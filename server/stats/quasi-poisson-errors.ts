import type { GroupedCounts } from './grouped-counts.ts'
import type { LogLinearFit } from './quasi-poisson-fit.ts'

/** How many degrees of freedom a fit leaves; none where there are as many coefficients as counts. */
export const freedomOf = (data: GroupedCounts, hasTrend: boolean): number =>
  data.size - data.groups - (hasTrend ? 1 : 0)

/**
 * The dispersion of a fit: Pearson's chi-square over the degrees of freedom, with the weights of the
 * last step as R's summary.glm has them (made of the means before it).
 */
export function dispersionOf(
  data: GroupedCounts,
  weights: Float64Array,
  fit: LogLinearFit,
): number {
  const { counts, size } = data
  const { means, earlierMeans } = fit
  let chiSquare = 0
  for (let i = 0; i < size; i++) {
    const off = (counts[i]! - means[i]!) / means[i]!
    chiSquare += weights[i]! * earlierMeans[i]! * off * off
  }
  return chiSquare / freedomOf(data, fit.hasTrend)
}

/** The variance of log(mean) of a group at a time, in units of the dispersion. */
export function logMeanVariance(fit: LogLinearFit, group: number, time: number): number {
  const level = 1 / fit.weightSums[group]!
  if (!fit.hasTrend) return level
  const from = time - fit.centres[group]!
  return level + (from * from) / fit.slopeInformation
}

/** The leverage of count i, which is in `group`: how much of its own mean it makes; at most 1. */
export function leverageOf(
  data: GroupedCounts,
  weights: Float64Array,
  fit: LogLinearFit,
  i: number,
  group: number,
): number {
  const leverage = weights[i]! * fit.earlierMeans[i]! * logMeanVariance(fit, group, data.times[i]!)
  return leverage > 1 - 10 * Number.EPSILON ? 1 : leverage
}
