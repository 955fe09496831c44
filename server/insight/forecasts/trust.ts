import { type ScaledError, type Spreading, spreadAt } from './intervals.ts'

/** The share of normal errors that stay below this many standard deviations is what a spread holds. */
const DEVIATIONS_OF_SPREAD = 0.8416
/** An origin whose errors are on the whole so many standard deviations is a wild one. */
const WILD = 2.58
const ROUNDS = 3

/**
 * How much the errors of each origin count: those of a wild one, as within an epidemic, so much less as
 * they are larger, lest they widen all that comes later. Where most are wild they are what is usual.
 * @param errors of one series
 * @param end the row from which it looks ahead
 * Source: Farrington et al. (1996), A statistical algorithm for the early detection of outbreaks, 3.3
 * (weights that fall with the residual's square); Noufaily et al. (2013), 3.3 (from 2.58 on).
 */
export function trustOrigins(
  errors: readonly ScaledError[],
  steps: number,
  spreading: Spreading,
  end: number,
): ScaledError[] {
  const squares = new Map<number, { sum: number; n: number }>()
  for (const { origin, error } of errors) {
    const { sum, n } = squares.get(origin) ?? { sum: 0, n: 0 }
    squares.set(origin, { sum: sum + error * error, n: n + 1 })
  }
  const bySize = [...errors].sort((a, b) => Math.abs(a.error) - Math.abs(b.error))
  const trustAt =
    (limit: number) =>
    ({ origin }: ScaledError): number => {
      const { sum, n } = squares.get(origin)!
      return Math.min(1, (limit * limit * n) / sum)
    }
  let trust: (one: ScaledError) => number = () => 1
  for (let round = 0; round < ROUNDS; round++) {
    const trusted = bySize.map((one) => ({ ...one, trust: trust(one) }))
    const [spread] = spreadAt(trusted, steps, { ...spreading, near: steps, apart: 0 }, end)
    if (!spread) break
    trust = trustAt(WILD * (spread / DEVIATIONS_OF_SPREAD))
  }
  return errors.map((one) => ({ ...one, trust: trust(one) }))
}
