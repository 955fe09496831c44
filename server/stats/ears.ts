import { checkFinite } from './finite.ts'
import { normalQuantile } from './normal-quantile.ts'
import { sumOf } from './sum.ts'

/** How EARS looks at a day; see `ears`. */
export interface EarsOptions {
  method: 'C1' | 'C2' | 'C3'
  /** How many days the mean and the standard deviation are taken from, at least 3; else 7. */
  baseline?: number
  /** The least standard deviation, so that a quiet time does not make one case an alarm; else 0. */
  minSigma?: number
  /** How often a day without anything is an alarm, one-sided; else 0.001, for C3 0.025. */
  alpha?: number
  /** Which C3; else the classical one. */
  form?: 'classical' | 'surveillance'
}

/** What EARS says of a day. */
export interface EarsDay {
  /** A count above it is an alarm; null where nothing can be said. */
  upperBound: number | null
  alarm: boolean | null
  /** Why nothing can be said; null where something is. */
  reason: string | null
}

/** What the days before one say of it. */
interface Baseline {
  mean: number
  /** At least minSigma. */
  sigma: number
}

const unknown = (reason: string): EarsDay => ({ upperBound: null, alarm: null, reason })

function baselineOf(window: readonly number[], minSigma: number): Baseline {
  const mean = sumOf(window) / window.length
  const squares = sumOf(window.map((count) => (count - mean) ** 2))
  return { mean, sigma: Math.max(minSigma, Math.sqrt(squares / (window.length - 1))) }
}

/** By how much a count is more than one standard deviation above the mean; NaN where both are 0. */
const excess = (count: number, { mean, sigma }: Baseline): number =>
  Math.max(0, (count - mean) / sigma - 1)

function judgeC3(
  count: number,
  days: readonly { count: number; baseline: Baseline }[],
  z: number,
  today: Baseline,
  form: 'classical' | 'surveillance',
): EarsDay {
  const before = days.reduce((sum, day) => sum + excess(day.count, day.baseline), 0)
  const { mean, sigma } = today
  if (form === 'surveillance') {
    const upperBound = Math.max(0, count + sigma * (z - before))
    if (Number.isNaN(upperBound)) return unknown('the days before do not vary')
    return { upperBound, alarm: count > upperBound, reason: null }
  }
  if (sigma === 0 || Number.isNaN(before)) return unknown('the days before do not vary')
  const upperBound = before > z ? 0 : Math.max(0, mean + sigma * (1 + z - before))
  return { upperBound, alarm: before + excess(count, today) > z, reason: null }
}

/**
 * The Early Aberration Reporting System: each count against the mean and the standard deviation
 * (of a sample) of those just before it. One answer per count, in their order.
 * - C1: the `baseline` days before; alarm where count > mean + z sigma, z the normal point of 1 - alpha.
 * - C2: the same, but the two days just before are left out, in which an outbreak may have begun.
 * - C3: C2's excess over 1 summed up over today and the two days before; alarm where it is over z (the
 *   bound is 0 where the two days before suffice). Its form `surveillance` sums up the two days before
 *   only and so is blind to today's count: a bound of max(0, count + sigma (z - sum)).
 * @param observed counts of successive days (weeks); null is a gap, and leaves those undecided that
 * need it. Undecided is, too, what has too few counts before it, and C3 where sigma is 0.
 * @throws RangeError where an option is out of range or a count no finite number
 * Source: Hutwagner et al. (2003), The bioterrorism preparedness and response Early Aberration
 * Reporting System; defaults and the form `surveillance` as in R's surveillance::earsC.
 */
export function ears(observed: readonly (number | null)[], options: EarsOptions): EarsDay[] {
  const { method, baseline = 7, minSigma = 0, form = 'classical' } = options
  checkFinite(observed)
  const z = -normalQuantile(options.alpha ?? (method === 'C3' ? 0.025 : 0.001))
  if (!Number.isInteger(baseline) || baseline < 3) {
    throw new RangeError(`a baseline is at least 3 days, not ${baseline}`)
  }
  if (!(minSigma >= 0)) throw new RangeError(`minSigma is at least 0, not ${minSigma}`)
  const guard = method === 'C1' ? 0 : 2
  const baselineAt = (t: number): Baseline | null => {
    const window = observed.slice(Math.max(0, t - guard - baseline), Math.max(0, t - guard))
    const known = window.filter((count) => count !== null)
    return known.length < baseline ? null : baselineOf(known, minSigma)
  }
  const reach = method === 'C3' ? 2 : 0
  return observed.map((count, t) => {
    if (t < baseline + guard + reach) return unknown('too few days before')
    const today = baselineAt(t)
    if (count === null || today === null) return unknown('a gap in the counts')
    if (method !== 'C3') {
      const upperBound = today.mean + z * today.sigma
      return { upperBound, alarm: count > upperBound, reason: null }
    }
    const days = [t - 2, t - 1].flatMap((day) => {
      const [then, before] = [observed[day] ?? null, baselineAt(day)]
      return then === null || before === null ? [] : [{ count: then, baseline: before }]
    })
    if (days.length < 2) return unknown('a gap in the counts')
    return judgeC3(count, days, z, today, form)
  })
}
