import type { Past } from './past.ts'
import type { Shape } from './shapes.ts'

/** After so many half-lives nothing remembers a day. */
const REMEMBERED = 8

/**
 * How many times its shape a series is at an origin: the ratio of sums over the days before it, weighted
 * by their age.
 * @param counts a count a day; NaN is a gap
 * @param shape what is expected of each day, but for a factor: more than 0
 * @param from the first day of the series
 * @param halfLife days after which a day counts half
 * @returns null where no day is known
 * Source: simple exponential smoothing, Hyndman and Athanasopoulos (2021), Forecasting: Principles and
 * Practice, 8.1, of a ratio, as in small-area standardisation: days of few complaints count little.
 */
export function levelAt(
  counts: ArrayLike<number>,
  shape: ArrayLike<number>,
  origin: number,
  from: number,
  halfLife: number,
): number | null {
  const first = Math.max(from, origin - REMEMBERED * halfLife)
  const fade = 0.5 ** (1 / halfLife)
  let weight = 1
  let top = 0
  let bottom = 0
  for (let day = origin - 1; day >= first; day--, weight *= fade) {
    const count = counts[day]!
    if (Number.isNaN(count)) continue
    top += weight * count
    bottom += weight * shape[day]!
  }
  return bottom > 0 ? top / bottom : null
}

/** A break: the last week is by so much, in logarithms, off the level, and has more than a few. */
export const BREAK = { memory: 7, change: 0.35, few: 100 }

/**
 * The level, or that of the last days alone where they have broken with those before: a memory of what has
 * ended, as an epidemic does, would be wrong for months.
 */
export function steadyLevel(
  past: Past,
  shape: Shape,
  origin: number,
  memory: number,
): number | null {
  const { counts, begin } = past
  const level = levelAt(counts, shape, origin, begin, memory)
  const late = levelAt(counts, shape, origin, begin, BREAK.memory)
  let week = 0
  for (let day = Math.max(begin, origin - 7); day < origin; day++) week += counts[day]! || 0
  if (!level || !late || week < BREAK.few) return level
  return Math.abs(Math.log(late / level)) > BREAK.change ? late : level
}
