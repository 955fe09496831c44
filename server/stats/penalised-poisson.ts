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
  /** How many of the first coefficients start at the logarithm of the mean count; else none. */
  levels?: number
  /** Where to start instead: a fit to much the same counts spares most of the steps. */
  start?: PenalisedFit
}

const MOST_STEPS = 12
/** A step that changes no coefficient by more has come near enough for a forecast. */
const CLOSE = 1e-3
/** From here on the dispersion can tell what is wild. */
const NEAR = 0.1
const LONGEST_STEP = 2
/** A count so many standard deviations off its mean is held for an outbreak, and counts less. */
const WILD = 3
/** No mean has a greater logarithm: its square must stay a number. */
const LARGEST_LOG = 30

interface Equations {
  information: Float64Array
  side: Float64Array
}

/**
 * Fills the equations of the next step where the fit is now, without the priors.
 * @param limit the square of a residual from which on a count is wild
 * @returns the dispersion there
 */
function gather(
  counts: ArrayLike<number>,
  terms: SparseTerms,
  coefficients: Float64Array,
  { information, side }: Equations,
  { weights, to = terms.starts.length - 1 }: PenalisedOptions,
  limit: number,
): number {
  const { size, starts, places, values } = terms
  information.fill(0)
  side.fill(0)
  let chiSquare = 0
  let total = 0
  for (let row = 0; row < to; row++) {
    const count = counts[row]!
    if (Number.isNaN(count)) continue
    const mean = Math.exp(Math.min(LARGEST_LOG, predictorAt(terms, row, coefficients)))
    const off = count - mean
    const square = (off * off) / mean
    const trust = square > limit ? Math.sqrt(limit / square) : 1
    const weight = trust * (weights?.[row] ?? 1)
    chiSquare += weight * Math.min(square, limit)
    total += weight
    const scaled = weight * mean
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      const place = places[i]!
      side[place]! += weight * off * values[i]!
      const product = scaled * values[i]!
      for (let j = starts[row]!; j <= i; j++)
        information[place * size + places[j]!]! += product * values[j]!
    }
  }
  return Math.max(1, chiSquare / total)
}

/** Adds the priors to the equations and takes a step; returns how long it is, null where there is none. */
function step(
  coefficients: Float64Array,
  { information, side }: Equations,
  priors: PriorSums,
  dispersion: number,
): number | null {
  const size = coefficients.length
  for (let a = 0; a < size; a++) {
    let pull = priors.side[a]!
    for (let b = 0; b < size; b++) pull -= priors.matrix[a * size + b]! * coefficients[b]!
    side[a]! += dispersion * pull
    for (let b = 0; b <= a; b++)
      information[a * size + b]! += dispersion * priors.matrix[a * size + b]!
  }
  if (!factorPositiveDefinite(information, size)) return null
  solvePositiveDefinite(information, size, side)
  let longest = 0
  for (const change of side) longest = Math.max(longest, Math.abs(change))
  const part = Math.min(1, LONGEST_STEP / longest)
  for (let a = 0; a < size; a++) coefficients[a]! += part * side[a]!
  return longest
}

/**
 * Fits log(mean) = the sum of coefficient times term to counts whose variance is a multiple (the
 * dispersion, at least 1) of their mean, with normal priors on sums of coefficients. The priors must tell
 * of every coefficient of which the counts do not. Counts far from their means count less.
 * @param counts a count each row; NaN is a gap
 * @returns null where there is no count above 0, or no fit is found
 * Source: McCullagh and Nelder (1989), Generalized Linear Models, 9.2 (quasi-likelihood); Eilers and Marx
 * (1996), Flexible smoothing with B-splines and penalties; Huber (1981), Robust Statistics, 7.
 */
export function fitPenalisedPoisson(
  counts: ArrayLike<number>,
  terms: SparseTerms,
  priors: PriorSums,
  options: PenalisedOptions = {},
): PenalisedFit | null {
  const { size } = terms
  const { to = terms.starts.length - 1, levels = 0, start } = options
  let known = 0
  let sum = 0
  for (let row = 0; row < to; row++) {
    const count = counts[row]!
    if (Number.isNaN(count)) continue
    known++
    sum += count
  }
  if (!(sum > 0)) return null
  const coefficients = new Float64Array(size)
  if (start) coefficients.set(start.coefficients)
  else coefficients.fill(Math.log(sum / known), 0, levels)
  const equations = {
    information: new Float64Array(size * size),
    side: new Float64Array(size),
  }
  let dispersion = start?.dispersion ?? 1
  let tells = start !== undefined
  for (let i = 0; i < MOST_STEPS; i++) {
    const limit = tells ? WILD * WILD * dispersion : Number.POSITIVE_INFINITY
    dispersion = gather(counts, terms, coefficients, equations, options, limit)
    const length = step(coefficients, equations, priors, dispersion)
    if (length === null) return null
    if (tells && length < CLOSE) break
    tells ||= length < NEAR
  }
  return coefficients.every(Number.isFinite) ? { coefficients, dispersion } : null
}
