import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { CUBES } from '../../sql/model/cubes.ts'
import { command, select } from '../../sql/node/run.ts'
import type { Snapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { ReadRow } from './plain/answer.ts'
import { duckdbCube, duckdbRows } from './plain/duckdb-tables.ts'
import type { Table } from './plain/read.ts'

/** Another engine with the same complaints and the same cubes. */
export interface Peer {
  rows: Table
  /** The complaints, with the hours to close at the ranks 0.49, 0.5 and 0.51. */
  ranks: Table
  cubes: ReadonlyMap<string, Table>
  read(sql: string): Promise<ReadRow[]>
  /** Milliseconds until the whole result is in memory. */
  time(sql: string): Promise<number>
  close(): void
}

const TIMES = ['received_at', 'due_at', 'closed_at', 'rated_at'] as const
const PLAIN = [
  ...['closed', 'dispatched', 'responded', 'has_due', 'on_time', 'resolved', 'satisfied'],
  ...['channel', 'kind', 'handling', 'requester', 'enterprise', 'language', 'category1'],
  ...['category2', 'category3', 'district', 'subdistrict', 'department', 'deadline', 'sector'],
  ...['life_areas', 'good_life'],
] as const

const LONG = { max_execution_time: 3600 }

async function exportRows(
  warehouse: Warehouse,
  path: string,
  columns: string,
  from: string,
  partitions: readonly string[],
): Promise<void> {
  await command(
    warehouse,
    `INSERT INTO FUNCTION file({path:String}, 'Parquet')
     SELECT ${columns} FROM ${from} WHERE _partition_id IN ({partitions:Array(String)})
      ORDER BY ${from === 'complaints' ? 'received_at' : 'day'}`,
    { path, partitions },
    {
      ...LONG,
      engine_file_truncate_on_insert: 1,
      output_format_parquet_string_as_string: 1,
      max_bytes_before_external_sort: '500000000',
    },
  )
}

/** Visible partitions, those of a month together, in order of time. */
function byMonth({ partitions }: Snapshot): string[][] {
  const months = new Map<number, string[]>()
  for (const { slice, batch } of partitions.toSorted((a, b) => a.slice - b.slice)) {
    const month = Math.floor(slice / 100)
    months.set(month, [...(months.get(month) ?? []), `${slice}-${batch}`])
  }
  return [...months.values()]
}

/** The columns of a cube that another engine can hold, too: no states of ours. */
async function cubeColumns(warehouse: Warehouse, table: string): Promise<string[]> {
  const rows = await select<{ name: string }>(
    warehouse,
    `SELECT name FROM system.columns
      WHERE database = currentDatabase() AND table = {table:String}
        AND name NOT IN ('slice', 'batch') AND type NOT LIKE 'AggregateFunction%'
      ORDER BY position`,
    { table },
  )
  return rows.map(({ name }) => name)
}

async function copyTable(
  warehouse: Warehouse,
  connection: DuckDBConnection,
  name: string,
  columns: { written: string; read: string },
  months: readonly string[][],
  folder: string,
): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS ${name}`)
  for (const [i, partitions] of months.entries()) {
    // A name of its own for each: DuckDB remembers what it has read of a file.
    const path = join(folder, `${name}-${i}.parquet`)
    await exportRows(warehouse, path, columns.written, name, partitions)
    const source = `SELECT ${columns.read} FROM read_parquet('${path}')`
    await connection.run(
      i === 0 ? `CREATE TABLE ${name} AS ${source}` : `INSERT INTO ${name} ${source}`,
    )
    await rm(path)
  }
  await connection.run('CHECKPOINT')
}

async function copyComplaints(
  warehouse: Warehouse,
  connection: DuckDBConnection,
  snapshot: Snapshot,
  folder: string,
): Promise<void> {
  const zone = snapshot.city.timeZone
  // As seconds of the wall clock: no engine's idea of a time zone comes between.
  const times = TIMES.map(
    (name) =>
      `toInt64(toUnixTimestamp(${name})) + timeZoneOffset(toTimeZone(${name}, '${zone}')) AS ${name}`,
  )
  const key = `if(requester_key = '', 0, cityHash64(requester_key)) AS requester_key`
  await copyTable(
    warehouse,
    connection,
    'complaints',
    {
      written: [...times, ...PLAIN, key].join(', '),
      read: `* REPLACE (${TIMES.map((name) => `make_timestamp(${name} * 1000000) AS ${name}`).join(', ')})`,
    },
    byMonth(snapshot),
    folder,
  )
}

async function isCopied(connection: DuckDBConnection, stamp: string): Promise<boolean> {
  await connection.run('CREATE TABLE IF NOT EXISTS copied (stamp VARCHAR)')
  const found = await connection.runAndReadAll('SELECT stamp FROM copied')
  return found.getRowsJson().some(([known]) => known === stamp)
}

/**
 * Opens DuckDB with a copy of a data version: the complaints in one table in order of time, without
 * texts, and the cubes as they are. Kept in the folder for the next time.
 * @param tell what is being done
 */
export async function openPeer(
  warehouse: Warehouse,
  snapshot: Snapshot,
  folder: string,
  tell: (what: string) => void,
): Promise<Peer> {
  await mkdir(folder, { recursive: true })
  const instance = await DuckDBInstance.create(join(folder, 'peer.duckdb'), {
    threads: '2',
    memory_limit: '6GB',
    preserve_insertion_order: 'true',
  })
  const connection = await instance.connect()
  const tables = new Map<string, string[]>()
  for (const { table } of CUBES) {
    const columns = await cubeColumns(warehouse, table)
    if (columns.includes('day')) tables.set(table, columns)
  }
  const stamp = `${snapshot.city.id} ${snapshot.version} ${JSON.stringify([...tables])}`
  if (!(await isCopied(connection, stamp))) {
    await connection.run('DELETE FROM copied')
    tell('copying the complaints into DuckDB')
    await copyComplaints(warehouse, connection, snapshot, folder)
    for (const [name, columns] of tables) {
      tell(`copying ${name} into DuckDB`)
      const names = columns.join(', ')
      await copyTable(
        warehouse,
        connection,
        name,
        { written: names, read: names },
        byMonth(snapshot),
        folder,
      )
    }
    await connection.run('INSERT INTO copied VALUES ($stamp)', { stamp })
    await connection.run('CHECKPOINT')
  }
  const columns = new Set<string>([...TIMES, ...PLAIN])
  const zone = snapshot.city.timeZone
  return {
    rows: duckdbRows(columns, zone, 'median'),
    ranks: duckdbRows(columns, zone, 'ranks'),
    cubes: new Map(
      [...tables].map(([name, names]) => [name, duckdbCube(name, new Set(names), zone)]),
    ),
    read: async (sql) => (await connection.runAndReadAll(sql)).getRowsJson(),
    time: async (sql) => {
      const begun = performance.now()
      await connection.runAndReadAll(sql)
      return performance.now() - begun
    },
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
