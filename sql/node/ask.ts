import { setMaxListeners } from 'node:events'
import { formatLocal } from '../compile/calendar.ts'
import { type Compiled, compile, READ_SETTINGS } from '../compile/compile.ts'
import type { Context } from '../compile/plan.ts'
import type { Read } from '../compile/read.ts'
import { cityNamed, validate } from '../compile/validate.ts'
import { compareTo } from '../compile/window.ts'
import type { Answer, Column, Row, Value } from '../model/answer.ts'
import { canonical } from '../model/canonical.ts'
import { isCyclic } from '../model/grains.ts'
import type { Question } from '../model/question.ts'
import type { Scope } from '../model/scope.ts'
import { type AnswerCache, createAnswerCache, type Found } from './answer-cache.ts'
import { refuseUnknownCodes } from './known-codes.ts'
import { reaching } from './reaching.ts'
import { readSnapshot, type Snapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'
import { withinLimits } from './within-limits.ts'

/** `gone` fires when nobody waits for the answer any more. */
export type Ask = (question: Question, scope: Scope, gone?: AbortSignal) => Promise<Answer>

export interface AskOptions {
  /** Keeps answers; `false`: each Question is computed. */
  cache?: AnswerCache | false
}

/** What cannot be begun within this time is refused: a page would rather ask again than wait. */
const PATIENCE_MS = 5_000

/** Reads what a compiled Question needs and gives the rows of its answer, by column. */
export async function runCompiled(
  warehouse: Warehouse,
  compiled: Compiled,
  gone?: AbortSignal,
): Promise<Value[][]> {
  const run = async ({ sql, params }: Read): Promise<Value[][]> => {
    gone?.throwIfAborted()
    const found = await warehouse.client.query({
      query: sql,
      query_params: params,
      clickhouse_settings: { ...READ_SETTINGS, queue_max_wait_ms: PATIENCE_MS },
      format: 'JSONCompact',
      ...(gone && { abort_signal: gone }),
    })
    return (await found.json<Value[]>()).data
  }
  // Each read listens whether it is still wanted, and of some Questions there are a dozen.
  if (gone) setMaxListeners(0, gone)
  return compiled.answer((read) => withinLimits(() => reaching(() => run(read))))
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

async function compute(
  warehouse: Warehouse,
  snapshot: Snapshot,
  question: Question,
  scope: Scope,
  gone?: AbortSignal,
): Promise<Found> {
  await refuseUnknownCodes(warehouse, snapshot, question.where ?? [])
  const compiled = compile(question, scope, snapshot)
  const found = await runCompiled(warehouse, compiled, gone)
  const { through, city, version } = snapshot
  return {
    columns: compiled.columns,
    rows: rowsOf(question, compiled.columns, found, snapshot),
    through: through === null ? null : formatLocal(Date.parse(through), city.timeZone),
    version,
    source: compiled.source,
  }
}

const since = (begun: number): number => Math.round((performance.now() - begun) * 10) / 10

/**
 * Answers Questions from the warehouse, each at one data version: the newest at the time of asking, or
 * the named one. Kept answers are those of the same Question, scope, data version and pack.
 * @throws QuestionError, TooMuchError, VersionGoneError, WarehouseDownError
 */
export function createAsk(
  warehouse: Warehouse,
  { cache = createAnswerCache() }: AskOptions = {},
): Ask {
  return async (input, scope, gone) => {
    const begun = performance.now()
    const named = cityNamed(input)
    const snapshot = await readSnapshot(warehouse, named.city, named.version)
    const question = validate(input, { ...snapshot, now: new Date().toISOString() })
    const { version: _, ...asked } = question
    const key = canonical([asked, scope, snapshot.version, snapshot.hash])
    const run = (signal?: AbortSignal) => compute(warehouse, snapshot, question, scope, signal)
    const found = await (cache === false ? run(gone) : cache.get(key, run, gone))
    return { ...found, elapsedMs: since(begun) }
  }
}
