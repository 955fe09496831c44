import type { Answer, Row } from '../../sql/model/answer.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Comparison } from '../../sql/model/question.ts'
import { formatCount, formatLocalTime } from '../i18n/format.ts'
import { formatChange, formatMeasure } from '../i18n/format-measure.ts'
import { MESSAGES } from '../i18n/messages.ts'
import { language } from '../state/language.ts'
import type { Tip } from './tip.tsx'

export type AnswerRow = Row

/** A cell as a number; null where the answer has none. */
export const numberOf = (row: AnswerRow, column: string): number | null => {
  const value = row[column]
  return typeof value === 'number' ? value : null
}

/**
 * Everything that is known of one number: its value, denominator, comparison, whether it has settled,
 * and the cut-off of the data.
 */
export function tellCell(
  answer: Answer,
  row: AnswerRow,
  measure: MeasureId,
  title: string,
  compare?: Comparison,
): Tip {
  const lang = language.value
  const text = MESSAGES[lang]
  const has = (column: string) => answer.columns.some(({ id }) => id === column)
  const value = numberOf(row, measure)
  const rows: Tip['rows'] = []
  const denominator = numberOf(row, `${measure}.n`)
  if (denominator !== null) {
    rows.push({ label: text.denominator, value: formatCount(denominator, lang) })
  }
  if (has(`${measure}.compare`)) {
    const other = numberOf(row, `${measure}.compare`)
    const label = compare ? text.comparisons[compare] : text.compared
    rows.push({ label, value: formatMeasure(measure, other, lang) })
    rows.push({ label: text.change, value: formatChange(measure, value, other, lang) })
    const otherDenominator = numberOf(row, `${measure}.compare.n`)
    if (otherDenominator !== null) {
      rows.push({ label: text.denominatorThen, value: formatCount(otherDenominator, lang) })
    }
    if (typeof row.compareTo === 'string') {
      rows.push({ label: text.comparedUntil, value: formatLocalTime(row.compareTo, lang) })
    }
  }
  if (answer.through) {
    rows.push({ label: text.cutOff, value: formatLocalTime(answer.through, lang) })
  }
  rows.push({ label: text.version, value: formatCount(answer.version, lang) })
  const open = row[`${measure}.mature`] === false
  return {
    title,
    value: formatMeasure(measure, value, lang),
    rows,
    ...(open && { note: text.notMature }),
  }
}
