import type { Expression, SourceMapping } from '../../cities/mapping.ts'
import type { ReadColumn } from './columns.ts'
import { type Parameters, textArray } from './parameters.ts'

const SPACES = "' \\t\\r\\n\\f\\v'"
const ANY_SPACES = "'^[\\\\s\\\\p{Z}\\\\x{feff}]+|[\\\\s\\\\p{Z}\\\\x{feff}]+$'"

/** The blanks of a source, the empty text included. */
export const blanksOf = (source: SourceMapping): string[] => [...new Set(['', ...source.blanks])]

/** Stands where bytes were that are no UTF-8. */
const REPLACEMENT = '\uFFFD'

/** Whether a text had bytes that are no UTF-8. */
export const isDamaged = (text: string): string =>
  `position(toString(${text}), '${REPLACEMENT}') > 0`

/**
 * A column of the file, trimmed; blanks are empty texts. Native times and numbers stay as they are.
 * @param damaged the file has bytes that are no UTF-8: each becomes a replacement character
 */
export function readText(
  column: ReadColumn,
  name: string,
  blanks: readonly string[],
  damaged: boolean,
): string {
  const others = blanks.filter((blank) => blank !== '')
  const sound = damaged ? `toValidUTF8(toString(${name}))` : name
  const text = column.typed ? `ifNull(toString(${name}), '')` : sound
  if (column.reading === 'words') {
    const words = column.typed || damaged ? `toLowCardinality(${text})` : text
    const trimmed = `replaceRegexpAll(${words}, ${ANY_SPACES}, '')`
    if (others.length === 0) return trimmed
    return `transform(${trimmed}, ${textArray(others)}, ${textArray(others.map(() => ''))})`
  }
  if (column.reading !== 'text') return name
  const trimmed = `trimBoth(${text}, ${SPACES})`
  return others.length === 0 ? trimmed : `if(has(${textArray(others)}, ${trimmed}), '', ${trimmed})`
}

function asText(column: ReadColumn): string {
  switch (column.reading) {
    case 'text':
    case 'words':
      return column.alias
    case 'list':
      return `arrayStringConcat(arrayMap(x -> ifNull(x, ''), ${column.alias}), ';')`
    case 'day':
      return `ifNull(substring(toString(fromUnixTimestamp64Micro(toInt64(${column.alias}) * 86400000000, 'UTC')), 1, 10), '')`
    default:
      return `ifNull(toString(${column.alias}), '')`
  }
}

/** Finds read columns by the names that expressions use. */
export type Columns = ReadonlyMap<string, ReadColumn>

export function columnNamed(columns: Columns, name: string): ReadColumn {
  const column = columns.get(name)
  if (!column) throw new Error(`column ${name} was not read`)
  return column
}

const firstFilled = (texts: string[]): string =>
  texts.length === 1
    ? (texts[0] as string)
    : `multiIf(${texts
        .slice(0, -1)
        .map((t) => `${t} != '', ${t}`)
        .join(', ')}, ${texts.at(-1)})`

/** The text that fills a field, before any value map: '' where it is blank. */
export function textOf(expression: Expression, columns: Columns, parameters: Parameters): string {
  const texts = (names: string[]) => names.map((name) => asText(columnNamed(columns, name)))
  switch (expression.form) {
    case 'constant':
      return parameters.bind(String(expression.value), 'String')
    case 'column':
      return firstFilled(texts(expression.columns))
    case 'join':
      return `arrayStringConcat(arrayFilter(x -> x != '', [${texts(expression.columns).join(', ')}]), ${parameters.bind(expression.with, 'String')})`
    case 'when':
      return "''"
  }
}

/** The condition of one case of a `when` expression. */
export function isOneOf(column: string, is: readonly string[], columns: Columns): string {
  return `has(${textArray(is.map((text) => text.trim()))}, ${asText(columnNamed(columns, column))})`
}
