import { weightedQuantile } from '../../stats/weighted-quantile.ts'
import { type Draft, type Kind, SPREADING, STEPS } from './draft.ts'
import { HELD, spreadAt } from './intervals.ts'

/** By how much each month ahead adds to the variance of the first whole one. */
const GROWTH = 0.1

/**
 * How much wider the errors of each step are than those of the first whole one, much the same for all
 * series. Errors of days are not made comparable: each step has enough of its own. A year ahead has been
 * seen from few origins, and those a year ago: months grow by a fixed share as a random walk beside a
 * noise does. Of the month that has begun a part has come: what its errors are, all series tell together.
 */
export function findWidening(kind: Kind, drafts: readonly Draft[]): number[] {
  const steps = STEPS[kind]
  if (kind === 'days') return new Array<number>(steps).fill(1)
  const widening = Array.from({ length: steps }, (_, step) =>
    step === 0 ? 1 : Math.sqrt(1 + GROWTH * (step - 1)),
  )
  const { memory } = SPREADING[kind]
  const begun = drafts.flatMap(({ errors, end }) => {
    const whole = errors
      .filter(({ step }) => step > 0)
      .map((one) => ({ ...one, error: one.error / widening[one.step]! }))
    const [spread] = spreadAt(whole, steps, { near: steps, apart: 0, memory }, end)
    if (!spread) return []
    return errors
      .filter(({ step }) => step === 0)
      .map(({ error, origin }) => ({
        value: Math.abs(error) / spread,
        weight: 0.5 ** ((end - origin) / memory),
      }))
  })
  if (begun.length === 0) return widening
  const ratio = weightedQuantile(
    begun.sort((a, b) => a.value - b.value),
    HELD,
  )
  return ratio > 0 ? [ratio, ...widening.slice(1)] : widening
}
