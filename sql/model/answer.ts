export type ColumnRole = 'dimension' | 'time' | 'measure' | 'denominator' | 'maturity'

export interface Column {
  id: string
  role: ColumnRole
}

export type Value = string | number | boolean | null
/** One row by column id; `compareTo`, where the compared period was cut, says its end. */
export type Row = Record<string, Value>

export interface Answer {
  columns: Column[]
  rows: Row[]
  /** The cut-off of the city's data, local time with its offset; null while nothing is loaded. */
  through: string | null
  /** The data version that every number here speaks of. */
  version: number
  /** The table that answered. */
  source: string
  elapsedMs: number
}
