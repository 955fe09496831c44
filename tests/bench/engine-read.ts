import { select } from '../../sql/node/run.ts'
import type { Snapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { engineTable } from './plain/engine-tables.ts'
import { type Table, writeRead } from './plain/read.ts'
import type { Shape } from './plain/shape.ts'

/** Tables that hold what a cube cannot, smallest first: where a count or the median is read beside it. */
const BESIDE = {
  overdue: ['open_complaints', 'complaints'],
  median: ['closed_sample', 'complaints'],
}

/** Reads the warehouse's tables with no more than the engine itself, without Weisu's compiler. */
export interface EngineReader {
  /** The statements that suffice for a Question, from the table that its answer named; null: unknown. */
  write(shape: Shape, source: string): string[] | null
  /** The engine's own time for a statement, ms, as the engine says it. */
  time(sql: string): Promise<number>
}

async function readTables(
  warehouse: Warehouse,
  snapshot: Snapshot,
): Promise<ReadonlyMap<string, Table>> {
  const rows = await select<{ table: string; columns: string[] }>(
    warehouse,
    `SELECT table, groupArray(name) AS columns FROM system.columns
      WHERE database = currentDatabase() GROUP BY table`,
  )
  return new Map(
    rows.map(({ table, columns }) => [table, engineTable(table, new Set(columns), snapshot)]),
  )
}

/** The read of the first table of the list that can tell. */
function firstRead(
  tables: ReadonlyMap<string, Table>,
  names: readonly string[],
  shape: Shape,
  counts: readonly string[],
): string | null {
  for (const name of names) {
    const table = tables.get(name)
    const sql = table && writeRead(shape, table, [...counts])
    if (sql) return sql
  }
  return null
}

/** Splits what is asked into what the source holds and what is read beside it. */
function writeReads(
  tables: ReadonlyMap<string, Table>,
  shape: Shape,
  source: string,
): string[] | null {
  const table = tables.get(source)
  if (!table) return null
  const held = shape.counts.filter((count) => table.sum(count, shape) !== null)
  const beside = shape.counts.filter((count) => !held.includes(count))
  const medianHere = shape.median && table.median !== null
  const reads: (string | null)[] = [
    firstRead(tables, [source], { ...shape, median: medianHere }, held),
  ]
  for (const count of beside) {
    const names = count === 'overdue' ? BESIDE.overdue : ['repeats']
    reads.push(firstRead(tables, names, { ...shape, median: false }, [count]))
  }
  if (shape.median && !medianHere) reads.push(firstRead(tables, BESIDE.median, shape, []))
  return reads.some((read) => read === null) ? null : reads.filter((read) => read !== null)
}

export async function openEngineReader(
  warehouse: Warehouse,
  snapshot: Snapshot,
): Promise<EngineReader> {
  const tables = await readTables(warehouse, snapshot)
  return {
    write: (shape, source) => writeReads(tables, shape, source),
    time: async (sql) => {
      const result = await warehouse.client.query({ query: sql, format: 'JSONCompactEachRow' })
      await result.text()
      const summary = JSON.parse(String(result.response_headers['x-clickhouse-summary'] ?? '{}'))
      return Number(summary.elapsed_ns) / 1e6
    },
  }
}
