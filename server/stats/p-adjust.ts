import { adjustBenjaminiHochberg } from './benjamini-hochberg.ts'
import { sumOf } from './sum.ts'

/** The ways of adjusting p-values, by the names that R's p.adjust has for them. */
export const ADJUSTMENTS = ['BH', 'BY', 'holm', 'hochberg', 'hommel', 'bonferroni'] as const
export type Adjustment = (typeof ADJUSTMENTS)[number]

const capped = (p: number): number => Math.min(1, p)

/** The running maximum from the smallest p-value on, or the running minimum from the largest on. */
function accumulate(sorted: number[], direction: 'up' | 'down'): number[] {
  const adjusted = [...sorted]
  if (direction === 'up') {
    for (let i = 1; i < adjusted.length; i++)
      adjusted[i] = Math.max(adjusted[i] ?? 0, adjusted[i - 1] ?? 0)
  } else {
    for (let i = adjusted.length - 2; i >= 0; i--)
      adjusted[i] = Math.min(adjusted[i] ?? 1, adjusted[i + 1] ?? 1)
  }
  return adjusted.map(capped)
}

/** Hommel's method on ascending p-values, as Wright (1992) computes it. */
function hommel(sorted: readonly number[]): number[] {
  const n = sorted.length
  const at = (i: number): number => sorted[i] ?? 1
  const adjusted = new Array<number>(n).fill(Math.min(...sorted.map((p, i) => (n * p) / (i + 1))))
  const raise = (i: number, p: number): void => {
    adjusted[i] = Math.max(adjusted[i] ?? 0, p)
  }
  for (let m = n - 1; m >= 2; m--) {
    const first = n - m + 1
    let least = 1
    for (let i = first; i < n; i++) least = Math.min(least, (m * at(i)) / (2 + i - first))
    for (let i = 0; i < first; i++) raise(i, Math.min(m * at(i), least))
    for (let i = first; i < n; i++) raise(i, adjusted[first - 1] ?? 0)
  }
  return adjusted.map((p, i) => capped(Math.max(p, at(i))))
}

/** Adjusts ascending p-values. */
function adjustSorted(sorted: number[], method: Adjustment): number[] {
  const n = sorted.length
  if (method === 'BH') return adjustBenjaminiHochberg(sorted)
  if (method === 'BY') {
    // Benjamini and Yekutieli: BH times the harmonic number, under any dependence.
    const harmonic = sumOf(sorted.map((_, i) => 1 / (i + 1)))
    const scaled = sorted.map((p, i) => ((harmonic * n) / (i + 1)) * p)
    return accumulate(scaled, 'down')
  }
  if (method === 'bonferroni') return sorted.map((p) => capped(n * p))
  if (method === 'hommel') return hommel(sorted)
  const scaled = sorted.map((p, i) => (n - i) * p)
  return accumulate(scaled, method === 'holm' ? 'up' : 'down')
}

/**
 * Adjusts p-values of tests made together, in the order of the input. What has no p-value (null) stays
 * null and is not counted among the tests.
 * - `BH`, `BY`: bound the share of wrong ones among those rejected (BY under any dependence);
 * - `bonferroni`, `holm`, `hochberg`, `hommel`: bound how often any at all is wrong.
 * Source: R's p.adjust; Benjamini and Hochberg (1995), Benjamini and Yekutieli (2001), Holm (1979),
 * Hochberg (1988), Hommel (1988) by Wright (1992).
 * @throws RangeError where a number is no p-value
 */
export function adjustPValues(
  pValues: readonly (number | null)[],
  method: Adjustment,
): (number | null)[] {
  const tests = pValues.flatMap((p, i) => (p === null ? [] : [{ p, i }]))
  const wrong = tests.find(({ p }) => !(p >= 0 && p <= 1))
  if (wrong) throw new RangeError(`${wrong.p} is no p-value`)
  tests.sort((a, b) => a.p - b.p)
  const adjusted = new Array<number | null>(pValues.length).fill(null)
  adjustSorted(
    tests.map(({ p }) => p),
    method,
  ).forEach((p, place) => {
    const test = tests[place]
    if (test) adjusted[test.i] = p
  })
  return adjusted
}
