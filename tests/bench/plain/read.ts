import type { Span } from '../../../sql/compile/window.ts'
import type { City } from '../../../sql/model/city.ts'
import { DIMENSIONS, type DimensionId, UNKNOWN } from '../../../sql/model/dimensions.ts'
import type { Grain } from '../../../sql/model/grains.ts'
import type { Basis, Clause } from '../../../sql/model/question.ts'
import type { Shape } from './shape.ts'

/** A table in an engine's own words. Null: it does not know that. */
export interface Table {
  /** What is read, for windows of that basis; narrowed already where the engine can. */
  from(window: Span, shape: Shape): string
  within(window: Span, basis: Basis): string | null
  bucket(grain: Grain, basis: Basis): string | null
  /** The sum of an additive count. */
  sum(count: string, shape: Shape): string | null
  /** Of the seconds to close. */
  median: string | null
  columns: ReadonlySet<string>
  lists: Lists
}

/** How an engine takes lists apart. */
export interface Lists {
  hasAny(column: string, members: string): string
  isEmpty(column: string): string
  /** A row for each member. */
  each(list: string): string
  without(list: string, member: string): string
  literal(members: readonly string[]): string
}

export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
const texts = (values: readonly string[]): string => values.map(text).join(', ')

function issueCondition(city: City, code: string, table: Table): string {
  const issue = city.issues.find(({ id }) => id === code)
  const clauses = (issue?.where ?? []) as Clause[]
  return `(${clauses.map((clause) => condition(city, clause, table)).join(' AND ') || 'false'})`
}

function condition(city: City, clause: Clause, table: Table): string {
  const { column, multiple } = DIMENSIONS[clause.dimension]
  if (column === null) {
    return `(${clause.in.map((code) => issueCondition(city, code, table)).join(' OR ')})`
  }
  if (!multiple) return `${column} IN (${texts(clause.in)})`
  const has = table.lists.hasAny(column, table.lists.literal(clause.in))
  return clause.in.includes(UNKNOWN) ? `(${has} OR ${table.lists.isEmpty(column)})` : has
}

/** The list of a complaint's members. */
function membersOf(city: City, dimension: DimensionId, table: Table): string {
  const { column } = DIMENSIONS[dimension]
  const { lists } = table
  const named = city.issues.map(
    ({ id }) => `CASE WHEN ${issueCondition(city, id, table)} THEN ${text(id)} ELSE '' END`,
  )
  const list = column ?? lists.without(`[${named.join(', ')}]`, '')
  const blank = lists.literal([UNKNOWN])
  return lists.each(`CASE WHEN ${lists.isEmpty(list)} THEN ${blank} ELSE ${list} END`)
}

/** The columns that a Question's members and filters come from. */
function columnsRead({ question, city }: Shape): string[] {
  const named = [...(question.by ?? []), ...(question.where ?? []).map((one) => one.dimension)]
  return named.flatMap((dimension) => {
    const { column } = DIMENSIONS[dimension]
    if (column !== null) return [column]
    return city.issues.flatMap((issue) =>
      issue.where.flatMap((clause) => DIMENSIONS[clause.dimension as DimensionId].column ?? []),
    )
  })
}

/**
 * One statement that reads no more than a Question needs: a select for each window, with the columns
 * side, the members, bucket, the counts and the median. Null where the table cannot tell.
 */
export function writeRead(
  shape: Shape,
  table: Table,
  counts: readonly string[] = shape.counts,
): string | null {
  const { question, city, basis } = shape
  if (columnsRead(shape).some((column) => !table.columns.has(column))) return null
  const { by = [], grain, where = [] } = question
  const bucket = grain === undefined ? null : table.bucket(grain, basis)
  if (grain !== undefined && bucket === null) return null
  if (shape.median && table.median === null) return null
  const sums = counts.map((count) => table.sum(count, shape))
  if (sums.some((sum) => sum === null)) return null
  const several = by.filter((id) => DIMENSIONS[id].multiple)
  const keys = by.map((id, i) => (several.includes(id) ? `k${i}` : DIMENSIONS[id].column))
  const selects = shape.windows.map((window, side) => {
    const within = table.within(window, basis)
    if (within === null) return null
    const sampled =
      shape.level !== null && table.columns.has('level') ? [`level >= ${shape.level}`] : []
    const filters = [within, ...sampled, ...where.map((clause) => condition(city, clause, table))]
    const lists = by.flatMap((id, i) =>
      several.includes(id) ? [`${membersOf(city, id, table)} AS k${i}`] : [],
    )
    const rows = `${table.from(window, shape)} WHERE ${filters.join(' AND ')}`
    const from =
      lists.length === 0 ? rows : `(SELECT *, ${lists.join(', ')} FROM ${rows}) AS listed`
    const groups = [...keys, ...(bucket === null ? [] : [bucket])]
    const columns = [
      `${side} AS side`,
      ...groups.map((group, i) => `${group} AS g${i}`),
      ...sums.map((sum, i) => `${sum} AS c${i}`),
      ...(shape.median ? [`${table.median} AS seconds`] : []),
    ]
    const grouped = groups.length === 0 ? '' : ` GROUP BY ${groups.join(', ')}`
    return `SELECT ${columns.join(', ')} FROM ${from}${grouped}`
  })
  return selects.some((select) => select === null) ? null : selects.join('\nUNION ALL\n')
}
