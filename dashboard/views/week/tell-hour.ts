import type { Answer } from '../../../sql/model/answer.ts'
import type { MeasureId } from '../../../sql/model/measures.ts'
import { formatCount, formatLocalTime } from '../../i18n/format.ts'
import { formatMeasure } from '../../i18n/format-measure.ts'
import { numberFormat } from '../../i18n/formatters.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import type { Language } from '../../i18n/text.ts'
import type { Tip } from '../../marks/tip.tsx'
import { FORMATS } from '../../state/model.ts'
import type { WeekCell, WeekSeries } from './state.ts'
import { TEXT } from './text.ts'

export function nameHour({ weekday, hour }: WeekCell, language: Language): string {
  const text = TEXT[language]
  return text.name(weekday === null ? null : (text.weekdays[weekday - 1] ?? null), hour)
}

/** A mean of counts needs tenths; a rate is written as everywhere. */
export function sayMean(measure: MeasureId, value: number | null, language: Language): string {
  if (value === null || FORMATS[measure] === 'rate') return formatMeasure(measure, value, language)
  return numberFormat(language, {
    maximumFractionDigits: value < 100 ? 1 : 0,
  }).format(value)
}

/** What the tip of an hour of the week says. */
export function tellHour(
  answer: Answer,
  { measure, mature }: WeekSeries,
  cell: WeekCell,
  language: Language,
): Tip {
  const text = TEXT[language]
  const messages = MESSAGES[language]
  const isRate = FORMATS[measure] === 'rate'
  const mean = sayMean(measure, cell.value, language)
  const rows = [
    isRate
      ? { label: messages.denominator, value: formatCount(cell.n, language) }
      : { label: text.sum, value: formatCount(cell.sum, language) },
    { label: text.hours, value: formatCount(cell.hours, language) },
    ...(answer.through
      ? [{ label: messages.cutOff, value: formatLocalTime(answer.through, language) }]
      : []),
    { label: messages.version, value: formatCount(answer.version, language) },
  ]
  return {
    title: nameHour(cell, language),
    value:
      isRate || cell.value === null
        ? mean
        : language === 'zh'
          ? `${text.perHour} ${mean}`
          : `${mean} ${text.perHour}`,
    rows,
    ...(!mature && { note: messages.notMature }),
  }
}
