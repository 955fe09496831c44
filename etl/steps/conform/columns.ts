import type { Expression, FieldId, SourceMapping } from '../../cities/mapping.ts'
import { columnsOf, FIELDS, type FieldKind } from '../../cities/mapping.ts'
import { nearest } from '../../cities/nearest.ts'
import { quoteName } from './parameters.ts'

/** A column as the file has it. `type` is the engine's; csv and ndjson have texts alone. */
export interface PhysicalColumn {
  name: string
  type: string
  /** A timestamp that is an instant, not a wall time (parquet's isAdjustedToUTC). */
  instant?: boolean
}

export type Format = 'csv' | 'ndjson' | 'parquet'

/** The file lacks what the mapping needs: says which columns it has. */
export class SourceError extends Error {
  override name = 'SourceError'
}

/**
 * How a column is read: `words` are texts that repeat, kept as a dictionary; a `day` is counted from
 * 1970, for the engine's own dates refuse the file where one is out of their range.
 */
export type Reading = 'text' | 'words' | 'wall' | 'instant' | 'day' | 'number' | 'list'

export interface ReadColumn {
  /** As the mapping calls it; the file may have spaces around it. */
  name: string
  inFile: string
  /** Its name inside the statement, which no column of the file can have. */
  alias: string
  reading: Reading
  type: string
  /** A text that the file holds as another type: read as that, for there null stands apart. */
  typed: boolean
}

const WORDY: ReadonlySet<FieldKind> = new Set(['member', 'truth', 'list'])

function isNative(type: string, pattern: RegExp): boolean {
  return pattern.test(type.replace(/^(LowCardinality|Nullable)\(/, '').replace(/^Nullable\(/, ''))
}

function chooseReading(column: PhysicalColumn, format: Format, uses: Set<FieldKind>): Reading {
  if (format === 'parquet') {
    if (isNative(column.type, /^DateTime/)) return column.instant ? 'instant' : 'wall'
    if (isNative(column.type, /^Date/)) return 'day'
    if (uses.has('number') && isNative(column.type, /^(U?Int|Float|Decimal)/)) return 'number'
    if (uses.has('list') && isNative(column.type, /^Array\(/)) return 'list'
  }
  return [...uses].every((use) => WORDY.has(use)) ? 'words' : 'text'
}

const TYPES: Record<Reading, string> = {
  wall: 'Nullable(DateTime64(6))',
  instant: 'Nullable(DateTime64(6))',
  text: 'String',
  words: 'LowCardinality(String)',
  day: 'Nullable(Int32)',
  number: 'Nullable(Float64)',
  list: 'Array(Nullable(String))',
}

function listUses(source: SourceMapping): Map<string, Set<FieldKind>> {
  const uses = new Map<string, Set<FieldKind>>()
  const add = (expression: Expression, kind: FieldKind) => {
    for (const name of columnsOf(expression)) {
      uses.set(name, (uses.get(name) ?? new Set<FieldKind>()).add(kind))
    }
  }
  for (const [field, expression] of Object.entries(source.fields)) {
    add(expression, FIELDS[field as FieldId])
  }
  if (source.extractedAt?.from === 'column') add(source.extractedAt.expression, 'time')
  return uses
}

/** Columns without which no row is a complaint: records of ndjson may leave out any other. */
const listNeeded = ({ fields }: SourceMapping): string[] =>
  [fields.id, fields.received_at].flatMap((expression) => {
    const names = expression ? columnsOf(expression) : []
    return names.length === 1 ? names : []
  })

function refuseMissing(missing: string[], present: string[], wanted: number): never {
  if (missing.length === wanted && wanted > 1) {
    // What stands there instead may be a row, and personal.
    throw new SourceError(
      `The file has none of the columns that the mapping reads (${missing
        .map((name) => `"${name}"`)
        .join(', ')}): its first line is no header, or it is another file.`,
    )
  }
  const hints = missing.map((name) => {
    const close = nearest(name, present)
    return close ? `"${name}" (did it become "${close}"?)` : `"${name}"`
  })
  const noun = missing.length > 1 ? 'columns' : 'column'
  throw new SourceError(
    `The file has no ${noun} ${hints.join(', ')}, which the mapping reads; ` +
      `its columns are ${present.map((name) => `"${name}"`).join(', ')}: ` +
      'correct the file, or the mapping in the city pack.',
  )
}

/**
 * Finds the mapping's columns in a file, in any order and among any others.
 * @param physical the file's columns; of ndjson the members that are known, or none
 * @throws SourceError where one is missing or stands twice
 */
export function readColumns(
  source: SourceMapping,
  physical: readonly PhysicalColumn[],
  format: Format,
): ReadColumn[] {
  const uses = listUses(source)
  const present = physical.map((column) => column.name.trim())
  const needed = format === 'ndjson' ? listNeeded(source) : [...uses.keys()]
  const missing = needed.filter((name) => !present.includes(name.trim()))
  const unknown = format === 'ndjson' && physical.length === 0
  if (missing.length > 0 && !unknown) refuseMissing(missing, present, needed.length)
  const twice = [...uses.keys()].find((name) => present.indexOf(name) !== present.lastIndexOf(name))
  if (twice !== undefined) {
    throw new SourceError(`The file has the column "${twice}" twice: keep one of them.`)
  }
  return [...uses].map(([name, kinds], i) => {
    const column = physical.find((c) => c.name.trim() === name.trim()) ?? { name, type: 'String' }
    const reading = chooseReading(column, format, kinds)
    const worded = reading === 'text' || reading === 'words'
    const typed = worded && format === 'parquet' && !isNative(column.type, /^String/)
    const kept = typed || reading === 'wall' || reading === 'instant'
    return {
      name,
      inFile: column.name,
      alias: `c${i}`,
      reading,
      type: kept ? column.type : TYPES[reading],
      typed,
    }
  })
}

/** The structure that the engine is told to read. */
export const toStructure = (columns: readonly ReadColumn[]): string =>
  columns.map((column) => `${quoteName(column.inFile)} ${column.type}`).join(', ')

/** Whether a time field's column holds times already, so that no format is needed. */
export const isNativeTime = (reading: Reading): boolean =>
  reading === 'wall' || reading === 'instant' || reading === 'day'
