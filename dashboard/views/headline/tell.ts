import type { Answer } from '../../../sql/model/answer.ts'
import type { Labels } from '../../../sql/model/labels.ts'
import { formatCount, formatDay, formatDays, formatLocalTime } from '../../i18n/format.ts'
import { formatChange, formatMeasure } from '../../i18n/format-measure.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import type { Language } from '../../i18n/text.ts'
import type { Tip } from '../../marks/tip.tsx'
import type { Range } from '../../state/period.ts'
import { COMPARED, type HeadlineNumber } from './state.ts'
import { TEXT } from './text.ts'

/** Everything that is known of a headline number, for its tooltip. */
export function tellHeadline(
  number: HeadlineNumber,
  names: Labels,
  range: Range,
  answer: Answer,
  language: Language,
): Tip {
  const { measure, value, n } = number
  const text = TEXT[language]
  const common = MESSAGES[language]
  const rows: Tip['rows'] = [
    { label: text.period, value: formatDays(range.from, range.to, language) },
  ]
  if (n !== null) rows.push({ label: common.denominator, value: formatCount(n, language) })
  for (const comparison of COMPARED) {
    const compared = number.compared[comparison]
    if (!compared) continue
    const then = formatMeasure(measure, compared.value, language)
    const outOf = compared.n === null ? '' : ` (${text.outOf(formatCount(compared.n, language))})`
    const meaning = compared.meaning ? ` · ${text[compared.meaning]}` : ''
    rows.push({ label: text.other[comparison], value: then + outOf })
    rows.push({
      label: text.change[comparison],
      value: formatChange(measure, value, compared.value, language) + meaning,
    })
  }
  const until = number.compared.previous?.until
  if (until) rows.push({ label: text.until, value: formatLocalTime(until, language) })
  if (answer.through) {
    rows.push({ label: common.cutOff, value: formatLocalTime(answer.through, language) })
  }
  rows.push({ label: common.version, value: formatCount(answer.version, language) })
  return {
    title: names[language],
    value: formatMeasure(measure, value, language),
    rows,
    ...(number.settles && { note: text.settles(formatDay(number.settles, language)) }),
  }
}
