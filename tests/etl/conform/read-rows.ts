import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { CityPack } from '../../../etl/cities/pack.ts'
import type { Format, PhysicalColumn } from '../../../etl/steps/conform/columns.ts'
import { conform } from '../../../etl/steps/conform/conform.ts'
import { describeNdjson } from '../../../etl/steps/conform/ndjson.ts'
import { describeParquet } from '../../../etl/steps/conform/parquet.ts'
import { select } from '../../../sql/node/run.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const ENGINE = { csv: 'CSVWithNames', ndjson: 'JSONEachRow', parquet: 'Parquet' } as const
const NOW = Temporal.Instant.from('2026-03-20T12:00:00Z')

/** A conformed row: times as texts in UTC, hashes as texts. */
export type Conformed = Record<string, unknown> & {
  id: string
  reasons: string[]
  raw: Record<string, string>
}

const quote = (text: string): string =>
  /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

export const toCsv = (rows: readonly Record<string, string>[], delimiter = ','): string => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = rows.map((row) => names.map((name) => quote(row[name] ?? '')).join(delimiter))
  return [names.map(quote).join(delimiter), ...lines, ''].join('\n')
}

export async function writeTemporary(name: string, text: string): Promise<string> {
  const path = join(await temporaryFolder('rows'), name)
  await writeFile(path, text)
  return path
}

async function describe(
  warehouse: Warehouse,
  path: string,
  format: Format,
): Promise<PhysicalColumn[]> {
  if (format === 'parquet') return describeParquet(warehouse, path)
  if (format === 'ndjson') return describeNdjson(warehouse, path, false)
  const columns = await select<{ name: string }>(
    warehouse,
    "DESCRIBE TABLE file({path:String}, 'CSVWithNames')",
    { path },
    { input_format_csv_trim_whitespaces: 0 },
  )
  return columns.map(({ name }) => ({ name, type: 'String' }))
}

/** Conforms a file; `what` are the columns wanted of `SELECT ... FROM (conformed)`. */
export async function conformFile<Row = Conformed>(
  warehouse: Warehouse,
  pack: CityPack,
  path: string,
  format: Format,
  what = '* REPLACE (toString(content) AS content, toString(version) AS version)',
  physical?: PhysicalColumn[],
): Promise<Row[]> {
  const [source] = Object.values(pack.sources)
  if (!source) throw new Error('the pack has no source')
  const columns = physical ?? (await describe(warehouse, path, format))
  const conformed = conform(pack, source, columns, format, { now: NOW, key: [1n, 2n] })
  const from = conformed.from(`file({file:String}, '${ENGINE[format]}', {structure:String})`)
  return select<Row>(
    warehouse,
    `SELECT ${what} FROM (SELECT _row_number, ${conformed.select} FROM ${from}) ORDER BY _row_number`,
    { ...conformed.params, file: path, structure: conformed.structure },
    { ...conformed.settings, max_execution_time: 120 },
  )
}

/** The extract time that a column of the rows declares, seconds since 1970. */
export async function readExtracted(
  warehouse: Warehouse,
  pack: CityPack,
  rows: readonly Record<string, string>[],
): Promise<number | null> {
  const [source] = Object.values(pack.sources)
  if (!source) throw new Error('the pack has no source')
  const path = await writeTemporary('rows.csv', toCsv(rows))
  const physical = Object.keys(rows[0] ?? {}).map((name) => ({ name, type: 'String' }))
  const conformed = conform(pack, source, physical, 'csv', { now: NOW, key: [1n, 2n] })
  const from = conformed.from('file({file:String}, CSVWithNames, {structure:String})')
  const [row] = await select<{ at: number | null }>(
    warehouse,
    `SELECT ${conformed.extractedAt} AS at FROM ${from}`,
    { ...conformed.params, file: path, structure: conformed.structure },
    conformed.settings,
  )
  return row?.at ?? null
}

/** Conforms rows of texts as a csv would bring them. */
export async function conformRows(
  warehouse: Warehouse,
  pack: CityPack,
  rows: readonly Record<string, string>[],
): Promise<Conformed[]> {
  const delimiter = Object.values(pack.sources)[0]?.delimiter
  const path = await writeTemporary('rows.csv', toCsv(rows, delimiter))
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const physical = names.map((name) => ({ name, type: 'String' }))
  return conformFile(warehouse, pack, path, 'csv', undefined, physical)
}
