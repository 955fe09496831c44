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
  return city.issues.length === 0 ? sql`'unknown'` : issueKey(city, read)
}

/** Most issues are what one column is in. */
function onlyClause(issue: Issue): Clause | null {
  const [clause, ...more] = issueClauses(issue)
  const plain = clause !== undefined && more.length === 0 && !DIMENSIONS[clause.dimension].multiple
  return plain ? clause : null
}

/** The unit separator, which no id has. */
const SEPARATOR = '\u001f'

/** The issues of each member of a column, looked up at once: fifty conditions take 60 ms to plan alone. */
function issuesOfColumn(column: DimensionId, issues: readonly Issue[], read: ReadDimension): Sql {
  const byMember = new Map<string, string[]>()
  for (const issue of issues) {
    const clause = onlyClause(issue)
    if (clause?.dimension !== column) continue
    for (const member of new Set(clause.in)) {
      byMember.set(member, [...(byMember.get(member) ?? []), issue.id])
    }
  }
  const members = parameter('member', 'Array(String)', [...byMember.keys()])
  const told = [...byMember.values()].map((ids) => ids.join(SEPARATOR))
  const ids = parameter('issues', 'Array(String)', told)
  return sql`splitByChar('\\x1f', transform(${read(column)}, ${members}, ${ids}, ''))`
}

function issueKey(city: City, read: ReadDimension): Sql {
  const columns = new Set(city.issues.flatMap((issue) => onlyClause(issue)?.dimension ?? []))
  const lists = [...columns].map((column) => issuesOfColumn(column, city.issues, read))
  const others = city.issues.filter((issue) => onlyClause(issue) === null)
  for (const issue of others) {
    const id = parameter('issue', 'String', issue.id)
    lists.push(sql`[if(${issueCondition(city, issue, read)}, ${id}, '')]`)
  }
  const matching = sql`arrayFilter(id -> id != '', arrayConcat(${join(lists, sql`, `)}))`
  return sql`transform(arrayJoin(emptyArrayToSingle(${matching})), [''], ['unknown'])`
}
