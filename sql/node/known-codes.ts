import { clauseCondition } from '../compile/conditions.ts'
import { columnOf } from '../compile/names.ts'
import { inForce } from '../compile/slices.ts'
import { parameter, render, sql } from '../compile/sql.ts'
import { unknownCodes, unlistedCodes } from '../compile/validate.ts'
import { DIMENSIONS } from '../model/dimensions.ts'
import type { Clause } from '../model/question.ts'
import { select } from './run.ts'
import type { Snapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'

async function codesInData(
  warehouse: Warehouse,
  snapshot: Snapshot,
  clause: Clause,
): Promise<Set<string>> {
  const { multiple, column } = DIMENSIONS[clause.dimension]
  if (column === null) return new Set()
  const codes = parameter('codes', 'Array(String)', clause.in)
  const one = multiple ? sql`arrayJoin(${columnOf(clause.dimension)})` : columnOf(clause.dimension)
  const condition = clauseCondition(snapshot.city, clause, columnOf)
  const query = render(sql`SELECT DISTINCT code
    FROM (SELECT ${one} AS code FROM complaints
           WHERE ${inForce(snapshot.partitions)} AND ${condition})
   WHERE code IN (${codes})`)
  const rows = await select<{ code: string }>(warehouse, query.sql, query.params)
  return new Set(rows.map(({ code }) => code))
}

/**
 * Refuses codes that neither the pack nor the data know, of the dimensions whose list is closed.
 * @throws QuestionError that names them and, of a short list, its members
 */
export async function refuseUnknownCodes(
  warehouse: Warehouse,
  snapshot: Snapshot,
  clauses: readonly Clause[],
): Promise<void> {
  for (const clause of unlistedCodes(snapshot.city, clauses)) {
    const known = await codesInData(warehouse, snapshot, clause)
    const strange = clause.in.filter((code) => !known.has(code))
    if (strange.length > 0) throw unknownCodes(snapshot.city, { ...clause, in: strange })
  }
}
