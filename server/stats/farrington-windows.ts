import type { FarringtonOptions } from './farrington-options.ts'

/** The earlier points that one point is compared with; in the order of time. */
export interface ReferenceWindows {
  /** Their places in the series, from 0. */
  points: number[]
  /** The group of the season that each is in, 1 to noPeriods; that of the windows is noPeriods. */
  groups: number[]
  /** When each was, in steps of the series. */
  times: number[]
  /** When the evaluated point is. */
  now: number
}

const DAY = 86_400_000

/** The same day `years` earlier; 29 February is followed by 1 March. */
function yearsBefore(date: string, years: number): number {
  const at = new Date(date)
  return Date.UTC(at.getUTCFullYear() - years, at.getUTCMonth(), at.getUTCDate()) / DAY
}

/** The nearest day that is the same day of the week as `day`. */
const sameWeekday = (near: number, day: number): number =>
  near + ((((day - near + 3) % 7) + 7) % 7) - 3

/** The places of the reference points by the calendar, newest first, the point itself being the first. */
function datedReferences(
  point: number,
  { b, freq }: FarringtonOptions,
  dates: readonly string[],
): number[] | null {
  if (![12, 52, 365].includes(freq))
    throw new RangeError(`dates go with 12, 52 or 365 points a year, not ${freq}`)
  const days = dates.map((date) => Date.parse(date) / DAY)
  const date = dates[point] ?? ''
  const day = days[point] ?? Number.NaN
  const places = Array.from({ length: b + 1 }, (_, years) => {
    const near = yearsBefore(date, years)
    return days.indexOf(freq === 52 ? sameWeekday(near, day) : near)
  })
  return places.includes(-1) ? null : places
}

/** Gives `label` to the places from..to, in whichever order: R counts down where `to` is the smaller. */
function mark(labels: Int32Array, from: number, to: number, label: number): void {
  for (let at = Math.max(0, Math.min(from, to)); at <= Math.max(from, to); at++) labels[at] = label
}

/**
 * Cuts the points between two windows into noPeriods - 1 groups, going forward in time, the first of
 * them one point longer where it does not come out even.
 */
function markBetween(labels: Int32Array, from: number, length: number, noPeriods: number): void {
  const groups = noPeriods - 1
  const each = Math.floor(length / groups)
  const rest = length - each * groups
  let at = from
  for (let group = 1; group <= groups; group++) {
    const next = at + each + (group <= rest ? 1 : 0)
    mark(labels, at, next - 1, group)
    at = next
  }
}

/** The group of each point up to the evaluated one; 0: not used. */
function labelPoints(references: readonly number[], options: FarringtonOptions): Int32Array {
  const { w, noPeriods } = options
  const point = references[0] ?? 0
  const labels = new Int32Array(point + 1)
  mark(labels, point - w, point, noPeriods)
  references.slice(1).forEach((reference, i) => {
    mark(labels, reference - w, reference + w, noPeriods)
    if (noPeriods === 1) return
    const between = (references[i] ?? 0) - reference - 2 * w - 1
    if (between < noPeriods - 2 * w - 1)
      throw new RangeError(`${noPeriods} groups are too many for ${between} points between windows`)
    markBetween(labels, reference + w + 1, between, noPeriods)
  })
  labels.fill(0, Math.max(0, point - (options.pastWeeksNotIncluded ?? w)))
  return labels
}

/**
 * The reference points of a point: windows of +-w about the same week of each of the b years before,
 * and with noPeriods > 1 the weeks between them, as groups of the season.
 * @param point the place of the evaluated point, from 0
 * @param dates the date of each point (YYYY-MM-DD), where the years are those of the calendar
 * @returns null where the series does not go back as far
 * Source: Farrington et al. (1996); Noufaily et al. (2013), 3.2; cut as in R surveillance.
 */
export function referenceWindows(
  point: number,
  options: FarringtonOptions,
  dates?: readonly string[],
): ReferenceWindows | null {
  const references = dates
    ? datedReferences(point, options, dates)
    : Array.from({ length: options.b + 1 }, (_, i) => point - options.freq * i)
  const oldest = references?.at(-1) ?? -1
  // As in R, where the oldest window may lack its first point.
  if (references === null || oldest < 0 || oldest - options.w < -1) return null
  const labels = labelPoints(references, options)
  const points = Array.from(labels.keys()).filter((at) => labels[at] !== 0)
  const timeOf = dates ? datedTimes(dates, points[0] ?? 0) : (at: number) => at + 1
  const groups = points.map((at) => labels[at] ?? 0)
  return { points, groups, times: points.map(timeOf), now: timeOf(point) }
}

/** The time since the first used point, in steps as long as that from the first date to the second. */
function datedTimes(dates: readonly string[], first: number): (at: number) => number {
  const days = (at: number) => Date.parse(dates[at] ?? '') / DAY
  const step = days(1) - days(0)
  return (at) => (days(at) - days(first)) / step
}
