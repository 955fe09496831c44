import { inForce } from '../../etl/steps/slices.ts'
import { compile } from '../../sql/compile/compile.ts'
import { planQuestion } from '../../sql/compile/plan.ts'
import { cubesThatAnswer } from '../../sql/compile/route.ts'
import { COMPLAINT_COLUMNS } from '../../sql/model/complaint.ts'
import { CUBES, EXTRACTS } from '../../sql/model/cubes.ts'
import { DIMENSIONS } from '../../sql/model/dimensions.ts'
import { FLOWS } from '../../sql/model/parts.ts'
import type { Question } from '../../sql/model/question.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { runCompiled } from '../../sql/node/ask.ts'
import { listComplaints } from '../../sql/node/complaints.ts'
import { select } from '../../sql/node/run.ts'
import { readSeries } from '../../sql/node/series.ts'
import { type Generation, readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'

const idsOf = (generations: readonly Generation[]): string[] =>
  generations.map((g) => `${g.slice}-${g.batch}`)

/** Every table of a city as its readers see it, whatever slices it lies in. */
export async function readTables(warehouse: Warehouse, cityId: string): Promise<object> {
  const { partitions, repeats } = await readSnapshot(warehouse, cityId)
  const rowsOf = (table: string, columns: string, generations: readonly Generation[]) =>
    select(
      warehouse,
      `SELECT ${columns} FROM ${table} WHERE ${inForce(generations, '{ids:Array(String)}')}
        ORDER BY ALL`,
      { ids: idsOf(generations) },
    )
  const tables: Record<string, unknown> = {
    complaints: await rowsOf('complaints', COMPLAINT_COLUMNS.join(', '), partitions),
    repeats: await rowsOf('repeats', '* EXCEPT (slice, batch)', repeats ?? []),
    rows: partitions.reduce((sum, { rows }) => sum + rows, 0),
  }
  for (const { table } of EXTRACTS) {
    tables[table] = await rowsOf(table, '* EXCEPT (slice, batch)', partitions)
  }
  for (const { table, moment, dimensions, parts, flows } of CUBES) {
    const keys = [moment, ...dimensions.flatMap((id) => DIMENSIONS[id].column ?? [])].join(', ')
    const counts = [...parts, ...(flows ? Object.keys(FLOWS) : [])]
    const sums = counts.map((part) => `toInt32(sum(${part}))`)
    tables[table] = await select(
      warehouse,
      `SELECT ${keys}, [${sums.join(', ')}] AS sums FROM ${table}
        WHERE _partition_id IN ({ids:Array(String)})
        GROUP BY ${keys} HAVING arrayExists(n -> n != 0, sums) ORDER BY ALL`,
      { ids: idsOf(partitions) },
    )
  }
  return tables
}

/** What each table answers that can. */
export async function readAnswers(
  warehouse: Warehouse,
  questions: readonly Question[],
): Promise<Record<string, unknown[]>> {
  const answers: Record<string, unknown[]> = {}
  for (const question of questions) {
    const snapshot = await readSnapshot(warehouse, question.city)
    const { city, current, compared, clauses } = planQuestion(question, EVERYTHING, snapshot)
    const { partitions, cubes } = snapshot
    const needs = { city, question, clauses, current, compared, partitions, cubes }
    for (const table of ['complaints', ...cubesThatAnswer(needs).map((cube) => cube.table)]) {
      const name = `${JSON.stringify(question)} from ${table}`
      const compiled = compile(question, EVERYTHING, snapshot, table)
      answers[name] = await runCompiled(warehouse, compiled)
    }
  }
  return answers
}

/** All pages of the list of complaints, and the counts of many series. */
export async function readLists(
  warehouse: Warehouse,
  span: { city: string; from: string; to: string },
): Promise<object> {
  const listed: object[] = []
  let after: string | undefined
  do {
    const page = await listComplaints(warehouse, { ...span, after, limit: 3 }, EVERYTHING)
    listed.push(...page.complaints)
    after = page.next ?? undefined
  } while (after !== undefined)
  const { series } = await readSeries(
    warehouse,
    { ...span, area: 'district', category: 'category2', step: 1 },
    EVERYTHING,
  )
  return { listed, series }
}
