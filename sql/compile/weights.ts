import type { Weights } from '../model/city.ts'
import { parameter, type Sql, sql } from './sql.ts'

export type WeightedRate = 'response' | 'resolution' | 'satisfaction'

/** The weight of a rate on each row's day: a Date in SQL, or one local day for all rows. */
export function weightOn(weights: readonly Weights[], rate: WeightedRate, day: Sql | string): Sql {
  const dated = [...weights].sort((a, b) => a.from.localeCompare(b.from))
  if (typeof day === 'string') {
    const held = dated.filter(({ from }) => from <= day).at(-1)
    return held === undefined ? sql`NULL` : sql`${parameter('weight', 'Float64', held[rate])}`
  }
  return dated.reduce<Sql>(
    (before, next) =>
      sql`if(${day} >= ${parameter('weighted', 'Date', next.from)}, ${parameter('weight', 'Float64', next[rate])}, ${before})`,
    sql`NULL`,
  )
}
