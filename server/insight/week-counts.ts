/** Which counts are read at once: complaints received by calendar week (Monday) of many areas and categories. */
export interface WeekRequest {
  city: string
  area: 'city' | 'district' | 'subdistrict'
  category: 'all' | 'category1' | 'category2' | 'category3'
  /** Mondays [from, to) */
  from: string
  to: string
  /** series with fewer complaints in all are left out */
  least?: number
}

/** counts[i] is of the week that begins 7 i days after `from`; area '' is the whole city, category '' all. */
export interface WeekSeries {
  area: string
  category: string
  counts: number[]
}

export interface WeekCounts {
  from: string
  to: string
  version: number
  through: string | null
  series: WeekSeries[]
}

export type ReadWeeks = (request: WeekRequest) => Promise<WeekCounts>
