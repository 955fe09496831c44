import type { Temporal } from 'temporal-polyfill'
import { COMPLAINT_COLUMNS } from '../../../sql/model/complaint.ts'
import type { SourceMapping } from '../../cities/mapping.ts'
import type { CityPack } from '../../cities/pack.ts'
import { type Format, type PhysicalColumn, readColumns, toStructure } from './columns.ts'
import { assembleComplaint } from './complaint.ts'
import { readFields } from './fields.ts'
import { type Definition, stackLayers } from './layers.ts'
import { createParameters, type Parameters, quoteName } from './parameters.ts'
import { boundSpan } from './span.ts'
import { blanksOf, type Columns, readText } from './texts.ts'
import { readTime } from './times.ts'

export interface ConformOptions {
  /** When the load happens: bounds a span without end. */
  now: Temporal.Instant
  /** The file has bytes that are no UTF-8: the fields that hold them are bad. */
  damaged?: boolean
  /** Key of the hash that stands for a requester. */
  key: readonly [bigint, bigint]
}

/** A mapping as SQL over one file's columns. */
export interface Conformed {
  /** The columns to read and their types, for the table function. */
  structure: string
  /** Settings that the file must be read under. */
  settings: Record<string, string | number>
  /** The conformed rows of a file, as a FROM clause. It has `_row_number` too. */
  from(file: string): string
  /** An aggregate over the rows: the extract time that a column declares, seconds since 1970. */
  extractedAt: string | null
  /** All of COMPLAINT_COLUMNS, then `reasons`: why the row is rejected, empty where it is not. */
  select: string
  params: Record<string, unknown>
}

const SETTINGS: Record<Format, Record<string, string | number>> = {
  csv: {
    format_csv_allow_double_quotes: 1,
    format_csv_allow_single_quotes: 0,
    format_csv_null_representation: '\u0001',
    input_format_csv_trim_whitespaces: 0,
    input_format_csv_allow_variable_number_of_columns: 0,
    input_format_csv_allow_whitespace_or_tab_as_delimiter: 0,
    input_format_csv_empty_as_default: 1,
    input_format_csv_skip_trailing_empty_lines: 1,
    input_format_with_names_use_header: 1,
    input_format_skip_unknown_fields: 1,
    input_format_allow_errors_num: 0,
    input_format_allow_errors_ratio: 0,
  },
  ndjson: {
    input_format_json_read_numbers_as_strings: 1,
    input_format_json_read_bools_as_strings: 1,
    input_format_json_read_arrays_as_strings: 1,
    input_format_json_read_objects_as_strings: 1,
    input_format_null_as_default: 1,
    input_format_skip_unknown_fields: 1,
    input_format_allow_errors_num: 0,
    input_format_allow_errors_ratio: 0,
  },
  parquet: { input_format_null_as_default: 1 },
}

const ALWAYS = {
  precise_float_parsing: 1,
  short_circuit_function_evaluation: 'enable',
  max_query_size: 64 * 1024 * 1024,
}

function readExtracted(
  source: SourceMapping,
  columns: Columns,
  parameters: Parameters,
): { layers: Definition[][]; latest: string } | null {
  if (source.extractedAt?.from !== 'column') return null
  const { expression } = source.extractedAt
  const steps = readTime('extracted_at', expression, source, columns, parameters, 1)
  return {
    layers: [steps.walls, [['v_extracted_at', steps.instant]]],
    latest: 'max(v_extracted_at)',
  }
}

/**
 * Compiles a mapping into SQL that turns a file's rows into typed complaints. Every row comes out;
 * those that cannot be complaints say why in `reasons`. Any other bad field becomes null or
 * `unknown`, and its text stays in `raw`.
 * @param physical the file's columns; for ndjson those of its first records, or none
 * @throws SourceError where the file lacks a column that the mapping reads
 */
export function conform(
  pack: CityPack,
  source: SourceMapping,
  physical: readonly PhysicalColumn[],
  format: Format,
  options: ConformOptions,
): Conformed {
  const columns = readColumns(source, physical, format)
  const parameters = createParameters()
  const blanks = blanksOf(source)
  const texts: Definition[] = columns.map((column) => [
    column.alias,
    readText(column, `file.${quoteName(column.inFile)}`, blanks, options.damaged ?? false),
  ])
  const byName = new Map(columns.map((column) => [column.name, column]))
  const fields = readFields(pack, source, byName, parameters, options.damaged ?? false)
  const span = boundSpan(pack.city, options.now)
  const complaint = assembleComplaint(pack, source, fields, span, options.key, parameters)
  const extracted = readExtracted(source, byName, parameters)
  const named = COMPLAINT_COLUMNS.map((column) => `o_${column} AS ${column}`)
  const delimiter: Record<string, string> =
    format === 'csv' ? { format_csv_delimiter: source.delimiter } : {}
  return {
    structure: toStructure(columns),
    settings: { ...ALWAYS, ...SETTINGS[format], ...delimiter },
    from(file) {
      const first = ['_row_number', ...texts.map(([name, sql]) => `${sql} AS ${name}`)]
      const read = `(SELECT ${first.join(',\n  ')}\nFROM ${file} AS file)`
      return stackLayers(read, [...(extracted?.layers ?? []), ...fields.layers, ...complaint])
    },
    extractedAt: extracted?.latest ?? null,
    select: [...named, 'o_reasons AS reasons'].join(', '),
    params: parameters.values,
  }
}
