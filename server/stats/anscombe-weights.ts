import type { GroupedCounts } from './grouped-counts.ts'
import { leverageOf } from './quasi-poisson-errors.ts'
import type { LogLinearFit } from './quasi-poisson-fit.ts'

/** The standardised Anscombe residual of a Poisson count; 0 where the count alone made its mean. */
export function anscombeResidual(
  count: number,
  mean: number,
  dispersion: number,
  leverage: number,
): number {
  if (leverage === 1) return 0
  const root = Math.cbrt(count)
  const off = 1.5 * ((root * root) / Math.cbrt(Math.sqrt(mean)) - Math.sqrt(mean))
  return off / Math.sqrt(dispersion * (1 - leverage))
}

/**
 * The weights of a refit in which earlier outbreaks count less: where a residual s is above the
 * threshold s^-2, else 1, scaled so that they sum to the number of counts.
 * @param dispersion of the fit, at least 1
 * @param weights is overwritten
 * Source: Farrington et al. (1996), 3.3 (threshold 1); Noufaily et al. (2013), 3.3 (2.58).
 */
export function weightByAnscombe(
  data: GroupedCounts,
  fit: LogLinearFit,
  ones: Float64Array,
  { dispersion, threshold }: { dispersion: number; threshold: number },
  weights: Float64Array,
): void {
  const { counts, starts, size } = data
  const { means } = fit
  let sum = 0
  for (let group = 0; group < data.groups; group++) {
    const end = starts[group + 1]!
    for (let i = starts[group]!; i < end; i++) {
      weights[i] = 1
      // Counts below their mean have residuals below 0: most need not be computed.
      if (counts[i]! > means[i]! || threshold < 0) {
        const leverage = leverageOf(data, ones, fit, i, group)
        const residual = anscombeResidual(counts[i]!, means[i]!, dispersion, leverage)
        if (residual > threshold) weights[i] = 1 / (residual * residual)
      }
      sum += weights[i]!
    }
  }
  const scale = size / sum
  for (let i = 0; i < size; i++) weights[i] = weights[i]! * scale
}
