import { formatLocal } from '../compile/calendar.ts'
import { type Compiled, compile, MOST_ROWS } from '../compile/compile.ts'
import type { Context } from '../compile/plan.ts'
import { cityNamed, validate } from '../compile/validate.ts'
import { compareTo } from '../compile/window.ts'
import type { Answer, Column, Row, Value } from '../model/answer.ts'
import { TooMuchError } from '../model/errors.ts'
import { isCyclic } from '../model/grains.ts'
import type { Question } from '../model/question.ts'
import type { Scope } from '../model/scope.ts'
import { refuseUnknownCodes } from './known-codes.ts'
import { reaching } from './reaching.ts'
import { readSnapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'
import { NARROW, withinLimits } from './within-limits.ts'

export type Ask = (question: Question, scope: Scope) => Promise<Answer>

async function runCompiled(warehouse: Warehouse, compiled: Compiled): Promise<Value[][]> {
  const run = async (): Promise<Value[][]> => {
    const found = await warehouse.client.query({
      query: compiled.sql,
      query_params: compiled.params,
      clickhouse_settings: compiled.settings,
      format: 'JSONCompactEachRow',
    })
    return found.json<Value[]>()
  }
  const rows = await withinLimits(() => reaching(run))
  if (rows.length > MOST_ROWS) {
    throw new TooMuchError(
      `The answer has more than ${MOST_ROWS.toLocaleString('en')} rows. ${NARROW}`,
    )
  }
  return rows
}

function rowsOf(
  question: Question,
  columns: readonly Column[],
  found: readonly Value[][],
  context: Context,
): Row[] {
  const through = context.through === null ? null : Date.parse(context.through)
  const { grain } = question
  const dated = grain !== undefined && !isCyclic(grain)
  const cuts = new Map<string | null, string | null>()
  const cutOf = (period: string | null): string | null => {
    const known = cuts.get(period)
    if (known !== undefined) return known
    const cut = compareTo(question, period, context.city.timeZone, through)
    cuts.set(period, cut)
    return cut
  }
  return found.map((values) => {
    const row: Row = {}
    columns.forEach(({ id }, i) => {
      row[id] = values[i] ?? null
    })
    const cut = cutOf(dated ? String(row.period) : null)
    if (cut !== null) row.compareTo = cut
    return row
  })
}

/**
 * Answers Questions from the warehouse, each at one data version.
 * @throws QuestionError, TooMuchError, VersionGoneError, WarehouseDownError
 */
export function createAsk(warehouse: Warehouse): Ask {
  return async (input, scope) => {
    const begun = performance.now()
    const named = cityNamed(input)
    const snapshot = await readSnapshot(warehouse, named.city, named.version)
    const context: Context = { ...snapshot, now: new Date().toISOString() }
    const question = validate(input, context)
    await refuseUnknownCodes(warehouse, snapshot, question.where ?? [])
    const compiled = compile(question, scope, context)
    const found = await runCompiled(warehouse, compiled)
    const { through, city, version } = snapshot
    return {
      columns: compiled.columns,
      rows: rowsOf(question, compiled.columns, found, context),
      through: through === null ? null : formatLocal(Date.parse(through), city.timeZone),
      version,
      source: compiled.source,
      elapsedMs: Math.round((performance.now() - begun) * 10) / 10,
    }
  }
}
