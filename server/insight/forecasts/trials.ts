import type { BaselineId } from './document.ts'
import { knownSum, type LookAhead } from './methods.ts'
import type { Past } from './past.ts'

/** What was said at an origin of a day or month that has come since. */
export interface Trial {
  origin: number
  /** From 0. */
  step: number
  actual: number
  model: number
  baselines: Partial<Record<BaselineId, number | null>>
  /** What the seasonal naive forecast says; null where it is not known. */
  naive: number | null
}

/**
 * Looks ahead from each origin and keeps what has come since.
 * @param naiveOf the span, from and to, whose count is the seasonal naive forecast of a span
 */
export function runTrials(
  past: Past,
  lookAhead: LookAhead,
  origins: readonly number[],
  naiveOf: (from: number, to: number) => [number, number],
): Trial[] {
  return origins.flatMap((origin) =>
    (lookAhead(origin) ?? []).flatMap(({ from, to, model, baselines }, step) => {
      const actual = knownSum(past, from, to)
      if (actual === null) return []
      return [
        { origin, step, actual, model, baselines, naive: knownSum(past, ...naiveOf(from, to)) },
      ]
    }),
  )
}
