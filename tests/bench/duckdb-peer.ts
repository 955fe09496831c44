import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { DERIVED } from '../../sql/model/cubes.ts'
import { command, select } from '../../sql/node/run.ts'
import type { Generation, Snapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { ReadRow } from './plain/answer.ts'
import { duckdbCube, duckdbExtract, duckdbRows } from './plain/duckdb-tables.ts'
import type { Table } from './plain/read.ts'

/** Another engine with the same complaints and the same cubes. */
export interface Peer {
  rows: Table
  /** The complaints, with the hours to close at the ranks 0.49, 0.5 and 0.51. */
  ranks: Table
  /** The tables that are computed from the complaints. */
  derived: ReadonlyMap<string, Table>
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
  { written, order }: Copied,
  from: string,
  partitions: readonly string[],
): Promise<void> {
  await command(
    warehouse,
    `INSERT INTO FUNCTION file({path:String}, 'Parquet')
     SELECT ${written} FROM ${from} WHERE _partition_id IN ({partitions:Array(String)})
      ORDER BY ${order}`,
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
function byMonth(partitions: readonly Generation[]): string[][] {
  const months = new Map<number, string[]>()
  for (const { slice, batch } of partitions.toSorted((a, b) => a.slice - b.slice)) {
    const month = Math.floor(slice / 100)
    months.set(month, [...(months.get(month) ?? []), `${slice}-${batch}`])
  }
  return [...months.values()]
}

/** How a table goes over: as what it is written, as what it is read, in which order. */
interface Copied {
  written: string
  read: string
  order: string
}

interface ColumnType {
  name: string
  type: string
}

async function readColumns(warehouse: Warehouse, table: string): Promise<ColumnType[]> {
  return select<ColumnType>(
    warehouse,
    `SELECT name, type FROM system.columns
      WHERE database = currentDatabase() AND table = {table:String}
        AND name NOT IN ('slice', 'batch', 'key', 'community') ORDER BY position`,
    { table },
  )
}

/** Times go over as seconds of the wall clock: no engine's idea of a time zone comes between. */
function copyTimes(columns: readonly ColumnType[], zone: string): Copied {
  const isTime = ({ type }: ColumnType) => type.includes('DateTime')
  const wall = (name: string) =>
    name === 'hour'
      ? `toInt64(toUnixTimestamp(hour)) AS hour`
      : `toInt64(toUnixTimestamp(${name})) + timeZoneOffset(toTimeZone(${name}, '${zone}')) AS ${name}`
  const times = columns
    .filter(isTime)
    .map(({ name }) => `make_timestamp(${name} * 1000000) AS ${name}`)
  const moment = ['day', 'hour', 'received_at'].find((one) =>
    columns.some(({ name }) => name === one),
  )
  return {
    written: columns.map((one) => (isTime(one) ? wall(one.name) : one.name)).join(', '),
    read: times.length === 0 ? '*' : `* REPLACE (${times.join(', ')})`,
    order: moment ?? 'tuple()',
  }
}

async function copyTable(
  warehouse: Warehouse,
  connection: DuckDBConnection,
  name: string,
  copied: Copied,
  months: readonly string[][],
  folder: string,
): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS ${name}`)
  for (const [i, partitions] of months.entries()) {
    // A name of its own for each: DuckDB remembers what it has read of a file.
    const path = join(folder, `${name}-${i}.parquet`)
    await exportRows(warehouse, path, copied, name, partitions)
    const source = `SELECT ${copied.read} FROM read_parquet('${path}')`
    await connection.run(
      i === 0 ? `CREATE TABLE ${name} AS ${source}` : `INSERT INTO ${name} ${source}`,
    )
    await rm(path)
  }
  await connection.run('CHECKPOINT')
}

/** The complaints without texts; whoever asked is told by a number. */
async function copyComplaints(
  warehouse: Warehouse,
  connection: DuckDBConnection,
  { city, partitions }: Snapshot,
  folder: string,
): Promise<void> {
  const wanted: readonly string[] = [...TIMES, ...PLAIN]
  const columns = await readColumns(warehouse, 'complaints')
  const copied = copyTimes(
    columns.filter(({ name }) => wanted.includes(name)),
    city.timeZone,
  )
  const key = `if(requester_key = '', 0, cityHash64(requester_key)) AS requester_key`
  const written = `${copied.written}, ${key}`
  const months = byMonth(partitions)
  await copyTable(warehouse, connection, 'complaints', { ...copied, written }, months, folder)
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
  const { timeZone: zone } = snapshot.city
  const tables = new Map<string, ColumnType[]>()
  for (const table of [...DERIVED, 'repeats']) {
    tables.set(table, await readColumns(warehouse, table))
  }
  const stamp = `${snapshot.city.id} ${snapshot.version} ${JSON.stringify([...tables])}`
  if (!(await isCopied(connection, stamp))) {
    await connection.run('DELETE FROM copied')
    tell('copying the complaints into DuckDB')
    await copyComplaints(warehouse, connection, snapshot, folder)
    for (const [name, columns] of tables) {
      tell(`copying ${name} into DuckDB`)
      const visible = name === 'repeats' ? (snapshot.repeats ?? []) : snapshot.partitions
      const copied = copyTimes(columns, zone)
      await copyTable(warehouse, connection, name, copied, byMonth(visible), folder)
    }
    await connection.run('INSERT INTO copied VALUES ($stamp)', { stamp })
    await connection.run('CHECKPOINT')
  }
  const columns = new Set<string>([...TIMES, ...PLAIN])
  const derived = [...tables].map(([name, types]): [string, Table] => {
    const names = new Set(types.map((one) => one.name))
    const describe = names.has('received_at') ? duckdbExtract : duckdbCube
    return [name, describe(name, names, zone)]
  })
  return {
    rows: duckdbRows(columns, zone, 'median'),
    ranks: duckdbRows(columns, zone, 'ranks'),
    derived: new Map(derived),
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
