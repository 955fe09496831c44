import { weightByAnscombe } from './anscombe-weights.ts'
import type { FarringtonOptions } from './farrington-options.ts'
import type { GroupedCounts } from './grouped-counts.ts'
import { dispersionOf, freedomOf, logMeanVariance } from './quasi-poisson-errors.ts'
import { createLogLinearFit, fitLogLinear, type LogLinearFit } from './quasi-poisson-fit.ts'
import { studentUpperTail } from './student-t.ts'

/** The model of a history: a fit, and where outbreaks are to count less, a second one with weights. */
export interface FarringtonModel {
  hasTrend: boolean
  ones: Float64Array
  weights: Float64Array
  first: LogLinearFit
  refit: LogLinearFit
  /** The fit that counts: the second where there is one. */
  final: LogLinearFit
  /** The dispersions, as they came out; below 1 too. */
  firstDispersion: number
  dispersion: number
  /** That which the package takes for the errors: with the weights in place of those of the fit. */
  packageDispersion: number
  /** The dispersion, but at least 1. */
  phi: number
}

/** The working arrays of a model of so many counts, at most, and groups; `fitFarringtonModel` fills them. */
export function createFarringtonModel(capacity: number, groups: number): FarringtonModel {
  const first = createLogLinearFit(capacity, groups)
  return {
    hasTrend: false,
    ones: new Float64Array(capacity).fill(1),
    weights: new Float64Array(capacity).fill(1),
    first,
    refit: createLogLinearFit(capacity, groups),
    final: first,
    firstDispersion: 0,
    dispersion: 0,
    packageDispersion: 0,
    phi: 1,
  }
}

/** sum(weight * ((y - mu) / mu)^2) / freedom: summary.glm of a fit whose weights were overwritten. */
function overwrittenDispersion(data: GroupedCounts, { final, weights }: FarringtonModel): number {
  let sum = 0
  for (let i = 0; i < data.size; i++) {
    const off = (data.counts[i]! - final.means[i]!) / final.means[i]!
    sum += weights[i]! * off * off
  }
  return sum / freedomOf(data, final.hasTrend)
}

/**
 * Fits the model of a history, overwriting `model`; without its trend where it does not converge with.
 * @returns whether there is a model
 * Source: Farrington et al. (1996), 3.2-3.4; Noufaily et al. (2013), 3.
 */
export function fitFarringtonModel(
  data: GroupedCounts,
  { reweight, weightsThreshold }: FarringtonOptions,
  withTrend: boolean,
  model: FarringtonModel,
): boolean {
  const { first, refit, ones, weights } = model
  fitLogLinear(data, ones, withTrend, first)
  if (!first.converged && withTrend) fitLogLinear(data, ones, false, first)
  if (!first.converged) return false
  model.hasTrend = first.hasTrend
  model.firstDispersion = dispersionOf(data, ones, first)
  model.final = first
  model.dispersion = model.firstDispersion
  model.packageDispersion = model.dispersion
  if (reweight) {
    const residuals = { dispersion: Math.max(1, model.dispersion), threshold: weightsThreshold }
    weightByAnscombe(data, first, ones, residuals, weights)
    fitLogLinear(data, weights, first.hasTrend, refit)
    model.final = refit
    model.dispersion = dispersionOf(data, weights, refit)
    model.packageDispersion = overwrittenDispersion(data, model)
  }
  model.phi = Math.max(1, model.dispersion)
  return Number.isFinite(model.dispersion)
}

/** The dispersion that the errors of a model have. */
const errorDispersion = (
  { dispersion, packageDispersion }: FarringtonModel,
  kind: FarringtonOptions['standardError'],
): number => (kind === 'package' ? packageDispersion : dispersion)

/** The p-value of a model's trend. */
export function trendPValue(
  data: GroupedCounts,
  model: FarringtonModel,
  kind: FarringtonOptions['standardError'],
): number {
  const { slope, slopeInformation } = model.final
  const error = Math.sqrt(errorDispersion(model, kind) / slopeInformation)
  if (!(error > 0)) return slope === 0 ? 1 : 0
  return 2 * studentUpperTail(Math.abs(slope / error), freedomOf(data, true))
}

/** log(mean) of a group at a time, without the offset. */
export const logMeanOf = ({ final }: FarringtonModel, group: number, time: number): number =>
  final.levels[group]! + final.slope * time

/** The standard error of log(mean) of a group at a time. */
export const logMeanError = (
  model: FarringtonModel,
  group: number,
  time: number,
  kind: FarringtonOptions['standardError'],
): number => Math.sqrt(errorDispersion(model, kind) * logMeanVariance(model.final, group, time))
