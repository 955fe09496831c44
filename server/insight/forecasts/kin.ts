import { BREAK, levelAt, steadyLevel } from './level.ts'
import { median } from './median.ts'
import type { Past } from './past.ts'
import { type DatedShape, type Shape, shapeOn } from './shapes.ts'

/** A series as its kin see it. */
export interface Kindred {
  past: Past
  shapes: readonly DatedShape[] | null
}

/** How much all series of a kind have changed by an origin, as a logarithm; null: too few tell. */
export type KinChange = (origin: number) => number | null

/** The usual level is the median of so many spans of so many days: a wild quarter does not move it. */
const SPANS = 20
const SPAN_DAYS = 28
/** With fewer, what is usual of a year is not known. */
const LEAST_SPANS = 13
/** Of fewer series the median is that of one or two. */
const LEAST_KIN = 5
/** Days after which a day counts half for the change: what all share is seen soon. */
const CHANGE_MEMORY = 20

/** How many times its shape a series usually was over the year and a half before; null: not known. */
export function usualLevel({ counts, begin }: Past, shape: Shape, origin: number): number | null {
  const levels: number[] = []
  for (let span = 0; span < SPANS; span++) {
    const to = origin - span * SPAN_DAYS
    if (to - SPAN_DAYS < begin) break
    const level = levelAt(counts, shape, to, to - SPAN_DAYS, Number.POSITIVE_INFINITY)
    if (level !== null) levels.push(level)
  }
  if (levels.length < LEAST_SPANS) return null
  const usual = median(levels)
  return usual > 0 ? usual : null
}

/** What all districts, or all categories, have in common: the median of their changes. */
export function kinChange(kin: readonly Kindred[]): KinChange {
  const known = new Map<number, number | null>()
  const find = (origin: number): number | null => {
    const changes = kin.flatMap(({ past, shapes }) => {
      const shape = shapes && shapeOn(shapes, origin)
      const usual = shape && usualLevel(past, shape, origin)
      const level = shape && usual && steadyLevel(past, shape, origin, CHANGE_MEMORY)
      return usual && level ? [Math.log(level / usual)] : []
    })
    return changes.length < LEAST_KIN ? null : median(changes)
  }
  return (origin) => {
    if (!known.has(origin)) known.set(origin, find(origin))
    return known.get(origin) ?? null
  }
}

/** Months after which of what is a series' own so much is left: 1 / e. */
const FADING = 6

/**
 * The level of each of the months ahead. What all kin share stays; what a series has of its own beyond
 * that fades, as a damped trend does, to what is usual of it. A break has no usual to go back to.
 * @param level where the series is now
 * @returns the same level throughout where its usual one, or its kin, are not known
 * Source: Gardner and McKenzie (1985), Forecasting trends in time series (damping); the shrinking toward
 * what is common is that of small-area statistics, Fay and Herriot (1979).
 */
export function fadingLevels(
  past: Past,
  shape: Shape,
  origin: number,
  level: number,
  kinChange: number | null,
  months: number,
): number[] {
  const usual = kinChange === null || level === 0 ? null : usualLevel(past, shape, origin)
  const own = usual === null ? 0 : Math.log(level / usual) - kinChange!
  const lost = Math.abs(own) > BREAK.change ? 0 : own
  return Array.from(
    { length: months },
    (_, i) => level * Math.exp(-lost * -Math.expm1(-i / FADING)),
  )
}
