import { formatChange, formatMeasure } from '../../i18n/format-measure.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { NumberTable } from '../../marks/number-table.tsx'
import { measureOf, nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import type { MapSeries } from './state.ts'
import { TEXT } from './text.ts'

/** The map's numbers, the highest first. */
export function MapTable({ series, title }: { series: MapSeries; title: string }) {
  const lang = language.value
  const messages = MESSAGES[lang]
  const { measure, areas, place } = series
  const hasDenominator = areas.some(({ n }) => n !== null)
  const columns = [
    TEXT[lang].area,
    measureOf(measure)?.names[lang] ?? measure,
    ...(hasDenominator ? [messages.denominator] : []),
    messages.comparisons.previous,
    messages.change,
  ]
  const rows = areas.map(({ code, value, n, compare }) => ({
    key: code,
    name: nameOf(place.level, code),
    numbers: [
      formatMeasure(measure, value, lang),
      ...(hasDenominator ? [formatMeasure('complaints', n, lang)] : []),
      formatMeasure(measure, compare, lang),
      formatChange(measure, value, compare, lang),
    ],
  }))
  return <NumberTable caption={title} columns={columns} rows={rows} />
}
