import type { Column } from '../model/answer.ts'
import type { Question } from '../model/question.ts'
import { EVERYTHING, type Scope } from '../model/scope.ts'
import { type AnswerColumn, measureColumns } from './columns.ts'
import { writeAlone, writeLeg } from './leg.ts'
import { legsOf } from './legs.ts'
import { MOST_GROUPS, refuseTooMuch } from './limit.ts'
import { answerName, keyName, type Piece, pieceName, sumName } from './names.ts'
import { type Context, type Plan, planQuestion } from './plan.ts'
import {
  join,
  type Parameter,
  type ParameterValue,
  parameter,
  render,
  type Sql,
  sql,
} from './sql.ts'
import { calendarGrain } from './window.ts'

/** An answer of more rows is refused: nobody reads it, and it would hold the page up. */
export const MOST_ROWS = 100_000
const MOST_SECONDS = 20

export interface Compiled {
  sql: string
  params: Record<string, ParameterValue>
  columns: Column[]
  /** The table that answers; what it cannot hold is counted from `complaints` beside it. */
  source: string
  settings: Record<string, string | number>
}

const COMMA = sql`, `
const MOST = parameter('most', 'UInt32', MOST_ROWS + 1)

/** The legs' pieces summed for each row and side, and the median of the row's own cases. */
function writeSums(plan: Plan, pieces: readonly Piece[]): Sql {
  const legs = legsOf(plan)
  const [only, ...more] = legs
  if (only !== undefined && more.length === 0 && !plan.median) return writeAlone(plan, only, pieces)
  const keys = keysOf(plan)
  const columns = [...keys]
  for (const piece of pieces) {
    const name = pieceName(piece)
    if (plan.compared === null) {
      columns.push(sql`sum(${name}) AS ${sumName(piece, 'now')}`)
    } else {
      columns.push(sql`sumIf(${name}, side = 0) AS ${sumName(piece, 'now')}`)
      columns.push(sql`sumIf(${name}, side = 1) AS ${sumName(piece, 'before')}`)
    }
  }
  if (plan.median && plan.compared === null) {
    columns.push(sql`quantileExactInclusiveIfMerge(0.5)(p_seconds) AS seconds_now`)
  } else if (plan.median) {
    const median = sql`quantileExactInclusiveIfMergeIf(0.5)`
    columns.push(sql`${median}(p_seconds, side = 0) AS seconds_now`)
    columns.push(sql`${median}(p_seconds, side = 1) AS seconds_before`)
  }
  const grouped = keys.length === 0 ? sql`` : sql`\n GROUP BY ${join(keys, COMMA)}`
  return sql`SELECT ${join(columns, COMMA)}
  FROM (
  ${join(
    legs.map((leg) => writeLeg(plan, leg, pieces)),
    sql`\n  UNION ALL\n  `,
  )}
  )${grouped}`
}

function keysOf(plan: Plan): Sql[] {
  const keys = plan.by.map((_, i) => keyName(i))
  return plan.question.grain === undefined ? keys : [...keys, sql`bucket`]
}

/** What is open at the end of each row's period: all that entered until then less all that went. */
function writeBacklog(plan: Plan, sums: Sql): Sql {
  const sides = plan.compared === null ? (['now'] as const) : (['now', 'before'] as const)
  const keys = plan.by.map((_, i) => keyName(i))
  const apart = keys.length === 0 ? sql`` : sql`PARTITION BY ${join(keys, COMMA)} `
  const carried = calendarGrain(plan.question) !== null
  const frame = sql` OVER (${apart}ORDER BY bucket ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`
  const running = (name: Sql): Sql => (carried ? sql`sum(${name})${frame}` : name)
  const columns = sides.flatMap((side) => {
    const known = running(sumName('entered', side))
    const gone = running(sumName('gone', side))
    return side === 'now'
      ? [sql`${known} AS known_now`, sql`known_now - ${gone} AS open_now_all`]
      : [sql`${known} AS known_before`, sql`known_before - ${gone} AS open_before_all`]
  })
  return sql`SELECT *, ${join(columns, COMMA)}
  FROM (
${sums}
)`
}

function answerColumns(plan: Plan): AnswerColumn[] {
  const { grain, measures } = plan.question
  const keys = plan.by.map((id, i): AnswerColumn => ({ id, role: 'dimension', sql: keyName(i) }))
  const period: AnswerColumn = {
    id: 'period',
    role: 'time',
    sql: grain === 'hour' ? sql`formatDateTime(bucket, '%Y-%m-%dT%H:00', 'UTC')` : sql`bucket`,
  }
  return [
    ...keys,
    ...(grain === undefined ? [] : [period]),
    ...measures.flatMap((id) => measureColumns(plan, id)),
  ]
}

