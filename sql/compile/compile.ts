import type { Column, Value } from '../model/answer.ts'
import { TooMuchError } from '../model/errors.ts'
import type { Question } from '../model/question.ts'
import { EVERYTHING, type Scope } from '../model/scope.ts'
import { type AnswerColumn, answerColumns } from './columns.ts'
import { legsOf } from './legs.ts'
import { MOST_GROUPS, NARROW, refuseTooMuch } from './limit.ts'
import { medianReads, sampledReads } from './medians.ts'
import { limitTuples, orderRows } from './order.ts'
import { type Context, type Plan, planQuestion } from './plan.ts'
import { MOST_READ, type Read, writeRead } from './read.ts'
import { countOf, type SumRow } from './sum-row.ts'
import { carryOver, createSums, type Sums } from './sums.ts'

/** An answer of more rows is refused: nobody reads it, and it would hold the page up. */
const MOST_ROWS = 100_000
const MOST_SECONDS = 20

/** Settings of every read. */
export const READ_SETTINGS = {
  max_execution_time: MOST_SECONDS,
  max_rows_to_group_by: String(MOST_GROUPS),
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 0,
} as const

/** Asks the warehouse: the rows, each as the values of the read's columns. */
type Run = (read: Read) => Promise<readonly (readonly Value[])[]>

export interface Compiled {
  columns: Column[]
  /** The table that answers; what it cannot hold is counted from `complaints` beside it. */
  source: string
  /** What is read first, all at the same time. */
  reads: readonly Read[]
  /**
   * The rows of the answer, each as the values of its columns.
   * @throws TooMuchError
   */
  answer(run: Run): Promise<Value[][]>
}

const tooMany = (what: string, most: number): TooMuchError =>
  new TooMuchError(`${what} more than ${most.toLocaleString('en')} rows. ${NARROW}`)

/** The ids of the columns that the Question's answer has: what `orderBy` may name. */
export function columnIds(question: Question, context: Context): string[] {
  const plan = planQuestion({ ...question, orderBy: undefined }, EVERYTHING, context)
  return answerColumns(plan).map(({ id }) => id)
}

/** Rows are where complaints are, or were in what is compared; without keys there is always one. */
const isTold =
  ({ by, question }: Plan) =>
  ({ now, before }: SumRow): boolean =>
    (by.length === 0 && question.grain === undefined) ||
    countOf(now, 'complaints') > 0 ||
    countOf(before, 'complaints') > 0

async function addUp(sums: Sums, reads: readonly Read[], run: Run): Promise<void> {
  const all = await Promise.all(reads.map(run))
  reads.forEach((read, i) => {
    const found = all[i] ?? []
    if (found.length > MOST_READ) throw tooMany('That would add up', MOST_READ)
    sums.add(read, found)
  })
}

/** Those that are told, in order, and no more than are asked for. */
function answerRows(plan: Plan, columns: readonly AnswerColumn[], rows: readonly SumRow[]) {
  if (plan.backlog) carryOver(plan, rows)
  const told = rows.filter(isTold(plan))
  const isLimited = plan.question.limit !== undefined && plan.by.length > 0
  const wanted = isLimited ? limitTuples(plan, orderRows(plan, columns, told)) : told
  if (wanted.length > MOST_ROWS) throw tooMany('The answer has', MOST_ROWS)
  return isLimited ? wanted : orderRows(plan, columns, wanted)
}

/**
 * What is read to answer a Question, and how the answer is made of it. Phases: plan (windows, table,
 * counts), reads (the rows of each leg as additive counts, in SQL), sums (by row), measures, order and
 * limit (here, for each SELECT more is planned for longer than these few rows take). Pure.
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
  const columns = answerColumns(plan)
  const reads = [...legsOf(plan).map((leg) => writeRead(plan, leg)), ...medianReads(plan)]
  return {
    columns: columns.map(({ id, role }) => ({ id, role })),
    source: plan.cube?.table ?? 'complaints',
    reads,
    answer: async (run) => {
      const sums = createSums(plan)
      await addUp(sums, reads, run)
      await addUp(sums, sampledReads(plan, sums.rows()), run)
      const rows = answerRows(plan, columns, sums.rows())
      return rows.map((row) => columns.map(({ value }) => value(row)))
    },
  }
}
