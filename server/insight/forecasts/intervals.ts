import { conformalInterval } from '../../stats/conformal-interval.ts'
import { countOfRoot, countRoot } from '../../stats/count-root.ts'
import { weightedQuantile } from '../../stats/weighted-quantile.ts'

/** An error of a forecast, on the scale of roots. */
export interface RootError {
  origin: number
  step: number
  error: number
}

export const rootError = (actual: number, expected: number): number =>
  countRoot(actual) - countRoot(expected)

export interface Spreading {
  /** Of how many steps to either side the errors are taken together. */
  near: number
  /** Errors of origins that are nearer than this are not used on each other. */
  apart: number
  /** After how many days an error counts half. */
  memory: number
}

/** The share of the errors that the spread holds: a few wild ones do not widen it. */
const HELD = 0.6

/**
 * How far the errors of each step reach at an origin: what most of the errors stay below, of steps near it
 * and of all origins but those near it. Recent ones count more.
 */
export function spreadAt(
  errors: readonly RootError[],
  steps: number,
  { near, apart, memory }: Spreading,
  origin: number,
): (number | null)[] {
  const weighted = errors.flatMap((one) => {
    const far = Math.abs(origin - one.origin)
    if (far < apart) return []
    return [{ step: one.step, value: Math.abs(one.error), weight: 0.5 ** (far / memory) }]
  })
  weighted.sort((a, b) => a.value - b.value)
  return Array.from({ length: steps }, (_, step) => {
    const close = weighted.filter((one) => Math.abs(one.step - step) <= near)
    return close.length > 0 ? weightedQuantile(close, HELD) : null
  })
}

/** Each error in units of the spread that was found without it. */
export function standardise(
  errors: readonly RootError[],
  steps: number,
  spreading: Spreading,
): RootError[] {
  // In order, they are sorted again at each origin in no time.
  const sorted = [...errors].sort((a, b) => Math.abs(a.error) - Math.abs(b.error))
  const spreads = new Map<number, (number | null)[]>()
  return errors.flatMap(({ origin, step, error }) => {
    const spread = spreads.get(origin) ?? spreadAt(sorted, steps, spreading, origin)
    spreads.set(origin, spread)
    const unit = spread[step] ?? null
    if (unit === null) return []
    return [{ origin, step, error: unit > 0 ? error / unit : 0 }]
  })
}

export interface Bounds {
  lower: number
  upper: number
}

/** In units of the spread. */
export interface Reach {
  80: Bounds
  95: Bounds
}

/**
 * How many units the levels reach at an origin, by the standardised errors of all origins but those near
 * it; null where there are none. Recent ones count more.
 * @param sorted by error, rising
 */
export function reachAt(
  sorted: readonly RootError[],
  { apart, memory }: Pick<Spreading, 'apart' | 'memory'>,
  origin: number,
): Reach | null {
  let any = false
  const weighted = sorted.map((one) => {
    const far = Math.abs(origin - one.origin)
    any ||= far >= apart
    return { value: one.error, weight: far < apart ? 0 : 0.5 ** (far / memory) }
  })
  if (!any) return null
  return { 80: conformalInterval(weighted, 0.8), 95: conformalInterval(weighted, 0.95) }
}

/** The interval about what is expected. */
export const intervalAbout = (
  expected: number,
  spread: number,
  { lower, upper }: Bounds,
): Bounds => {
  const root = countRoot(expected)
  return {
    lower: Math.min(expected, countOfRoot(root + lower * spread)),
    upper: Math.max(expected, countOfRoot(root + upper * spread)),
  }
}
