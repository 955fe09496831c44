import type { MeasureId } from '../../../sql/model/measures.ts'
import { formatMeasure, formatShort } from '../../i18n/format-measure.ts'
import { numberFormat } from '../../i18n/formatters.ts'
import type { Language } from '../../i18n/text.ts'
import { tellCell } from '../../marks/tell-cell.ts'
import type { Tip } from '../../marks/tip.tsx'
import { nameOf } from '../../state/catalog.ts'
import { FORMATS } from '../../state/model.ts'
import type { MatrixMode } from '../../state/view-url.ts'
import { rowOf } from '../cell.ts'
import type { PlacedCell } from './layout.ts'
import type { MatrixAnswers, MatrixCell, MatrixMember, MatrixSeries } from './state.ts'
import { TEXT } from './text.ts'

const number = (value: number, language: Language, options: Intl.NumberFormatOptions) =>
  numberFormat(language, options).format(value).replace('-', '−')

/** A ratio to what was expected: `×1.8`. */
const times = (ratio: number, language: Language): string =>
  `×${number(ratio, language, { maximumSignificantDigits: 2 })}`

/** A value in the narrow room of a cell; rates with their tenths, so that they line up. */
export const sayLevel = (measure: MeasureId, value: number | null, language: Language): string =>
  FORMATS[measure] === 'rate'
    ? formatMeasure(measure, value, language)
    : formatShort(measure, value, language)

/** What is written in a cell. */
export function sayCell(
  { shown, cell }: PlacedCell,
  { measure }: MatrixSeries,
  mode: MatrixMode,
  language: Language,
): string {
  if (mode === 'level') return sayLevel(measure, cell.value, language)
  if (shown === null) return '–'
  if (mode === 'expected') return times(shown, language)
  const format = FORMATS[measure]
  const inPoints = format === 'rate' || format === 'score'
  return number(shown, language, {
    signDisplay: 'exceptZero',
    ...(inPoints ? { maximumFractionDigits: 1 } : { style: 'percent', maximumFractionDigits: 0 }),
  })
}

const nameCell = ({ at }: MatrixCell, { axes }: MatrixSeries): string =>
  `${nameOf(axes.row, at.row)} · ${nameOf(axes.column, at.column)}`

/** What the tip of a cell says. */
export function tellMatrixCell(
  answers: MatrixAnswers,
  series: MatrixSeries,
  cell: MatrixCell,
  language: Language,
): Tip {
  const { measure } = series
  const row = cell.row ?? rowOf(cell, measure)
  const tip = tellCell(answers.cells, row, measure, nameCell(cell, series), 'previous')
  if (cell.expected === null || cell.value === null) return tip
  const expected = [
    { label: TEXT[language].expected, value: formatMeasure(measure, cell.expected, language) },
    ...(cell.expected > 0
      ? [{ label: TEXT[language].ratio, value: times(cell.value / cell.expected, language) }]
      : []),
  ]
  return { ...tip, rows: [...expected, ...tip.rows] }
}

/** What the tip of a row's or a column's total says. */
export const tellMember = (
  answers: MatrixAnswers,
  series: MatrixSeries,
  side: 'row' | 'column',
  member: MatrixMember,
): Tip =>
  tellCell(
    side === 'row' ? answers.rows : answers.columns,
    member.row,
    series.measure,
    nameOf(series.axes[side], member.code),
    'previous',
  )
