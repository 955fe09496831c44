import { readFileSync } from 'node:fs'
import type { ClickHouseSettings } from '@clickhouse/client'
import type { z } from 'zod'
import { reaching } from './reaching.ts'
import type { Warehouse } from './warehouse.ts'

/** Values of the `{name:Type}` placeholders. */
export type Parameters = Record<string, unknown>

/**
 * Runs a statement and gives its rows as objects. Integers of any size come as numbers, so one that
 * may pass 2^53 (a hash) is to be asked for with toString. Every query ends after 60 s unless
 * `max_execution_time` says otherwise. Throws WarehouseDownError where the warehouse is not there.
 */
export async function select<Row>(
  warehouse: Warehouse,
  sql: string,
  parameters: Parameters = {},
  settings: ClickHouseSettings = {},
): Promise<Row[]> {
  return reaching(async () => {
    const found = await warehouse.client.query({
      query: sql,
      query_params: parameters,
      clickhouse_settings: settings,
      format: 'JSONEachRow',
    })
    return found.json<Row>()
  })
}

/** Runs a statement that gives no rows: DDL, or an INSERT whose rows the engine itself makes. */
export async function command(
  warehouse: Warehouse,
  sql: string,
  parameters: Parameters = {},
  settings: ClickHouseSettings = {},
): Promise<void> {
  await reaching(() =>
    warehouse.client.command({
      query: sql,
      query_params: parameters,
      clickhouse_settings: settings,
    }),
  )
}

/** A hand-written query of sql/queries: its parameters are checked, and its rows. */
export interface Query<Params, Row> {
  (warehouse: Warehouse, params: Params, settings?: ClickHouseSettings): Promise<Row[]>
  sql: string
  params: z.ZodObject
  row: z.ZodObject
}

const QUERIES = new URL('../queries/', import.meta.url)

/** Makes a typed function of `sql/queries/<name>.sql`, whose first line is a comment: its grain. */
export function query<Params extends z.ZodObject, Row extends z.ZodObject>(
  name: string,
  params: Params,
  row: Row,
): Query<z.input<Params>, z.output<Row>> {
  const sql = readFileSync(new URL(`${name}.sql`, QUERIES), 'utf8')
  if (!sql.startsWith('-- ')) throw new Error(`sql/queries/${name}.sql does not say its grain.`)
  const rows = row.array()
  const run = async (
    warehouse: Warehouse,
    given: z.input<Params>,
    settings?: ClickHouseSettings,
  ): Promise<z.output<Row>[]> =>
    rows.parse(await select<unknown>(warehouse, sql, params.parse(given), settings))
  return Object.assign(run, { sql, params, row })
}
