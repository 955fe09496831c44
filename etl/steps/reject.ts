import type { Warehouse } from '../../sql/node/warehouse.ts'
import { readRecords } from './scan/read-records.ts'
import type { FileScan } from './scan/scan-file.ts'
import { originalRecord } from './scan/write-regular.ts'
import type { Refused } from './stage.ts'

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
  const insert = (values: object[]) =>
    warehouse.client.insert({ table: 'rejected', values, format: 'JSONEachRow' })
  let rows: object[] = []
  for await (const { record, line, raw } of readRecords(path, places, scan)) {
    rows.push({ batch, line, reasons: reasons.get(record) ?? [], raw })
    if (rows.length === 10_000) {
      await insert(rows)
      rows = []
    }
  }
  if (rows.length > 0) await insert(rows)
}
