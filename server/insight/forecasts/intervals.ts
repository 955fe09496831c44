import { conformalInterval } from '../../stats/conformal-interval.ts'
import { countArsinh, countOfArsinh } from '../../stats/count-arsinh.ts'
import { type Weighted, weightedQuantile } from '../../stats/weighted-quantile.ts'

/** An error of a forecast, on the scale on which counts vary much the same. */
export interface ScaledError {
  origin: number
  step: number
  error: number
  /** How much it counts: 1, less where its origin was a wild one (trust.ts). */
  trust: number
}

export const scaledError = (actual: number, expected: number): number =>
  countArsinh(actual) - countArsinh(expected)

export interface Spreading {
  /** Of how many steps to either side the errors are taken together. */
  near: number
  /** Errors of origins that are nearer than this are not used on each other. */
  apart: number
  /** After how many days an error counts half. */
  memory: number
}

/** The share of the errors that the spread holds: a few wild ones do not widen it. */
export const HELD = 0.6

/**
 * How far the errors of each step reach at an origin: what most of the errors stay below, of steps near it
 * and of all origins but those near it. Recent ones count more.
 */
export function spreadAt(
  errors: readonly ScaledError[],
  steps: number,
  { near, apart, memory }: Spreading,
  origin: number,
): (number | null)[] {
  const weighted: (Weighted & { step: number })[] = []
  for (const { step, error, trust, origin: at } of errors) {
    const far = Math.abs(origin - at)
    if (far < apart) continue
    weighted.push({ step, value: Math.abs(error), weight: trust * 0.5 ** (far / memory) })
  }
  weighted.sort((a, b) => a.value - b.value)
  const spreadOf = (some: typeof weighted) =>
    some.length > 0 ? weightedQuantile(some, HELD) : null
  if (near >= steps) return new Array<number | null>(steps).fill(spreadOf(weighted))
  return Array.from({ length: steps }, (_, step) =>
    spreadOf(weighted.filter((one) => Math.abs(one.step - step) <= near)),
  )
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
  sorted: readonly Pick<ScaledError, 'origin' | 'error' | 'trust'>[],
  { apart, memory }: Pick<Spreading, 'apart' | 'memory'>,
  origin: number,
): Reach | null {
  const last = sorted.reduce((max, one) => Math.max(max, one.origin), 0)
  const weights = Float64Array.from({ length: last + 1 }, (_, at) => {
    const far = Math.abs(origin - at)
    return far < apart ? 0 : 0.5 ** (far / memory)
  })
  const weighted: Weighted[] = []
  for (const { error, trust, origin: at } of sorted)
    if (weights[at]! > 0) weighted.push({ value: error, weight: trust * weights[at]! })
  if (weighted.length === 0) return null
  return { 80: conformalInterval(weighted, 0.8), 95: conformalInterval(weighted, 0.95) }
}

/** The interval about what is expected. */
export const intervalAbout = (
  expected: number,
  spread: number,
  { lower, upper }: Bounds,
): Bounds => {
  const at = countArsinh(expected)
  return {
    lower: Math.min(expected, countOfArsinh(at + lower * spread)),
    upper: Math.max(expected, countOfArsinh(at + upper * spread)),
  }
}
