import { LONG } from '../sql/node/long.ts'
import { command, select } from '../sql/node/run.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import { FIELDS, type FieldId, type FieldKind, type SourceMapping } from './cities/mapping.ts'
import { kindOfName } from './steps/scan/kind.ts'

const TABLE = 'bare_insert'

/** What the engine's own reader makes of a column without any help of ours. */
const TYPES: Partial<Record<FieldKind, string>> = {
  key: 'String',
  text: 'String',
  member: 'LowCardinality(String)',
  number: 'Nullable(Float64)',
}

interface BareColumn {
  field: FieldId
  column: string
  type: string
}

function listColumns(mapping: SourceMapping): BareColumn[] {
  return Object.entries(mapping.fields).flatMap(([name, expression]) => {
    const field = name as FieldId
    const kind = FIELDS[field]
    if (expression?.form !== 'column' || expression.map || field === 'updated_at') return []
    const column = expression.columns[0] ?? ''
    const time = `DateTime('${expression.timeZone ?? mapping.timeZone}')`
    const type =
      field === 'received_at' ? time : kind === 'time' ? `Nullable(${time})` : TYPES[kind]
    return type ? [{ field, column, type }] : []
  })
}

/**
 * Lets the bare engine insert a file into a table of the shape of `complaints`: the same types,
 * partitions and order, and nothing checked, compared or aggregated. The peer that a load is measured
 * against.
 * @returns rows and seconds
 */
export async function insertBare(
  warehouse: Warehouse,
  mapping: SourceMapping,
  path: string,
): Promise<{ rows: number; seconds: number }> {
  const columns = listColumns(mapping)
  const received = columns.find((c) => c.field === 'received_at')
  const kind = kindOfName(path)
  if (!received || kind === null) throw new Error('this mapping has no bare counterpart')
  const format = kind.startsWith('csv')
    ? 'CSVWithNames'
    : kind === 'parquet'
      ? 'Parquet'
      : 'JSONEachRow'
  const quoted = (name: string) => `\`${name.replaceAll('`', '\\`')}\``
  const structure = columns.map((c) => `${quoted(c.column)} ${c.type}`).join(', ')
  await command(warehouse, `CREATE OR REPLACE TABLE ${TABLE} AS complaints`)
  try {
    const started = performance.now()
    await command(
      warehouse,
      `INSERT INTO ${TABLE} (slice, batch, city, source, ${columns.map((c) => c.field).join(', ')})
       SELECT toYYYYMM(${quoted(received.column)}) * 100, 0, 'bare', 'bare',
              ${columns.map((c) => quoted(c.column)).join(', ')}
         FROM file({path:String}, '${format}', {structure:String})`,
      { path, structure },
      {
        ...LONG,
        input_format_with_names_use_header: 1,
        input_format_skip_unknown_fields: 1,
        input_format_null_as_default: 1,
      },
    )
    const seconds = (performance.now() - started) / 1000
    const [row] = await select<{ rows: number }>(warehouse, `SELECT count() AS rows FROM ${TABLE}`)
    return { rows: row?.rows ?? 0, seconds }
  } finally {
    await command(warehouse, `DROP TABLE IF EXISTS ${TABLE} SYNC`)
  }
}
