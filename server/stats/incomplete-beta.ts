import { bisect } from './bisect.ts'
import type { Tails } from './incomplete-gamma.ts'
import { checkOpenProbability } from './probability.ts'
import { devianceOf, stirlingError } from './saddle-point.ts'

/** x^a y^b / B(a, b), where y = 1 - x, without overflow or cancellation. */
function front(a: number, b: number, x: number, y: number): number {
  const n = a + b
  const log =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    devianceOf(a, n * x) -
    devianceOf(b, n * y)
  return Math.exp(log) * Math.sqrt((a * b) / (2 * Math.PI * n))
}

/** The tail below x, divided by x^a y^b / (a B(a, b)), as a continued fraction (Lentz). */
function lowerFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; ; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    fraction *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    fraction *= c * d
    if (!(Math.abs(c * d - 1) >= 1e-15)) return fraction
  }
}

/**
 * The beta distribution with a and b (both more than 0) at x from 0 to 1: the regularized incomplete
 * beta function and its complement. The smaller tail keeps its digits however small it is.
 * @param y 1 - x; to be named where it is known with more digits than the subtraction leaves
 * Source: Abramowitz and Stegun (1964), 26.5.8; the factor in front by Loader (2000).
 * @throws RangeError where a, b or x is out of range
 */
export function betaTails(x: number, a: number, b: number, y = 1 - x): Tails {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) {
    throw new RangeError(`no beta has the parameters ${a} and ${b} and value ${x}`)
  }
  if (x === 0) return { lower: 0, upper: 1 }
  if (y === 0) return { lower: 1, upper: 0 }
  const factor = front(a, b, x, y)
  const isLow = x < (a + 1) / (a + b + 2)
  if (factor === 0) return isLow ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 }
  if (isLow) {
    const lower = Math.min(1, (factor / a) * lowerFraction(a, b, x))
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, (factor / b) * lowerFraction(b, a, y))
  return { lower: 1 - upper, upper }
}

/**
 * The odds x / (1 - x) of the point x below which a beta variate lies with probability p: 0 < p < 1.
 * Odds, since a point near 1 would lose its digits.
 * @throws RangeError where a, b or p is out of range
 */
export function betaQuantileOdds(p: number, a: number, b: number): number {
  checkOpenProbability(p)
  const isBelow = (logOdds: number) => {
    const x = 1 / (1 + Math.exp(-logOdds))
    const { lower, upper } = betaTails(x, a, b, 1 / (1 + Math.exp(logOdds)))
    return p < 0.5 ? lower >= p : upper <= 1 - p
  }
  return Math.exp(bisect(isBelow, -700, 700))
}

/** The point below which a beta variate lies with probability p: 0 < p < 1. */
export function betaQuantile(p: number, a: number, b: number): number {
  const odds = betaQuantileOdds(p, a, b)
  return odds / (1 + odds)
}
