import { select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { type RawRecord, readRecords } from './scan/read-records.ts'
import type { FileScan } from './scan/scan-file.ts'
import { originalRecord } from './scan/write-regular.ts'
import { LONG, type Refused } from './stage.ts'

/** Rejected rows that are inserted at once. */
const CHUNK = 10_000

/** A record that is no complaint: its place among all records of the file, and why. */
export interface Rejected {
  record: number
  reasons: string[]
}

/**
 * Joins the records that do not fit the header with those that the engine refused. The engine reads
 * the file without the former, so its ordinals are moved to where the records stand in the file.
 */
export function joinRejected(scan: FileScan, refused: Refused[]): Rejected[] {
  const moved = refused.map(({ record, reasons }) => ({
    record: originalRecord(scan, record),
    reasons,
  }))
  const irregular = scan.irregular.map(({ record, reason }) => ({ record, reasons: [reason] }))
  return [...moved, ...irregular].sort((a, b) => a.record - b.record)
}

/** A parquet file has no lines: its rows as JSON objects, counted from 1. */
function readParquetRows(warehouse: Warehouse, path: string, places: number[]) {
  return select<RawRecord>(
    warehouse,
    `SELECT toUInt32(_row_number) AS record, record + 1 AS line,
            formatRowNoNewline('JSONEachRow', * EXCEPT _row_number) AS raw
       FROM (SELECT *, _row_number FROM file({path:String}, 'Parquet'))
      WHERE _row_number IN ({places:Array(UInt32)})
      ORDER BY record`,
    { path, places },
    LONG,
  )
}

/** Keeps rejected records as they came, with their line and the reasons. */
export async function keepRejected(
  warehouse: Warehouse,
  batch: number,
  path: string,
  scan: FileScan,
  rejected: Rejected[],
): Promise<void> {
  if (rejected.length === 0) return
  const reasons = new Map(rejected.map((r) => [r.record, r.reasons]))
  const places = rejected.map((r) => r.record)
  const records =
    scan.kind === 'parquet'
      ? await readParquetRows(warehouse, path, places)
      : readRecords(path, places, scan)
  let rows: object[] = []
  const flush = async () => {
    if (rows.length === 0) return
    await warehouse.client.insert({ table: 'rejected', values: rows, format: 'JSONEachRow' })
    rows = []
  }
  for await (const { record, line, raw } of records) {
    rows.push({ batch, line, reasons: reasons.get(record) ?? [], raw })
    if (rows.length === CHUNK) await flush()
  }
  await flush()
}
