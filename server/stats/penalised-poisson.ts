import { factorPositiveDefinite, solvePositiveDefinite } from './positive-definite.ts'
import { predictorAt, type SparseTerms } from './sparse-terms.ts'

/** A normal prior: that the sum of coefficient times weight is near a value. */
export interface Prior {
  weights: readonly (readonly [place: number, weight: number])[]
  /** What the sum is near; 0 unless named. */
  near?: number
  /** How near, as a standard deviation: more than 0. */
  deviation: number
}

export interface PenalisedFit {
  coefficients: Float64Array
  /** How many times more the counts vary than Poisson counts: at least 1. */
  dispersion: number
}

export interface PenalisedOptions {
  /** How much each row counts; 1 unless named. */
  weights?: ArrayLike<number>
  /** Rows are used up to, but not including, this one; else all. */
  to?: number
  /** Where to start; a fit to much the same counts spares most of the steps. */
  start?: PenalisedFit
}

const MOST_STEPS = 12
/** A step that changes no logarithm of a mean by more has come near enough for a forecast. */
const CLOSE = 1e-3
const LONGEST_STEP = 2
/** A count so many standard deviations off its mean is held for an outbreak, and counts less. */
const OUTLYING = 3

/** What priors say together: the information on each pair of coefficients, and the right side. */
export interface PriorSums {
  matrix: Float64Array
  side: Float64Array
}

/** @throws RangeError where a prior's deviation is not above 0 */
export function sumPriors(priors: readonly Prior[], size: number): PriorSums {
  const matrix = new Float64Array(size * size)
  const side = new Float64Array(size)
  for (const { weights, near = 0, deviation } of priors) {
    if (!(deviation > 0))
      throw new RangeError(`a prior's deviation is more than 0, not ${deviation}`)
    const precision = 1 / (deviation * deviation)
    for (const [a, weightA] of weights) {
      side[a]! += precision * weightA * near
      for (const [b, weightB] of weights) matrix[a * size + b]! += precision * weightA * weightB
    }
  }
  return { matrix, side }
}

/**
 * Fits log(mean) = the sum of coefficient times term to counts whose variance is a multiple (the
 * dispersion, at least 1) of their mean, with normal priors on sums of coefficients. The priors must tell
 * of every coefficient of which the counts do not. Counts far from their means count less.
 * @param counts a count each row; NaN is a gap
 * @param start the level to start from is the first `levels` coefficients'
 * @returns null where there is no count above 0, or no fit is found
 * @throws RangeError where a prior's deviation is not above 0
 * Source: McCullagh and Nelder (1989), Generalized Linear Models, 9.2 (quasi-likelihood); Eilers and Marx
 * (1996), Flexible smoothing with B-splines and penalties; Huber (1981), Robust Statistics, 7.
 */
export function fitPenalisedPoisson(
  counts: ArrayLike<number>,
  terms: SparseTerms,
  priors: PriorSums,
  levels: number,
  options: PenalisedOptions = {},
): PenalisedFit | null {
  const { size, starts, places, values } = terms
  const { weights, to = starts.length - 1, start } = options
  let known = 0
  let sum = 0
  for (let row = 0; row < to; row++) {
    const count = counts[row]!
    if (Number.isNaN(count)) continue
    known++
    sum += count
  }
  if (sum === 0) return null
  const coefficients = new Float64Array(size)
  if (start) coefficients.set(start.coefficients)
  else coefficients.fill(Math.log(sum / known), 0, levels)
  let dispersion = start?.dispersion ?? 1
  let robust = start !== undefined
  const information = new Float64Array(size * size)
  const side = new Float64Array(size)
  for (let step = 0; step < MOST_STEPS; step++) {
    information.fill(0)
    side.fill(0)
    let chiSquare = 0
    let total = 0
    for (let row = 0; row < to; row++) {
      const count = counts[row]!
      if (Number.isNaN(count)) continue
      const mean = Math.exp(Math.min(30, predictorAt(terms, row, coefficients)))
      const off = count - mean
      let weight = weights ? weights[row]! : 1
      const square = (off * off) / mean
      const limit = OUTLYING * OUTLYING * dispersion
      if (robust && square > limit) weight *= Math.sqrt(limit / square)
      chiSquare += weight * Math.min(square, robust ? limit : square)
      total += weight
      const scaled = weight * mean
      for (let i = starts[row]!; i < starts[row + 1]!; i++) {
        const a = places[i]!
        const term = values[i]!
        side[a]! += weight * off * term
        const product = scaled * term
        for (let j = starts[row]!; j <= i; j++)
          information[a * size + places[j]!]! += product * values[j]!
      }
    }
    dispersion = Math.max(1, chiSquare / total)
    const { matrix, side: prior } = priors
    for (let a = 0; a < size; a++) {
      let pull = prior[a]!
      for (let b = 0; b < size; b++) pull -= matrix[a * size + b]! * coefficients[b]!
      side[a]! += dispersion * pull
      for (let b = 0; b <= a; b++) information[a * size + b]! += dispersion * matrix[a * size + b]!
    }
    if (!factorPositiveDefinite(information, size)) return null
    solvePositiveDefinite(information, size, side)
    let longest = 0
    for (let a = 0; a < size; a++) longest = Math.max(longest, Math.abs(side[a]!))
    const part = Math.min(1, LONGEST_STEP / longest)
    for (let a = 0; a < size; a++) coefficients[a]! += part * side[a]!
    if (longest < CLOSE && robust) return { coefficients, dispersion }
    if (longest < 0.1) robust = true
  }
  return coefficients.every(Number.isFinite) ? { coefficients, dispersion } : null
}
