import type { ClickHouseSettings } from '@clickhouse/client'
import { COMPLAINT_COLUMNS } from '../../sql/model/complaint.ts'
import { LONG } from '../../sql/node/long.ts'
import { command, select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Attempt } from '../ledger.ts'

/** A file as a table: `from` is the table function, `rows` a select body over it (conform). */
export interface Reading {
  /** Where the engine reads it. */
  file: string
  from: string
  select: string
  params: Record<string, unknown>
  settings: ClickHouseSettings
  /** How many rows the table has. */
  rows: number
  /** When the file says that it was extracted, seconds since 1970; null where it does not. */
  extractedAt: number | null
}

/** Months whose complaints are sliced by day; all others are one slice. */
export interface Slicing {
  timeZone: string
  /** yyyymm */
  openMonths: number[]
}

export const stageTable = (batch: number): string => `stage_${batch}`

const SLICE = `if(has({openMonths:Array(UInt32)}, toYYYYMM(toDate(received_at, {zone:String}))),
       toYYYYMMDD(toDate(received_at, {zone:String})),
       toYYYYMM(toDate(received_at, {zone:String})) * 100)`

/**
 * Reads the file once, as typed complaints of this attempt, into a table of its own that has the
 * shape of `complaints`. Rows that cannot be complaints are left out; `readRejected` finds them.
 */
export async function stage(
  warehouse: Warehouse,
  attempt: Attempt,
  reading: Reading,
  slicing: Slicing,
): Promise<void> {
  const table = stageTable(attempt.number)
  await command(warehouse, `DROP TABLE IF EXISTS ${table}`)
  await command(warehouse, `CREATE TABLE ${table} AS complaints`)
  // Its parts become those of `complaints`, or go soon: to merge them took half of a load's work.
  await command(
    warehouse,
    `ALTER TABLE ${table} MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1`,
  )
  await command(
    warehouse,
    `INSERT INTO ${table} (slice, batch, loaded_by, ${COMPLAINT_COLUMNS.join(', ')})
     SELECT ${SLICE} AS slice, {batch:UInt32}, {batch:UInt32}, ${COMPLAINT_COLUMNS.join(', ')}
       FROM (SELECT ${reading.select} FROM ${reading.from})
      WHERE empty(reasons)`,
    {
      ...reading.params,
      batch: attempt.number,
      zone: slicing.timeZone,
      openMonths: slicing.openMonths,
    },
    { ...reading.settings, ...LONG },
  )
}

/** How many rows of the file the engine has read by now, while it stages an attempt. */
export async function countReadSoFar(warehouse: Warehouse, batch: number): Promise<number> {
  const [row] = await select<{ rows: number }>(
    warehouse,
    `SELECT max(read_rows) AS rows FROM system.processes
      WHERE startsWith(trimLeft(query), {insert:String})`,
    { insert: `INSERT INTO ${stageTable(batch)} ` },
  )
  return row?.rows ?? 0
}

/** Rows that the engine read and that are no complaints, by why: a million must fit into memory. */
export interface Refused {
  reasons: string[]
  /** Their ordinals in the file as it was read. */
  records: number[]
}

/** The rows that `stage` left out. */
export function readRefused(warehouse: Warehouse, reading: Reading): Promise<Refused[]> {
  return select(
    warehouse,
    `SELECT reasons, groupArray(toUInt32(_row_number)) AS records
       FROM (SELECT _row_number, ${reading.select} FROM ${reading.from})
      WHERE notEmpty(reasons)
      GROUP BY reasons`,
    reading.params,
    // Parsed in parallel, a csv's row numbers jump by one at each chunk.
    { ...reading.settings, ...LONG, input_format_parallel_parsing: 0 },
  )
}
