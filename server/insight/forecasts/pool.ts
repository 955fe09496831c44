import { type Weighted, weightedQuantile } from '../../stats/weighted-quantile.ts'
import { type Draft, type Kind, SPREADING, STEPS } from './draft.ts'
import {
  type Bounds,
  type Reach,
  reachAt,
  type ScaledError,
  type Spreading,
  spreadAt,
} from './intervals.ts'
import { median } from './median.ts'
import { trustOrigins } from './trust.ts'
import { findWidening } from './widening.ts'

/** An error in units of the spread that was found without it, and what bounds it, in the same units. */
export interface StandardError extends ScaledError {
  farthest: Bounds
  usual: number
}

/** What the errors of all series of a kind say together: one alone has too few for its tails. */
export interface Pool {
  /** How much wider the errors of each step are. */
  widening: readonly number[]
  /** Of each draft its errors less that widening, rising, and the same in units of its spread. */
  levelled: ReadonlyMap<Draft, readonly ScaledError[]>
  standardised: ReadonlyMap<Draft, readonly StandardError[]>
  /** The median spread at each step. */
  usual: readonly number[]
  /** How far the intervals reach at an origin, errors that are nearer than `apart` left out. */
  reachOf(origin: number, apart: number): Reach | null
}

/** Of a series' own errors so little of the weight lies farther than the farthest that counts. */
const BEYOND = 0.01

/**
 * How far a series' errors went to either side, but for those near the origin, and long ago.
 * @param sorted by error, rising
 */
export function farthestAt(
  sorted: readonly ScaledError[],
  { apart, memory }: Spreading,
  origin: number,
): Bounds {
  const weighted: Weighted[] = []
  for (const { origin: at, error, trust } of sorted) {
    const far = Math.abs(origin - at)
    if (far >= apart) weighted.push({ value: error, weight: trust * 0.5 ** (far / memory) })
  }
  if (weighted.length === 0) return { lower: 0, upper: 0 }
  return {
    lower: Math.min(0, weightedQuantile(weighted, BEYOND)),
    upper: Math.max(0, weightedQuantile(weighted, 1 - BEYOND)),
  }
}

/**
 * What a series reaches by the errors of all, in units of its spread: no farther to a side than its own
 * errors went, or than the usual series reaches. One that fell from an epidemic has a wide spread, all of it
 * to the one side.
 */
export const limitReach = (
  { lower, upper }: Bounds,
  { farthest, usual }: Pick<StandardError, 'farthest' | 'usual'>,
): Bounds => ({
  lower: Math.max(lower, Math.min(farthest.lower, lower * usual)),
  upper: Math.min(upper, Math.max(farthest.upper, upper * usual)),
})

/** Bounds of a spread's series in units of it. */
export const inUnits = ({ lower, upper }: Bounds, spread: number): Bounds =>
  spread > 0 ? { lower: lower / spread, upper: upper / spread } : { lower: 0, upper: 0 }

/** Each error in units of the spread that was found without it. */
export function standardise(
  errors: readonly ScaledError[],
  steps: number,
  spreading: Spreading,
  usual: readonly number[],
): StandardError[] {
  // In order, they are sorted again at each origin in no time.
  const bySize = [...errors].sort((a, b) => Math.abs(a.error) - Math.abs(b.error))
  const byError = [...errors].sort((a, b) => a.error - b.error)
  const found = new Map<number, { spreads: (number | null)[]; farthest: Bounds }>()
  for (const { origin } of errors)
    if (!found.has(origin))
      found.set(origin, {
        spreads: spreadAt(bySize, steps, spreading, origin),
        farthest: farthestAt(byError, spreading, origin),
      })
  return errors.flatMap((one) => {
    const { spreads, farthest } = found.get(one.origin)!
    const unit = spreads[one.step] ?? null
    if (unit === null) return []
    const error = unit > 0 ? one.error / unit : 0
    const ratio = unit > 0 ? usual[one.step]! / unit : 1
    return [{ ...one, error, farthest: inUnits(farthest, unit), usual: ratio }]
  })
}

/** Makes the errors of all drafts comparable, and takes them together. */
export function poolErrors(kind: Kind, drafts: readonly Draft[]): Pool {
  const steps = STEPS[kind]
  const spreading = SPREADING[kind]
  const widening = findWidening(kind, drafts)
  const levelled = new Map(
    drafts.map((draft) => {
      const errors = draft.errors.map((one) => ({ ...one, error: one.error / widening[one.step]! }))
      errors.sort((a, b) => a.error - b.error)
      return [draft, trustOrigins(errors, steps, spreading, draft.end)]
    }),
  )
  const spreads = drafts.map((draft) =>
    spreadAt(levelled.get(draft)!, steps, { ...spreading, apart: 0 }, draft.end),
  )
  const usual = widening.map((_, step) =>
    median(spreads.flatMap((one) => (one[step] === null ? [] : [one[step]!]))),
  )
  const standardised = new Map(
    drafts.map((draft) => [draft, standardise(levelled.get(draft)!, steps, spreading, usual)]),
  )
  const sorted = [...standardised.values()]
    .flatMap((errors) => errors.map(({ origin, error, trust }) => ({ origin, error, trust })))
    .sort((a, b) => a.error - b.error)
  const known = new Map<string, Reach | null>()
  return {
    ...{ widening, levelled, standardised, usual },
    reachOf(origin, apart) {
      const key = `${origin} ${apart}`
      const reach = known.get(key) ?? reachAt(sorted, { ...spreading, apart }, origin)
      known.set(key, reach)
      return reach
    },
  }
}
