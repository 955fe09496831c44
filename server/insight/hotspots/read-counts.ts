import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import type { ReadSeries, Series, SeriesCounts } from '../../../sql/model/series.ts'
import { endOfComplete, mondayOf, shiftWeeks, weeksBetween } from './weeks.ts'

/** How many weeks are judged, where the history has them. */
const MOST_WEEKS = 52
/** How often both levels are read until they are of the same data version. */
const TRIES = 3

export const LEVELS = [1, 2] as const
export type Level = (typeof LEVELS)[number]

/** The weekly counts of both levels of categories by subdistrict. */
export interface LevelCounts {
  version: number
  through: string | null
  /** Which of the counts are of complete weeks since the data begin: [first, end). */
  range: [first: number, end: number]
  /** The Mondays of `range`. */
  from: string
  to: string
  levels: Record<Level, Series[]>
}

const isKnown = ({ area, category }: Series): boolean =>
  area !== UNKNOWN && area !== '' && category !== UNKNOWN && category !== ''

/** The first week in which anything was received; `weeks` where nothing was. */
function beginOf(series: readonly Series[], weeks: number): number {
  for (let week = 0; week < weeks; week++) {
    if (series.some(({ counts }) => (counts[week] ?? 0) > 0)) return week
  }
  return weeks
}

/**
 * Reads the last 52 weeks that are complete before the week of a local day, of both levels at one data
 * version.
 * @throws Error where loads change the version faster than both levels can be read; what `readSeries` throws
 */
export async function readCounts(
  readSeries: ReadSeries,
  city: string,
  asOf: string,
): Promise<LevelCounts> {
  const to = mondayOf(asOf)
  const from = shiftWeeks(to, -MOST_WEEKS)
  const read = (category: 'category1' | 'category2'): Promise<SeriesCounts> =>
    readSeries({ city, area: 'subdistrict', category, from, to, step: 7 })
  for (let tries = 0; tries < TRIES; tries++) {
    const [first, second] = [await read('category1'), await read('category2')]
    if (first.version !== second.version) continue
    const { version, through } = first
    const end = endOfComplete(to, through) ?? from
    const weeks = Math.max(0, weeksBetween(from, end))
    const begin = beginOf(first.series, weeks)
    return {
      ...{ version, through, range: [begin, weeks] },
      ...{ from: shiftWeeks(from, begin), to: shiftWeeks(from, weeks) },
      levels: { 1: first.series.filter(isKnown), 2: second.series.filter(isKnown) },
    }
  }
  throw new Error(`The data of ${city} change while they are read: try again after the load.`)
}
