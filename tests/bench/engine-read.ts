import { select } from '../../sql/node/run.ts'
import type { Snapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { engineTable } from './plain/engine-tables.ts'
import type { Table } from './plain/read.ts'

/** Reads the warehouse's tables with no more than the engine itself, without Weisu's compiler. */
export interface EngineReader {
  tables: ReadonlyMap<string, Table>
  /** The engine's own time for a statement, ms, as the engine says it. */
  time(sql: string): Promise<number>
}

export async function openEngineReader(
  warehouse: Warehouse,
  snapshot: Snapshot,
): Promise<EngineReader> {
  const rows = await select<{ table: string; columns: string[] }>(
    warehouse,
    `SELECT table, groupArray(name) AS columns FROM system.columns
      WHERE database = currentDatabase() GROUP BY table`,
  )
  return {
    tables: new Map(
      rows.map(({ table, columns }) => [table, engineTable(table, new Set(columns), snapshot)]),
    ),
    time: async (sql) => {
      const result = await warehouse.client.query({ query: sql, format: 'JSONCompactEachRow' })
      await result.text()
      const summary = JSON.parse(String(result.response_headers['x-clickhouse-summary'] ?? '{}'))
      return Number(summary.elapsed_ns) / 1e6
    },
  }
}
