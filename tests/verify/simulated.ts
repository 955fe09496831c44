import type { Check, Tolerance } from './case.ts'
import { absolute } from './compare.ts'

/** So many standard errors: 1 of 3700 right values is further off. */
const ERRORS = 4

/**
 * How far two p-values may be apart that both come from so many replicates: the standard error of
 * their difference, at least that of one replicate in a hundred or so (no p is 0).
 */
export function simulatedError(p: number, replicates: number): number {
  const least = 1 / (replicates + 1)
  const share = Math.min(1 - least, Math.max(least, p))
  return ERRORS * Math.sqrt((2 * share * (1 - share)) / replicates)
}

/** The quantile of R's `quantile` (type 7) of ascending numbers. */
function quantileOf(ascending: Float64Array, share: number): number | null {
  if (ascending.length === 0) return null
  const at = Math.min(1, Math.max(0, share)) * (ascending.length - 1)
  const low = ascending[Math.floor(at)] ?? 0
  return low + (at % 1) * ((ascending[Math.ceil(at)] ?? 0) - low)
}

/**
 * Quantiles of simulated numbers (`"95%"`), each as exact as so many replicates make it: as far as the
 * quantiles of the shares that are within the error of its own share.
 */
export function* quantileChecks(
  path: string,
  expected: Readonly<Record<string, number>>,
  simulated: Float64Array,
): Generator<Check> {
  for (const [name, due] of Object.entries(expected)) {
    const share = Number.parseFloat(name) / 100
    const error = simulatedError(share, simulated.length)
    const [low, actual, high] = [share - error, share, share + error].map((at) =>
      quantileOf(simulated, at),
    )
    const tolerance = absolute((high ?? 0) - (low ?? 0))
    yield { path: `${path}.${name}`, expected: due, actual, tolerance }
  }
}

/**
 * The tolerance of a log-likelihood ratio: the reference takes sums as large as the base times its
 * logarithm from each other, and what is left has their rounding.
 * @param base all cases, or with the binomial model all people
 */
export function scoreTolerance(base: number, share: number): Tolerance {
  return { relative: share, absolute: base * Math.log(base) * 2 ** -51 }
}
