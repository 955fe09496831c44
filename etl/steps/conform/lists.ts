import type { ColumnExpression, Expression } from '../../cities/mapping.ts'
import { type Parameters, textArray } from './parameters.ts'
import { type Columns, columnNamed } from './texts.ts'

interface ListSteps {
  all: string
  known(list: string): string
  bad: ((list: string) => string) | null
}

/**
 * Splits a text, or takes a list as it is, into members: trimmed, without blanks, each once, in their order.
 * @param allowed the codes of a closed list, or null where any member may come
 */
export function readList(
  text: string,
  expression: Expression,
  allowed: readonly string[] | null,
  columns: Columns,
  parameters: Parameters,
): ListSteps {
  const { split: separator, columns: names } = expression as ColumnExpression
  const [only] = names.map((name) => columnNamed(columns, name))
  const split =
    separator === null
      ? `[toString(${text})]`
      : `splitByString(${parameters.bind(separator, 'String')}, toString(${text}))`
  const listed = `JSONExtract(toString(${text}), 'Array(String)')`
  const parts =
    names.length === 1 && only?.reading === 'list'
      ? `arrayMap(x -> ifNull(x, ''), ${only.alias})`
      : `if(startsWith(${text}, '['), ${listed}, ${split})`
  const trimmed = `arrayMap(x -> trimBoth(x, ' \\t\\r\\n'), ${parts})`
  const all = `arrayDistinct(arrayFilter(x -> x != '', CAST(${trimmed}, 'Array(String)')))`
  const typed = (list: string) => `CAST(${list}, 'Array(String)')`
  if (allowed === null) return { all, known: typed, bad: null }
  const codes = textArray(allowed)
  return {
    all,
    known: (list) => typed(`arrayFilter(x -> has(${codes}, x), ${list})`),
    bad: (list) => `NOT hasAll(${codes}, ${list})`,
  }
}
