import { DuckDBInstance } from '@duckdb/node-api'
import { nameOf, type Place } from '../../../server/insight/alerts/lattice.ts'
import { dayNumber } from '../../../server/insight/local-days.ts'
import type { City } from '../../../sql/model/city.ts'
import type { ReadSeries } from '../../../sql/model/series.ts'
import { type CountRow, countPlaces, type PlaceCounts } from './count-places.ts'

/** The complaints of a folder of simulated extracts, as threads share them. */
export interface ExtractCounts extends PlaceCounts {
  /** The first day, and how many there are. */
  first: string
  days: number
}

/** The complaints of a folder by day, for every area and category that has some. */
export interface ExtractSeries {
  readSeries: ReadSeries
  /** Complaints of each day from `first` on; undefined where there are hardly any. */
  daysOf(place: Place): number[] | undefined
  first: string
  days: number
}

/**
 * Reads a folder of parquet extracts without the warehouse; of each complaint its first version counts,
 * and codes that the pack does not know are left out.
 */
export async function readExtracts(
  folder: string,
  city: City,
  from: string,
  to: string,
): Promise<ExtractCounts> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const found = await connection.runAndReadAll(
    `WITH first AS (
       SELECT any_value(left(received_at, 10)) AS day, any_value(category) AS category,
              any_value(district) AS district, any_value(subdistrict) AS subdistrict
         FROM read_parquet('${folder.replaceAll("'", "''")}/*.parquet')
        WHERE case_id <> '' GROUP BY case_id)
     SELECT (try_cast(day AS DATE) - DATE '${from}')::INTEGER AS at, category, district, subdistrict,
            count(*)::INTEGER AS n
       FROM first WHERE day >= '${from}' AND day < '${to}' AND try_cast(day AS DATE) IS NOT NULL
      GROUP BY ALL ORDER BY 2, 3, 4, 1`,
  )
  const rows = found.getRows() as CountRow[]
  connection.closeSync()
  const days = dayNumber(to) - dayNumber(from)
  return { first: from, days, ...countPlaces(rows, city, days) }
}

/** Opens what was read as series. */
export function openSeries({ first, days, places, before }: ExtractCounts): ExtractSeries {
  const byLevel = new Map<string, number[]>()
  places.forEach(({ levels }, i) => {
    const level = levels.join(' ')
    const known = byLevel.get(level)
    if (known) known.push(i)
    else byLevel.set(level, [i])
  })
  const numbers = new Map(places.map((place, i) => [nameOf(place), i]))
  const within = (day: number): number => Math.min(Math.max(day, 0), days)
  const countsOf = (place: number, begin: number, periods: number, step: number): number[] => {
    const at = place * (days + 1)
    const counts = new Array<number>(periods)
    let passed = before[at + within(begin)]!
    for (let period = 0, day = begin; period < periods; period++) {
      day += step
      const until = before[at + within(day)]!
      counts[period] = until - passed
      passed = until
    }
    return counts
  }
  const readSeries: ReadSeries = async ({ area, category, from, to, step, least = [] }) => {
    const begin = dayNumber(from) - dayNumber(first)
    const end = dayNumber(to) - dayNumber(first)
    const periods = (end - begin) / step
    // As of the warehouse, a series without a complaint is not told.
    const bounds = least.length > 0 ? least : [{ complaints: 1, periods }]
    const isTold = (place: number): boolean => {
      const at = place * (days + 1)
      for (const one of bounds) {
        const sum = before[at + within(end)]! - before[at + within(end - one.periods * step)]!
        if (sum >= one.complaints) return true
      }
      return false
    }
    const series = (byLevel.get(`${area} ${category}`) ?? []).filter(isTold).map((place) => ({
      area: places[place]!.area,
      category: places[place]!.category,
      counts: countsOf(place, begin, periods, step),
    }))
    return { version: 1, through: `${to}T00:00:00+08:00`, series }
  }
  const daysOf = (place: Place): number[] | undefined => {
    const number = numbers.get(nameOf(place))
    return number === undefined ? undefined : countsOf(number, 0, days, 1)
  }
  return { readSeries, daysOf, first, days }
}
