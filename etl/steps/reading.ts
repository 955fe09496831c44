import { symlink } from 'node:fs/promises'
import { Temporal } from 'temporal-polyfill'
import { select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { readExtractTime } from '../cities/extract-time.ts'
import type { SourceMapping } from '../cities/mapping.ts'
import type { CityPack } from '../cities/pack.ts'
import type { RequesterKey } from '../requester-key.ts'
import type { Format } from './conform/columns.ts'
import { conform } from './conform/conform.ts'
import { describeParquet } from './conform/parquet.ts'
import { isGzipped } from './scan/kind.ts'
import type { FileScan } from './scan/scan-file.ts'
import { writeRegular } from './scan/write-regular.ts'
import { LONG, type Reading } from './stage.ts'

const ENGINE_FORMAT: Record<Format, string> = {
  csv: 'CSVWithNames',
  ndjson: 'JSONEachRow',
  parquet: 'Parquet',
}

/** Characters that the engine takes for a pattern of many files where they stand in a path. */
const PATTERN = /[{}*?]/

const formatOf = (scan: FileScan): Format =>
  scan.kind === 'parquet' ? 'parquet' : scan.kind.startsWith('csv') ? 'csv' : 'ndjson'

/** What the engine finds in a parquet file: its columns, and how many rows its footer declares. */
async function openParquet(warehouse: Warehouse, path: string) {
  const [count] = await select<{ rows: number }>(
    warehouse,
    `SELECT count() AS rows FROM file({path:String}, 'Parquet')`,
    { path },
  )
  return { physical: await describeParquet(warehouse, path), rows: count?.rows ?? 0 }
}

/**
 * Makes a scanned file readable for the engine: where it lies, or as a copy without its irregular
 * records, or under a plain name, with the mapping compiled for its columns.
 * @param copy where the copy may be written
 */
export async function openReading(
  warehouse: Warehouse,
  pack: CityPack,
  mapping: SourceMapping,
  path: string,
  scan: FileScan,
  copy: string,
  key: RequesterKey,
  now: Date,
): Promise<Reading> {
  const format = formatOf(scan)
  let file = path
  let gzipped = isGzipped(scan.kind)
  if (!scan.regular) {
    await writeRegular(path, scan, copy)
    file = copy
    gzipped = false
  } else if (PATTERN.test(path)) {
    await symlink(path, copy)
    file = copy
  }
  const parquet = format === 'parquet' ? await openParquet(warehouse, file) : null
  const physical = parquet?.physical ?? scan.columns.map((name) => ({ name, type: 'String' }))
  const conformed = conform(pack, mapping, physical, format, {
    now: Temporal.Instant.fromEpochMilliseconds(now.getTime()),
    key,
  })
  const from = conformed.from(
    `file({file:String}, '${ENGINE_FORMAT[format]}', {structure:String}, '${gzipped ? 'gzip' : 'none'}')`,
  )
  const params = { ...conformed.params, file, structure: conformed.structure }
  const { settings, select: columns } = conformed
  const [declared] = conformed.extractedAt
    ? await select<{ at: number | null }>(
        warehouse,
        `SELECT ${conformed.extractedAt} AS at FROM ${from}`,
        params,
        { ...settings, ...LONG },
      )
    : []
  return {
    from,
    select: columns,
    params,
    settings,
    rows: parquet?.rows ?? (scan.records ?? 0) - scan.irregular.length,
    extractedAt: declared?.at ?? readExtractTime(mapping, path),
  }
}
