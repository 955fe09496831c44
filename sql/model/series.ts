/** Which counts are read at once: complaints received, of many areas and categories, by equal periods. */
export interface SeriesRequest {
  city: string
  area: 'city' | 'district' | 'subdistrict'
  category: 'all' | 'category1' | 'category2' | 'category3'
  /** Local days [from, to). */
  from: string
  to: string
  /** How many days a period has; the first begins at `from`, and the last ends at `to`. */
  step: 1 | 7
  /** Which series are told: those with so many complaints in any of these numbers of last periods. */
  least?: readonly { complaints: number; periods: number }[]
  /** The busiest of them. */
  most?: number
}

/** The counts of an area and a category; codes that were replaced count for their successors. */
export interface Series {
  /** '' is the whole city. */
  area: string
  /** '' is all of them. */
  category: string
  /** By period, the first period first. */
  counts: number[]
}

export interface SeriesCounts {
  /** The data version that was read, and its cut-off as local time; null while nothing is loaded. */
  version: number
  through: string | null
  series: Series[]
}

/** Reads whole tables of counts for those who watch every series. */
export type ReadSeries = (request: SeriesRequest) => Promise<SeriesCounts>
