import { StepLegend } from '../../marks/step-legend.tsx'
import { measureOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { FORMATS } from '../../state/model.ts'
import type { MatrixMode } from '../../state/view-url.ts'
import { levelSteps, REACH } from './layout.ts'
import type { MatrixSeries } from './state.ts'
import { sayLevel } from './tell-matrix.ts'
import { TEXT } from './text.ts'

/** What the colours stand for, from what needs least attention to what needs most. */
export function MatrixKey({ series, mode }: { series: MatrixSeries; mode: MatrixMode }) {
  const text = TEXT[language.value]
  const [from, to] = endsOf(series, mode)
  return (
    <div class="chart-key">
      <StepLegend kind={mode === 'level' ? 'level' : 'signed'} from={from} to={to} />
      <span>{text.meanings[mode]}</span>
      <span>{text.few}</span>
      <span class="chart-hint">{text.filter}</span>
    </div>
  )
}

function endsOf(series: MatrixSeries, mode: MatrixMode): [string, string] {
  const { measure } = series
  if (mode === 'expected') return ['×½', '×2']
  const polarity = measureOf(measure)?.polarity ?? 0
  const format = FORMATS[measure]
  const turnedEnds = (ends: [string, string]): [string, string] =>
    polarity > 0 ? [ends[1], ends[0]] : ends
  if (mode === 'change') {
    const isInPoints = format === 'rate' || format === 'score'
    const reach = isInPoints ? String(REACH[format]) : `${100 * REACH[format]}%`
    return turnedEnds([`−${reach}`, `+${reach}`])
  }
  const { low, high } = levelSteps(series, polarity)
  const ends: [string, string] = [
    sayLevel(measure, low, language.value),
    sayLevel(measure, high, language.value),
  ]
  return format === 'rate' || format === 'score' ? turnedEnds(ends) : ends
}
