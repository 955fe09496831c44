import type { Kind } from '../questions/named.ts'

/** What was measured of one named Question; times in ms. Null: not measured, or not to be told. */
export interface MeasuredQuestion {
  name: string
  kind: Kind
  /** The table that answered. */
  source: string
  rows: number
  /** The median of the first runs, with the engine's caches empty, and their 95th percentile. */
  coldMs: number
  coldP95Ms: number
  /** All runs, cold and warm, every answer computed, of other days, areas and categories in each. */
  p50Ms: number
  p95Ms: number
  maxMs: number
  /** Warm, the answer remembered. */
  rememberedMs: number
  /** Warm and computed, of the newest days: the form that the peers answer too. */
  fixedMs: number
  /** Drawn Questions that were too wide, and refused. */
  drawnRefused: number
  /** The engine's own time for the smallest read of that table that suffices. */
  engineMs: number | null
  /** DuckDB over the complaints, and over the copies of the cubes. */
  duckdbMs: number | null
  duckdbAggregateMs: number | null
  /** Whether the answers of both are equal. */
  equal: boolean | null
}

export interface Measured {
  rows: number
  machine: string
  questions: MeasuredQuestion[]
  load: {
    csvRowsPerS: number
    bareCsvRowsPerS: number
    parquetRowsPerS: number
    bareParquetRowsPerS: number
  }
  freshnessS: number
  /** How the file came in, and what had to be asked until all told of it. */
  freshnessWay: string
  memoryMiB: { engine: number; server: number }
  diskGiB: number
  /** When, and how long all of it took. */
  at: string
  seconds: number
}
