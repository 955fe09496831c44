import { bisect } from './bisect.ts'
import { checkOpenProbability } from './probability.ts'
import { devianceOf, stirlingError } from './saddle-point.ts'

/** The two tails of a continuous distribution at a point; they add up to 1. */
export interface Tails {
  lower: number
  upper: number
}

/** The tail below x, divided by x^shape e^-x / gamma(shape + 1), as a power series. */
function lowerSeries(shape: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (shape + n)
    sum += term
  }
  return sum
}

/** The tail above x, divided by x^shape e^-x / gamma(shape), as a continued fraction (Lentz). */
function upperFraction(shape: number, x: number): number {
  let b = x + 1 - shape
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; ; n++) {
    const a = n * (shape - n)
    b += 2
    d = 1 / (a * d + b)
    c = b + a / c
    const factor = c * d
    fraction *= factor
    if (!(Math.abs(factor - 1) >= 1e-15)) return fraction
  }
}

/**
 * The gamma distribution of a shape (more than 0) and scale 1 at x: the regularized incomplete gamma
 * functions P and Q. The smaller tail keeps its digits however small it is.
 * Source: Abramowitz and Stegun (1964), 6.5.29 and 6.5.31; the factor in front by Loader (2000).
 * @throws RangeError where shape or x is out of range
 */
export function gammaTails(shape: number, x: number): Tails {
  if (!(shape > 0 && x >= 0)) throw new RangeError(`no gamma has shape ${shape} and value ${x}`)
  if (x === 0) return { lower: 0, upper: 1 }
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 }
  const log = -stirlingError(shape) - devianceOf(shape, x)
  const front = Math.exp(log) / Math.sqrt(2 * Math.PI * shape)
  if (front === 0) return x < shape ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 }
  if (x < shape + 1) {
    const lower = Math.min(1, front * lowerSeries(shape, x))
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, front * shape * upperFraction(shape, x))
  return { lower: 1 - upper, upper }
}

/**
 * The point below which a gamma variate of a shape and scale 1 lies with probability p: 0 < p < 1.
 * @throws RangeError where shape or p is out of range
 */
export function gammaQuantile(p: number, shape: number): number {
  checkOpenProbability(p)
  const isBelow = (log: number) => {
    const { lower, upper } = gammaTails(shape, Math.exp(log))
    return p < 0.5 ? lower >= p : upper <= 1 - p
  }
  // On the scale of logarithms, so that a point near 0 has its digits too.
  return Math.exp(bisect(isBelow, -700, Math.log(shape + 1500 + 80 * Math.sqrt(shape))))
}

/** The point below which a chi-square variate with `df` degrees of freedom lies with probability p. */
export const chiSquareQuantile = (p: number, df: number): number => 2 * gammaQuantile(p, df / 2)
