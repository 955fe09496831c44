import type { ReadSeries, SeriesRequest } from '../../../sql/model/series.ts'
import { shiftDay } from '../local-days.ts'
import type { Watched } from './judge-all.ts'
import { nameOf } from './lattice.ts'

/** How far back a series goes at most, weeks. */
const MOST_WEEKS = 261
/** A series is watched that had so many complaints in a year; one that had fewer, once a week has some. */
export const WATCHED = { complaints: 13, periods: 53 }
const SUDDEN = { complaints: 5, periods: 1 }
/** No more series of a kind than this: the busiest. */
const MOST_SERIES = 120_000
/** Days from which is learnt how much each kind of day brings. */
const DAYS_LEARNT = 392

export const AREA_LEVELS = ['city', 'district', 'subdistrict'] as const
export const CATEGORY_LEVELS = ['all', 'category1', 'category2', 'category3'] as const

export type WatchedSeries = Watched & {
  level: { area: SeriesRequest['area']; category: SeriesRequest['category'] }
}

/** All that is read of a city for a night. */
export interface CityCounts {
  /** The first day of the first week, whole weeks before the day of judging. */
  from: string
  weeks: number
  version: number
  through: string | null
  series: WatchedSeries[]
  /** The last days of all complaints ('') and of each category of the first level. */
  days: { from: string; byCategory: ReadonlyMap<string, number[]> }
}

/**
 * Reads the counts of all series before a day, in one wide read for a kind of series.
 * @returns null while there is no whole week
 */
export async function readCity(
  city: string,
  asOf: string,
  read: ReadSeries,
): Promise<CityCounts | null> {
  const longest = shiftDay(asOf, -7 * MOST_WEEKS)
  const whole = await read({
    city,
    area: 'city',
    category: 'all',
    from: longest,
    to: asOf,
    step: 7,
  })
  const all = whole.series[0]?.counts ?? []
  const first = all.findIndex((count) => count > 0)
  // The week in which the data begin may not be whole.
  const weeks = first < 0 ? 0 : Math.max(0, MOST_WEEKS - first - (first === 0 ? 0 : 1))
  if (weeks < 1) return null
  const from = shiftDay(asOf, -7 * weeks)
  const series: WatchedSeries[] = []
  for (const area of AREA_LEVELS) {
    for (const category of CATEGORY_LEVELS) {
      const request = { city, area, category, to: asOf }
      const byWeek = await read({
        ...request,
        from,
        step: 7,
        least: [WATCHED, SUDDEN],
        most: MOST_SERIES,
      })
      const recent = await read({
        ...request,
        from: shiftDay(asOf, -3),
        step: 1,
      })
      const days = new Map(recent.series.map((one) => [nameOf(one), one.counts]))
      for (const { area: code, category: kind, counts } of byWeek.series) {
        const [a = 0, b = 0, c = 0] = days.get(nameOf({ area: code, category: kind })) ?? []
        series.push({
          area: code,
          category: kind,
          weeks: counts,
          days: [a, b, c],
          level: { area, category },
        })
      }
    }
  }
  const daysFrom = shiftDay(asOf, -Math.min(DAYS_LEARNT, 7 * weeks))
  const byCategory = new Map<string, number[]>()
  for (const category of ['all', 'category1'] as const) {
    const found = await read({
      city,
      area: 'city',
      category,
      from: daysFrom,
      to: asOf,
      step: 1,
    })
    for (const one of found.series) byCategory.set(one.category, one.counts)
  }
  const { version, through } = whole
  return { from, weeks, version, through, series, days: { from: daysFrom, byCategory } }
}
