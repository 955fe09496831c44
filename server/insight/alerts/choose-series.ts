import { WATCHED, type WatchedSeries } from './read-city.ts'
import { ENOUGH_A_WEEK } from './spread.ts'
import { LEAST_CASES } from './watch.ts'

/** So many parts tell how parts vary; a year in which they had a few more than enough. */
const SAMPLE = { series: 200, complaints: (ENOUGH_A_WEEK + 1) * WATCHED.periods }

/** The sum of the last so many, or of all; asked of every series of a night, so nothing is copied. */
export function sumLast(list: ArrayLike<number>, most = list.length): number {
  let sum = 0
  for (let i = Math.max(0, list.length - most); i < list.length; i++) sum += list[i]!
  return sum
}

/** Whether a series had enough complaints in a year to be one of its kind. */
export const isWatched = ({ weeks }: WatchedSeries): boolean =>
  sumLast(weeks, WATCHED.periods) >= WATCHED.complaints

/** Series that may have risen: the others need not be judged. */
export function mayRise({ weeks }: WatchedSeries): boolean {
  const last = weeks[weeks.length - 1] ?? 0
  const before = Math.min(weeks.length, WATCHED.periods) - 1
  return (
    last >= LEAST_CASES && last >= (sumLast(weeks, WATCHED.periods) - last) / Math.max(1, before)
  )
}

/** Parts of the city that tell how parts vary: evenly out of those with enough complaints to tell. */
export function sampleParts(series: readonly WatchedSeries[]) {
  const busy = series.filter(
    ({ level, weeks }) =>
      level.area !== 'city' && sumLast(weeks, WATCHED.periods) >= SAMPLE.complaints,
  )
  const apart = Math.max(1, busy.length / SAMPLE.series)
  return Array.from({ length: Math.min(busy.length, SAMPLE.series) }, (_, i) => {
    const { category, weeks } = busy[Math.floor(i * apart)]!
    return { category, counts: weeks }
  })
}
