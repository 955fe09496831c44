import { normalUpperTail } from './normal-tail.ts'
import { checkOpenProbability } from './probability.ts'

/** The point that a standard normal number exceeds with probability 0 < p < 1/2. */
function upperPoint(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p))
  const top = 2.515517 + t * (0.802853 + t * 0.010328)
  const bottom = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  let z = t - top / bottom
  // Halley's method: each step triples the digits, of which there are three to begin with.
  for (let step = 0; step < 3; step++) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    const newton = (normalUpperTail(z) - p) / density
    z += newton / (1 - (z * newton) / 2)
  }
  return z
}

/**
 * The point below which a standard normal number lies with probability p, to about 14 digits.
 * @throws RangeError where p is not between 0 and 1, both excluded
 * Source: Abramowitz and Stegun (1964), 26.2.23, sharpened by Halley's method.
 */
export function normalQuantile(p: number): number {
  checkOpenProbability(p)
  if (p === 0.5) return 0
  return p < 0.5 ? -upperPoint(p) : upperPoint(1 - p)
}

/**
 * How many standard deviations an interval of a level reaches to either side, were it normal: 1.96 of
 * a level of 0.95.
 * @throws RangeError where the level is not between 0 and 1, both excluded
 */
export function normalReach(level: number): number {
  checkOpenProbability(level)
  return normalQuantile((1 + level) / 2)
}
