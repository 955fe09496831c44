import { symlink } from 'node:fs/promises'
import { Temporal } from 'temporal-polyfill'
import { LONG } from '../../sql/node/long.ts'
import { select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { readExtractTime } from '../cities/extract-time.ts'
import type { SourceMapping } from '../cities/mapping.ts'
import type { LoadContext } from '../load-context.ts'
import type { Format } from './conform/columns.ts'
import { conform } from './conform/conform.ts'
import { describeNdjson } from './conform/ndjson.ts'
import { describeParquet } from './conform/parquet.ts'
import { FileError } from './scan/file-error.ts'
import { isGzipped } from './scan/kind.ts'
import type { FileScan } from './scan/scan-file.ts'
import { writeRegular } from './scan/write-regular.ts'
import type { Reading } from './stage.ts'
import { upload } from './upload.ts'

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
 * Makes a scanned file readable for the engine, with the mapping compiled for its columns: where it
 * lies, under a plain name, as a copy without its irregular records, or sent to a server as a table
 * of its own.
 * @param copy where a copy may be written
 */
export async function openReading(
  context: LoadContext,
  batch: number,
  mapping: SourceMapping,
  path: string,
  scan: FileScan,
  copy: string,
): Promise<Reading> {
  const { warehouse } = context
  const format = formatOf(scan)
  const patterned = PATTERN.test(path)
  if (!scan.regular) await writeRegular(path, scan, copy)
  else if (patterned) await symlink(path, copy)
  const file = scan.regular && !patterned ? path : copy
  const gzipped = scan.regular && isGzipped(scan.kind)
  if (format === 'parquet' && warehouse.kind === 'server') {
    throw new FileError(
      path,
      'is a Parquet file, which only the embedded engine reads: send a csv.',
    )
  }
  const parquet = format === 'parquet' ? await openParquet(warehouse, file) : null
  const members =
    format === 'ndjson' && warehouse.kind === 'embedded'
      ? await describeNdjson(warehouse, file, gzipped)
      : scan.columns.map((name) => ({ name, type: 'String' }))
  const physical = parquet?.physical ?? members
  const { structure, settings, ...conformed } = conform(context.pack, mapping, physical, format, {
    now: Temporal.Instant.fromEpochMilliseconds(context.now.getTime()),
    key: context.requesterKey,
    damaged: scan.firstInvalidUtf8Line !== null,
  })
  const text = { file, gzipped, format: ENGINE_FORMAT[format], structure, settings }
  const table =
    warehouse.kind === 'server'
      ? await upload(warehouse, batch, text)
      : `file({file:String}, '${text.format}', {structure:String}, '${gzipped ? 'gzip' : 'none'}')`
  const from = conformed.from(table)
  const params = { ...conformed.params, file, structure }
  const [declared] = conformed.extractedAt
    ? await select<{ at: number | null }>(
        warehouse,
        `SELECT ${conformed.extractedAt} AS at FROM ${from}`,
        params,
        { ...settings, ...LONG },
      )
    : []
  return {
    file,
    from,
    select: conformed.select,
    params,
    settings,
    rows: parquet?.rows ?? (scan.records ?? 0) - scan.irregular.length,
    extractedAt: declared?.at ?? readExtractTime(mapping, path),
  }
}