/** The ids of the columns that the Question's answer has: what `orderBy` may name. */
export function columnIds(question: Question, context: Context): string[] {
  const plan = planQuestion({ ...question, orderBy: undefined }, EVERYTHING, context)
  return answerColumns(plan).map(({ id }) => id)
}

/** The default order: by the dimensions, then the period; `orderBy` goes before it, nulls last. */
function orderOf(plan: Plan): Sql {
  const { grain, orderBy } = plan.question
  const order = [...plan.by, ...(grain === undefined ? [] : ['period'])].map((id) => answerName(id))
  if (orderBy !== undefined) {
    const down = orderBy.startsWith('-')
    const name = answerName(down ? orderBy.slice(1) : orderBy)
    order.unshift(down ? sql`${name} DESC NULLS LAST` : sql`${name} ASC NULLS LAST`)
  }
  return order.length === 0 ? sql`` : sql`\n ORDER BY ${join(order, COMMA)}`
}

/** Keeps the rows of the first `limit` tuples, in the order in which the tuples come up. */
function limitTuples(plan: Plan, answer: Sql, limit: Parameter): Sql {
  const tuple = join(plan.by.map(answerName), COMMA)
  return sql`SELECT * EXCEPT (place, first_place, tuple)
  FROM (
SELECT *, dense_rank() OVER (ORDER BY first_place) AS tuple
  FROM (
SELECT *, min(place) OVER (PARTITION BY ${tuple}) AS first_place
  FROM (
SELECT *, row_number() OVER (${orderOf(plan)}) AS place
  FROM (
${answer}
))))
 WHERE tuple <= ${limit}
 ORDER BY place
 LIMIT ${MOST}`
}

/** Rates and names over the sums; rows are where complaints are, or were in what is compared. */
function writeAnswer(plan: Plan, rows: Sql, columns: readonly AnswerColumn[]): Sql {
  const { grain, limit } = plan.question
  const named = columns.map((column) => sql`${column.sql} AS ${answerName(column.id)}`)
  const whole = plan.by.length === 0 && grain === undefined
  const compared = plan.compared === null ? sql`` : sql` OR complaints_before > 0`
  const where = whole ? sql`` : sql`\n WHERE complaints_now > 0${compared}`
  const answer = sql`SELECT ${join(named, COMMA)}
  FROM (
${rows}
)${where}`
  if (limit === undefined || plan.by.length === 0) {
    return sql`${answer}${orderOf(plan)}\n LIMIT ${MOST}`
  }
  const first = parameter('limit', 'UInt32', Math.min(limit, MOST_ROWS + 1))
  if (grain !== undefined) return limitTuples(plan, answer, first)
  return sql`${answer}${orderOf(plan)}\n LIMIT ${first}`
}

/**
 * The SQL that answers a Question. Phases: plan (windows, table, counts), legs (the rows of each side
 * as additive pieces), sums (by row), answer (rates, order, limit). Pure.
 * @param question a valid one (`validate`)
 * @param table one that can answer, instead of the cheapest
 * @throws TooMuchError where too many complaints would be read
 */
export function compile(
  question: Question,
  scope: Scope,
  context: Context,
  table?: string,
): Compiled {
  const plan = planQuestion(question, scope, context, table)
  refuseTooMuch(plan)
  const pieces: Piece[] = [...plan.addends, ...(plan.backlog ? (['entered', 'gone'] as const) : [])]
  const columns = answerColumns(plan)
  const sums = writeSums(plan, pieces)
  const rows = plan.backlog ? writeBacklog(plan, sums) : sums
  const answer = writeAnswer(plan, rows, columns)
  return {
    ...render(answer),
    columns: columns.map(({ id, role }) => ({ id, role })),
    source: plan.cube?.table ?? 'complaints',
    settings: {
      max_execution_time: MOST_SECONDS,
      max_rows_to_group_by: MOST_GROUPS,
      output_format_json_quote_64bit_integers: 0,
      output_format_json_quote_denormals: 0,
      // A plan of many columns takes it longer than it saves: 7 of 40 ms (npm run bench).
      query_plan_merge_expressions: 0,
    },
  }
}
