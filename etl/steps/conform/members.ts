import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import type { Expression } from '../../cities/mapping.ts'
import { numberArray, type Parameters, textArray } from './parameters.ts'
import { type Columns, isOneOf } from './texts.ts'

/** Stands for a value that is no member, until it is noted as a bad field. No text can be equal to it. */
const BAD = '\u0000'

/** A field's values: what each becomes, and whether there may be values that are bad. */
export interface Lookup {
  sql: string
  /** Where a value may be bad: the condition that it is. */
  bad: string | null
}

interface Table {
  entries: Map<string, string>
  /** What becomes of the rest; null: it stays as it is. */
  rest: string | null
}

/** The value map and the closed list of a field as one table, looked up once a value. */
function toTable(expression: Expression, allowed: readonly string[] | null): Table {
  const entries = new Map<string, string>([['', UNKNOWN]])
  const mapped = expression.form === 'column' ? expression.map : null
  for (const [from, to] of Object.entries(mapped ?? {}))
    entries.set(from.trim(), String(to) || UNKNOWN)
  if (mapped && expression.form === 'column' && !expression.keep) {
    const rest = expression.otherwise === null ? BAD : String(expression.otherwise) || UNKNOWN
    return { entries, rest }
  }
  if (!allowed) return { entries, rest: null }
  for (const code of [UNKNOWN, ...allowed]) if (!entries.has(code)) entries.set(code, code)
  return { entries, rest: BAD }
}

/**
 * The member of a field, from its text.
 * @param allowed the codes of a closed list, or null where any member may come
 */
export function toMember(
  text: string,
  expression: Expression,
  allowed: readonly string[] | null,
  columns: Columns,
  parameters: Parameters,
): Lookup {
  if (expression.form === 'constant') {
    return {
      sql: `toLowCardinality(${parameters.bind(String(expression.value), 'String')})`,
      bad: null,
    }
  }
  if (expression.form === 'when') {
    const cases = expression.cases.map(
      (c) =>
        `${isOneOf(c.column, c.is, columns)}, ${parameters.bind(String(c.value) || UNKNOWN, 'String')}`,
    )
    const rest = parameters.bind(String(expression.otherwise ?? '') || UNKNOWN, 'String')
    return { sql: `toLowCardinality(multiIf(${cases.join(', ')}, ${rest}))`, bad: null }
  }
  const { entries, rest } = toTable(expression, allowed)
  const from = textArray([...entries.keys()])
  const to = textArray([...entries.values()])
  const words = `toLowCardinality(${text})`
  if (rest === null) return { sql: `transform(${words}, ${from}, ${to})`, bad: null }
  const looked = `transform(${words}, ${from}, ${to}, ${rest === BAD ? "'\\0'" : parameters.bind(rest, 'String')})`
  return { sql: looked, bad: rest === BAD ? "= '\\0'" : null }
}

/** Codes of `toTruth`. */
export const TRUTH = { no: 0, yes: 1, blank: 2, bad: 3 } as const

/** A truth of a field as a code: 0 no, 1 yes, 2 the source does not say, 3 bad. */
export function toTruth(text: string, expression: Expression, columns: Columns): string {
  const code = (value: string | boolean | null): number =>
    value === null ? TRUTH.blank : value === true || value === 'true' ? TRUTH.yes : TRUTH.no
  if (expression.form === 'constant') return `toUInt8(${code(expression.value)})`
  if (expression.form === 'when') {
    const cases = expression.cases.map(
      (c) => `${isOneOf(c.column, c.is, columns)}, ${code(c.value)}`,
    )
    return `toUInt8(multiIf(${cases.join(', ')}, ${code(expression.otherwise)}))`
  }
  const mapped = expression.form === 'column' ? (expression.map ?? {}) : {}
  const entries = new Map<string, number>([['', TRUTH.blank]])
  for (const [from, to] of Object.entries(mapped)) entries.set(from.trim(), code(to))
  const otherwise = expression.form === 'column' ? expression.otherwise : null
  const rest = otherwise === null ? TRUTH.bad : code(otherwise)
  const looked = `transform(${text}, ${textArray([...entries.keys()])}, ${numberArray([...entries.values()], 'UInt8')}, toUInt8(${rest}))`
  return `CAST(${looked}, 'UInt8')`
}
