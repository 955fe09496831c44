import { DuckDBInstance } from '@duckdb/node-api'
import { nameOf, type Place } from '../../../server/insight/alerts/lattice.ts'
import type { City } from '../../../sql/model/city.ts'
import type { ReadSeries, SeriesRequest } from '../../../sql/model/series.ts'

/** The complaints of a folder of simulated extracts, by day, for every area and category that has some. */
export interface ExtractSeries {
  readSeries: ReadSeries
  /** Complaints of each day from `first` on; undefined where there are hardly any. */
  daysOf(place: Place): Uint16Array | undefined
  first: string
  days: number
}

interface Kept extends Place {
  area: string
  category: string
  levels: [SeriesRequest['area'], SeriesRequest['category']]
  days: Uint16Array
}

const DAY_MS = 86_400_000
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** A series with fewer in every year, and never so many in a week, is never read. */
const LEAST = { year: 13, week: 5 }

const CATEGORY_LEVELS = ['all', 'category1', 'category2', 'category3'] as const

/**
 * Reads a folder of parquet extracts without the warehouse; of each complaint its first version counts,
 * and codes that the pack does not know are left out.
 */
export async function readExtracts(
  folder: string,
  city: City,
  from: string,
  to: string,
): Promise<ExtractSeries> {
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
      GROUP BY ALL`,
  )
  const rows = found.getRows() as [number, string | null, string | null, string | null, number][]
  const parents = new Map(
    [...city.areas, ...city.categories].map(({ code, parent }) => [code, parent ?? '']),
  )
  const levels = new Map(city.areas.map(({ code, level }) => [code, level]))
  const chain = (code: string | null): string[] => {
    const codes: string[] = []
    for (let at = code ?? ''; parents.has(at); at = parents.get(at) ?? '') codes.unshift(at)
    return ['', ...codes]
  }
  const chains = new Map<string, string[]>()
  const chainOf = (code: string | null): string[] => {
    const known = chains.get(code ?? '')
    if (known) return known
    const codes = chain(code)
    chains.set(code ?? '', codes)
    return codes
  }
  const days = dayNumber(to) - dayNumber(from)
  const placesOf = function* ([, category, district, subdistrict]: (typeof rows)[number]) {
    const areas = chainOf(subdistrict && parents.has(subdistrict) ? subdistrict : district)
    for (const area of areas) for (const kind of chainOf(category)) yield { area, category: kind }
  }
  const weeks = new Map<string, Uint16Array>()
  const length = Math.ceil(days / 7)
  for (const row of rows) {
    for (const place of placesOf(row)) {
      const name = nameOf(place)
      let counts = weeks.get(name)
      if (!counts) {
        counts = new Uint16Array(length)
        weeks.set(name, counts)
      }
      counts[Math.floor(row[0] / 7)]! += row[4]
    }
  }
  const isKept = (counts: Uint16Array): boolean => {
    let year = 0
    for (let week = 0; week < length; week++) {
      year += counts[week]! - (week >= 53 ? counts[week - 53]! : 0)
      // Weeks of other beginnings may hold two of these.
      if (year >= LEAST.year || counts[week]! + (counts[week - 1] ?? 0) >= LEAST.week) return true
    }
    return false
  }
  const kept = new Map<string, Kept>()
  for (const [name, counts] of weeks) {
    if (!isKept(counts)) continue
    const [area = '', category = ''] = name.split('|')
    const level = area === '' ? 'city' : levels.get(area)
    if (level === undefined || level === 'community') continue
    kept.set(name, {
      ...{ area, category, days: new Uint16Array(days) },
      levels: [level, CATEGORY_LEVELS[chainOf(category || null).length - 1] ?? 'all'],
    })
  }
  weeks.clear()
  for (const row of rows) {
    for (const place of placesOf(row)) {
      const one = kept.get(nameOf(place))
      if (one) one.days[row[0]]! += row[4]
    }
  }
  connection.closeSync()

  const readSeries: ReadSeries = async ({
    area,
    category,
    from: start,
    to: end,
    step,
    least = [],
  }) => {
    const begin = dayNumber(start) - dayNumber(from)
    const periods = (dayNumber(end) - dayNumber(start)) / step
    const series = []
    for (const one of kept.values()) {
      if (one.levels[0] !== area || one.levels[1] !== category) continue
      const counts = new Array<number>(periods).fill(0)
      for (let period = 0; period < periods; period++) {
        let sum = 0
        for (let k = 0; k < step; k++) sum += one.days[begin + period * step + k] ?? 0
        counts[period] = sum
      }
      const isTold =
        least.length === 0 ||
        least.some(
          (each) => counts.slice(-each.periods).reduce((a, b) => a + b, 0) >= each.complaints,
        )
      if (isTold) series.push({ area: one.area, category: one.category, counts })
    }
    return { version: 1, through: `${end}T00:00:00+08:00`, series }
  }
  return { readSeries, daysOf: (place) => kept.get(nameOf(place))?.days, first: from, days }
}
