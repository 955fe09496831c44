import type { Answer } from '../../../sql/model/answer.ts'
import { formatCount } from '../../i18n/format.ts'
import { formatChange, formatMeasure } from '../../i18n/format-measure.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { tellCell } from '../../marks/tell-cell.ts'
import type { Tip } from '../../marks/tip.tsx'
import { nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import type { MapArea, MapSeries } from './state.ts'
import { TEXT } from './text.ts'

const rankOf = ({ areas }: MapSeries, area: MapArea): string => {
  const lang = language.value
  const place = areas.filter(({ value }) => (value ?? 0) > (area.value ?? 0)).length + 1
  return TEXT[lang].rankOf(formatCount(place, lang), formatCount(areas.length, lang))
}

/** What the tip of an area says. */
export function tellArea(
  answer: Answer,
  series: MapSeries,
  area: MapArea,
  schematic: boolean,
): Tip {
  const text = TEXT[language.value]
  const { measure, place } = series
  const tip = tellCell(answer, area.row, measure, nameOf(place.level, area.code), 'previous')
  const notes = [tip.note, schematic && text.schematicLong].filter(Boolean)
  return {
    ...tip,
    rows: [
      ...(area.value === null ? [] : [{ label: text.rank, value: rankOf(series, area) }]),
      ...tip.rows,
    ],
    ...(notes.length > 0 && { note: notes.join(' ') }),
  }
}

/** An area as one sentence, for whoever hears it: its name, value and change. */
export function sayArea({ measure, place }: MapSeries, area: MapArea): string {
  const lang = language.value
  const name = nameOf(place.level, area.code)
  const value = formatMeasure(measure, area.value, lang)
  if (area.change === null) return `${name}: ${value}`
  const change = formatChange(measure, area.value, area.compare, lang)
  return `${name}: ${value}; ${MESSAGES[lang].comparisons.previous} ${change}`
}
