import { all } from './conditions.ts'
import { type Sql, sql } from './sql.ts'

/** What a piece adds up over the rows of a table: a number of theirs, or how many they are. */
export interface Count {
  of: Sql | null
  /** Only those rows; null: all. */
  where: Sql | null
  /** Whether the column also holds numbers below zero, as what they leave over modulo 2^32. */
  wraps: boolean
}

export const counted = (where: Sql | null = null): Count => ({
  of: null,
  where,
  wraps: false,
})
export const summed = (of: Sql, wraps: boolean): Count => ({ of, where: null, wraps })

/** The sum of a count over the rows that pass. */
export function totalOf({ of, where, wraps }: Count, passing: Sql | null = null): Sql {
  const conditions = [where, passing].flatMap((one) => (one === null ? [] : [sql`(${one})`]))
  if (of === null) {
    return conditions.length === 0 ? sql`count()` : sql`countIf(${all(conditions)})`
  }
  const total = conditions.length === 0 ? sql`sum(${of})` : sql`sumIf(${of}, ${all(conditions)})`
  return wraps ? sql`toInt32(${total})` : total
}
