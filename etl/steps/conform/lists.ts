import type { ColumnExpression, Expression } from '../../cities/mapping.ts'
import { type Parameters, textArray } from './parameters.ts'
import { type Columns, columnNamed } from './texts.ts'

interface ListSteps {
  all: string
  known(list: string): string
  bad: ((list: string) => string) | null
}

/**
 * Splits a text into members: trimmed, without blanks, each once, in their order.
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
  const trimmed = (list: string) => `arrayMap(x -> trimBoth(x, ' \\t\\r\\n'), ${list})`
  let parts = `[${text}]`
  if (names.length === 1 && only?.reading === 'list') {
    parts = trimmed(`arrayMap(x -> ifNull(x, ''), ${only.alias})`)
  } else if (separator !== null) {
    parts = trimmed(`splitByString(${parameters.bind(separator, 'String')}, toString(${text}))`)
  }
  const all = `arrayDistinct(arrayFilter(x -> x != '', CAST(${parts}, 'Array(String)')))`
  const typed = (list: string) => `CAST(${list}, 'Array(LowCardinality(String))')`
  if (allowed === null) return { all, known: typed, bad: null }
  const codes = textArray(allowed)
  return {
    all,
    known: (list) => typed(`arrayIntersect(${list}, ${codes})`),
    bad: (list) => `NOT hasAll(${codes}, ${list})`,
  }
}
