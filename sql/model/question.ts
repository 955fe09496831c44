import type { DimensionId } from './dimensions.ts'
import type { Grain } from './grains.ts'
import type { MeasureId } from './measures.ts'

/** Complaints of any of the members `in`. Several clauses: AND. */
export interface Clause {
  dimension: DimensionId
  in: string[]
}

export const BASES = ['received', 'closed', 'rated'] as const
/** Which event puts a case into a period. */
export type Basis = (typeof BASES)[number]

export const COMPARISONS = ['previous', 'lastYear'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** Every number that Weisu shows is the answer to one of these (DESIGN 5.2). */
export interface Question {
  city: string
  measures: MeasureId[]
  by?: DimensionId[] | undefined
  grain?: Grain | undefined
  /** Local days, [from, to). */
  from: string
  to: string
  where?: Clause[] | undefined
  basis?: Basis | undefined
  compare?: Comparison | undefined
  /** A column of the answer; `-` before it: descending. */
  orderBy?: string | undefined
  /** How many distinct `by` tuples, not rows. */
  limit?: number | undefined
  /** An earlier data version, as long as it is kept. */
  version?: number | undefined
}
