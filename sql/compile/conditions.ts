import type { City, Issue } from '../model/city.ts'
import { DIMENSIONS, type DimensionId, UNKNOWN } from '../model/dimensions.ts'
import type { Clause } from '../model/question.ts'
import { columnOf } from './names.ts'
import { type Hole, join, parameter, type Sql, sql } from './sql.ts'

/** A dimension's value in a leg: the column, or what it counts as after a reform. */
export type ReadDimension = (dimension: DimensionId) => Sql

const AND = sql` AND `
const OR = sql` OR `

export const all = (conditions: readonly Hole[]): Sql =>
  conditions.length === 0 ? sql`true` : join(conditions, AND)

const any = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`false` : sql`(${join(conditions, OR)})`

const isColumn = (id: string): id is DimensionId =>
  Object.hasOwn(DIMENSIONS, id) && DIMENSIONS[id as DimensionId].column !== null

/** An issue's clauses; a clause over issues inside an issue has no meaning and is left out. */
const issueClauses = (issue: Issue): Clause[] =>
  issue.where.flatMap((clause) =>
    isColumn(clause.dimension) ? [{ dimension: clause.dimension, in: clause.in }] : [],
  )

/** The issues whose conditions are read: all where they are told apart, else those filtered for. */
function issuesRead(
  city: City,
  by: readonly DimensionId[],
  clauses: readonly Clause[],
): readonly Issue[] {
  const asked = clauses.filter(({ dimension }) => dimension === 'issue').map((clause) => clause.in)
  const all = by.includes('issue') || asked.some((codes) => codes.includes(UNKNOWN))
  return all ? city.issues : city.issues.filter(({ id }) => asked.flat().includes(id))
}

/** Every dimension with a column that is read: grouped by, filtered for, and those of the issues among them. */
export function dimensionsRead(
  city: City,
  by: readonly DimensionId[],
  clauses: readonly Clause[],
): Set<DimensionId> {
  const read = new Set([...by, ...clauses.map((clause) => clause.dimension)])
  read.delete('issue')
  for (const issue of issuesRead(city, by, clauses)) {
    for (const clause of issueClauses(issue)) read.add(clause.dimension)
  }
  return read
}

/** Their columns, and further ones: what a subquery passes on. */
export const columnsRead = (
  city: City,
  by: readonly DimensionId[],
  clauses: readonly Clause[],
  more: readonly DimensionId[] = [],
): Sql => join([...new Set([...dimensionsRead(city, by, clauses), ...more])].map(columnOf), sql`, `)

const issueCondition = (city: City, issue: Issue, read: ReadDimension): Sql =>
  sql`(${all(issueClauses(issue).map((clause) => clauseCondition(city, clause, read)))})`

function issuesCondition(city: City, codes: readonly string[], read: ReadDimension): Sql {
  const named = city.issues
    .filter((issue) => codes.includes(issue.id))
    .map((issue) => issueCondition(city, issue, read))
  const none = sql`NOT ${any(city.issues.map((issue) => issueCondition(city, issue, read)))}`
  return any(codes.includes(UNKNOWN) ? [...named, none] : named)
}

/** Complaints of any of the members of a clause. */
export function clauseCondition(city: City, clause: Clause, read: ReadDimension): Sql {
  const id = clause.dimension
  if (id === 'issue') return issuesCondition(city, clause.in, read)
  const members = parameter(id, 'Array(String)', clause.in)
  if (!DIMENSIONS[id].multiple) return sql`${read(id)} IN (${members})`
  const column = columnOf(id)
  const has = sql`hasAny(${column}, ${members})`
  return clause.in.includes(UNKNOWN) ? sql`(${has} OR empty(${column}))` : has
}

/** What a complaint is grouped under: its member, or each of them; `unknown` where there is none. */
export function keyOf(city: City, dimension: DimensionId, read: ReadDimension): Sql {
  if (!DIMENSIONS[dimension].multiple) return read(dimension)
  if (dimension !== 'issue') {
    const column = columnOf(dimension)
    return sql`arrayJoin(if(empty(${column}), ['unknown'], arrayDistinct(${column})))`
  }
  if (city.issues.length === 0) return sql`'unknown'`
  const ids = city.issues.map(
    (issue) =>
      sql`if(${issueCondition(city, issue, read)}, ${parameter('issue', 'String', issue.id)}, '')`,
  )
  const matching = sql`arrayFilter(id -> id != '', [${join(ids, sql`, `)}])`
  return sql`arrayJoin(if(empty(${matching}), ['unknown'], ${matching}))`
}
