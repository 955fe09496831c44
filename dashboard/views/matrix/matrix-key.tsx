import { formatShort } from '../../i18n/format-measure.ts'
import { StepLegend } from '../../marks/step-legend.tsx'
import { measureOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { FORMATS } from '../../state/model.ts'
import { type MatrixMode, REACH } from './layout.ts'
import type { MatrixSeries } from './state.ts'
import { TEXT } from './text.ts'

/** What the colours stand for, from what needs least attention to what needs most. */
export function MatrixKey({ series, mode }: { series: MatrixSeries; mode: MatrixMode }) {
  const text = TEXT[language.value]
  const [from, to] = endsOf(series, mode)
  return (
    <div class="chart-key">
      <StepLegend kind={mode === 'level' ? 'level' : 'signed'} from={from} to={to} />
      <span>
        {text.meanings[mode]}. {text.few}.
      </span>
      <span class="chart-hint">{text.filter}</span>
    </div>
  )
}

function endsOf({ measure, cells }: MatrixSeries, mode: MatrixMode): [string, string] {
  if (mode === 'expected') return ['×½', '×2']
  const isGood = (measureOf(measure)?.polarity ?? 0) > 0
  const format = FORMATS[measure]
  const turned = (ends: [string, string]): [string, string] => (isGood ? [ends[1], ends[0]] : ends)
  if (mode === 'change') {
    const isInPoints = format === 'rate' || format === 'score'
    const reach = isInPoints ? String(REACH[format]) : `${100 * REACH[format]}%`
    return turned([`−${reach}`, `+${reach}`])
  }
  const values = cells.flatMap(({ value }) => (value === null ? [] : [value]))
  const isEven = format === 'rate' || format === 'score'
  const low = isEven ? Math.min(...values) : 0
  const ends = [low, Math.max(...values)].map((value) =>
    formatShort(measure, value, language.value),
  )
  return isEven ? turned([ends[0] ?? '', ends[1] ?? '']) : [ends[0] ?? '', ends[1] ?? '']
}
