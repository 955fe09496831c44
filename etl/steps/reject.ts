import { LONG } from '../../sql/node/long.ts'
import { select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { type RawRecord, readRecords } from './scan/read-records.ts'
import type { FileScan } from './scan/scan-file.ts'
import { originalRecord } from './scan/write-regular.ts'
import type { Refused } from './stage.ts'

/** Rejected rows that are inserted at once, and how many characters of them. */
const CHUNK = 10_000
const CHUNK_LENGTH = 4_000_000

/** The records of a file that are no complaints, in its order. */
export interface Rejected {
  length: number
  /** Their places among all records of the file, ascending. */
  places: Float64Array
  reasonsAt(index: number): string[]
}

/**
 * Joins the records that do not fit the header with those that the engine refused. The engine reads
 * the file without the former, so its ordinals are moved to where the records stand in the file.
 */
export function joinRejected(scan: FileScan, refused: Refused[]): Rejected {
  const length = refused.reduce((sum, { records }) => sum + records.length, scan.irregular.length)
  const reasons: string[][] = []
  const keyed = new Float64Array(length)
  let filled = 0
  // A place and the number of its reasons in one number: a million of them sort in no time.
  const add = (place: number, why: number) => {
    keyed[filled++] = place * MOST_REASONS + why
  }
  for (const group of refused) {
    const why = reasons.push(group.reasons) - 1
    for (const record of group.records) add(originalRecord(scan, record), why)
  }
  const numbers = new Map<string, number>()
  for (const { record, reason } of scan.irregular) {
    const why = numbers.get(reason) ?? reasons.push([reason]) - 1
    numbers.set(reason, why)
    add(record, why)
  }
  keyed.sort()
  return {
    length,
    places: keyed.map((key) => Math.floor(key / MOST_REASONS)),
    reasonsAt: (index) => reasons[keyed[index]! % MOST_REASONS]!,
  }
}

const MOST_REASONS = 2 ** 16

/** A parquet file has no lines: its rows as JSON objects, counted from 1. */
async function* readParquetRows(warehouse: Warehouse, path: string, places: Float64Array) {
  for (let i = 0; i < places.length; i += CHUNK) {
    yield* await select<RawRecord>(
      warehouse,
      `SELECT toUInt32(_row_number) AS record, record + 1 AS line,
              formatRowNoNewline('JSONEachRow', * EXCEPT _row_number) AS raw
         FROM (SELECT *, _row_number FROM file({path:String}, 'Parquet'))
        WHERE _row_number IN ({places:Array(UInt32)})
        ORDER BY record`,
      { path, places: [...places.subarray(i, i + CHUNK)] },
      LONG,
    )
  }
}

/**
 * Keeps rejected records as they came, with their line and the reasons.
 * @param path the file as it came; a parquet file as the engine reads it
 */
export async function keepRejected(
  warehouse: Warehouse,
  batch: number,
  path: string,
  scan: FileScan,
  rejected: Rejected,
): Promise<void> {
  if (rejected.length === 0) return
  const records =
    scan.kind === 'parquet'
      ? readParquetRows(warehouse, path, rejected.places)
      : readRecords(path, rejected.places, scan)
  let rows: object[] = []
  let length = 0
  const flush = async () => {
    if (rows.length === 0) return
    await warehouse.client.insert({ table: 'rejected', values: rows, format: 'JSONEachRow' })
    rows = []
    length = 0
  }
  let index = 0
  for await (const { record, line, raw } of records) {
    while (rejected.places[index]! < record) index++
    rows.push({ batch, line, reasons: rejected.reasonsAt(index), raw })
    length += raw.length
    if (rows.length === CHUNK || length > CHUNK_LENGTH) await flush()
  }
  await flush()
}
