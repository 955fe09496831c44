import { all } from './conditions.ts'
import { type Sql, sql } from './sql.ts'

/** What a piece adds up over the rows of a table: a number of theirs, or how many they are. */
export interface Count {
  of: Sql | null
  /** Only those rows; null: all. */
  where: Sql | null
}

export const counted = (where: Sql | null = null): Count => ({ of: null, where })
export const summed = (of: Sql): Count => ({ of, where: null })

/** The sum of a count over the rows that pass. */
export function totalOf({ of, where }: Count, passing: Sql | null = null): Sql {
  const conditions = [where, passing].flatMap((one) => (one === null ? [] : [sql`(${one})`]))
  if (conditions.length === 0) return of === null ? sql`count()` : sql`sum(${of})`
  return of === null ? sql`countIf(${all(conditions)})` : sql`sumIf(${of}, ${all(conditions)})`
}
