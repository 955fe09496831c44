import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Clause, Question } from '../../sql/model/question.ts'
import type { TrendGrain } from '../views/trend/periods.ts'

/** The grains that a cube can have: those of which the trend's points are, down to days. */
export type CubeGrain = Exclude<TrendGrain, 'hour'>

/** What a cube is the answer to. Its days are whole periods of its grain. */
export interface CubeQuestion extends Question {
  by: DimensionId[]
  grain: CubeGrain
  where: Clause[]
}

/** The member of each row, by its place among the codes, which are in the order of answers. */
export interface Members {
  codes: readonly string[]
  rows: Int32Array
}

/** What adds up of a measure, row by row. */
export interface Parts {
  /** Of a count: itself, 0 where it is not told. Of a rate: its numerator. */
  sum: Float64Array
  /** Of a rate: its denominator. */
  of: Float64Array | null
  /** 1 where a count is told; null: everywhere. */
  told: Uint8Array | null
}

/** An answer kept in columns, its rows in the order of their periods. */
export interface Cube {
  question: CubeQuestion
  version: number
  through: string | null
  source: string
  /** The periods of which there are rows. */
  periods: readonly string[]
  /** The rows of `periods[i]` are those from `first[i]` to before `first[i + 1]`. */
  first: Uint32Array
  dimensions: ReadonlyMap<DimensionId, Members>
  measures: ReadonlyMap<MeasureId, Parts>
}
