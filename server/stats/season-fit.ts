import { anscombeResidual } from './anscombe-weights.ts'
import {
  factorPositiveDefinite,
  solveForwards,
  solvePositiveDefinite,
} from './positive-definite.ts'
import type { SeasonPlan } from './season-plan.ts'

/** A count whose Anscombe residual is above this counts less; Noufaily et al. (2013), 3.3. */
const THRESHOLD = 2.58
/** Fewer cases are no outbreak, however few are expected: else rare cases would all be outbreaks. */
const LEAST_OUTBREAK = 3
const MOST_STEPS = 40
/** After these, half steps: weights that jump to and fro come to rest. */
const WHOLE_STEPS = 15
/** No coefficient goes further in one step: from a flat start Newton's steps may be too long. */
const LONGEST_STEP = 2
/** Steps shorter than this are near enough for outbreaks to be told, and for the end. */
const NEAR = 0.1
const CLOSE = 1e-3

/** log(mean) of a point of the plan: of the history, then of the point before the judged one, then of that. */
export function logMeanAt({ terms, offsets, coefficients, size }: SeasonPlan, i: number): number {
  const at = i * size
  let sum = offsets[i]!
  for (let k = 0; k < size; k++) sum += coefficients[k]! * terms[at + k]!
  return sum
}

/**
 * How much a count above its mean is to count: 1, or less where it looks like an outbreak. The fourth
 * power: the larger an outbreak is, the less it adds even to the dispersion, which squares it.
 */
function weightOf(count: number, mean: number, dispersion: number): number {
  // A residual is about (count - mean) / sqrt(dispersion mean), and never far above it.
  const off = count - mean
  if (count < LEAST_OUTBREAK || off <= 0 || off * off < 4 * dispersion * mean) return 1
  const residual = anscombeResidual(count, mean, dispersion, 0)
  return residual > THRESHOLD ? (THRESHOLD / residual) ** 4 : 1
}

/**
 * Fills the equations of the next step where the fit is now.
 * @param dispersion that by which outbreaks are told; null: nothing is taken for one
 * @returns the dispersion there
 */
function equationsOf(plan: SeasonPlan, known: number, dispersion: number | null): number {
  const { counts, terms, size, information, sides } = plan
  information.fill(0)
  sides.fill(0)
  let chiSquare = 0
  let weights = 0
  let beyond = 0
  let squares = 0
  for (let i = 0, at = 0; i < counts.length; i++, at += size) {
    const count = counts[i]!
    if (Number.isNaN(count)) continue
    const mean = Math.exp(logMeanAt(plan, i))
    const weight = dispersion === null ? 1 : weightOf(count, mean, dispersion)
    const off = weight * (count - mean)
    const scaled = weight * mean
    weights += weight
    chiSquare += (off * (count - mean)) / mean
    beyond += off * (count - mean) - scaled
    squares += scaled * mean
    for (let k = 0, row = 0; k < size; k++, row += size) {
      const term = terms[at + k]!
      sides[k] = sides[k]! + off * term
      const product = scaled * term
      for (let l = 0; l <= k; l++)
        information[row + l] = information[row + l]! + product * terms[at + l]!
    }
  }
  plan.spread.growth = Math.max(0, beyond / squares)
  return Math.max(1, chiSquare / (weights * (1 - size / known)))
}

/** Takes a part of one step of Newton's; returns how long the whole is, NaN where there is none. */
function stepOf(plan: SeasonPlan, dispersion: number, most: number): number {
  const { size, coefficients, information, sides, penalties } = plan
  for (let k = 0; k < size; k++) {
    information[k * size + k]! += dispersion * penalties[k]!
    sides[k]! -= dispersion * penalties[k]! * coefficients[k]!
  }
  if (!factorPositiveDefinite(information, size)) return Number.NaN
  solvePositiveDefinite(information, size, sides)
  const longest = sides.reduce((max, change) => Math.max(max, Math.abs(change)), 0)
  const part = Math.min(most, LONGEST_STEP / longest)
  for (let k = 0; k < size; k++) coefficients[k]! += part * sides[k]!
  return longest
}

/** What the known part of the mean comes to where there are counts: their number, where nothing is known. */
function exposureOf({ counts, offsets }: SeasonPlan): number {
  let sum = 0
  for (let i = 0; i < counts.length; i++)
    if (!Number.isNaN(counts[i]!)) sum += Math.exp(offsets[i]!)
  return sum
}

/**
 * Fits log(mean) = level + trend + season to the history in `plan.counts`, for counts whose variance is
 * a multiple (the dispersion, at least 1) of their mean. Counts far above it, as past outbreaks are,
 * count less, and normal priors hold what few counts cannot tell.
 * @param known how many counts the history has, more than coefficients
 * @param sum of these counts, more than 0
 * @returns the dispersion; null where no fit is found
 * Source: Serfling (1963), Methods for current statistical analysis of excess pneumonia-influenza
 * deaths (the waves); Noufaily et al. (2013), 3.3 (the residuals); Huber (1981), Robust Statistics, 7
 * (weights that fall with the residual, taken anew in each step).
 */
export function fitSeason(plan: SeasonPlan, known: number, sum: number): number | null {
  plan.coefficients.fill(0)
  plan.coefficients[0] = Math.log(sum / exposureOf(plan))
  let dispersion = 1
  let tells = false
  let length = Number.POSITIVE_INFINITY
  for (let step = 0; step < MOST_STEPS && !(tells && length < CLOSE); step++) {
    tells ||= length < NEAR
    dispersion = equationsOf(plan, known, tells ? dispersion : null)
    length = stepOf(plan, dispersion, step < WHOLE_STEPS ? 1 : 0.5)
    if (Number.isNaN(length)) return null
  }
  return length < NEAR ? dispersion : null
}

/** The variance of log(mean) of a point, in units of the dispersion; `sides` is overwritten. */
export function logMeanVarianceAt(plan: SeasonPlan, i: number): number {
  const { information, sides, size, terms } = plan
  const at = i * size
  for (let k = 0; k < size; k++) sides[k] = terms[at + k]!
  solveForwards(information, size, sides)
  return sides.reduce((total, value) => total + value * value, 0)
}
