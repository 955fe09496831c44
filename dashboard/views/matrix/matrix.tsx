import { useMemo } from 'preact/hooks'
import { formatDays } from '../../i18n/format.ts'
import { formatMeasure } from '../../i18n/format-measure.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { NumberTable } from '../../marks/number-table.tsx'
import { Panel } from '../../marks/panel.tsx'
import { dimensionOf, measureOf, nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { change, view } from '../../state/view.ts'
import type { MatrixMode } from '../../state/view-url.ts'
import '../../theme/views/matrix.css'
import '../../theme/views/shades.css'
import { MatrixGrid } from './matrix-grid.tsx'
import { MatrixKey } from './matrix-key.tsx'
import { axesOf } from './questions.ts'
import { type MatrixSeries, readMatrix } from './state.ts'
import { TEXT } from './text.ts'
import { useMatrix } from './use-matrix.ts'

/** What people call about and where, cell by cell. */
export function Matrix() {
  const lang = language.value
  const text = TEXT[lang]
  const { asked, question, shown, empty } = useMatrix()
  const { matrix: wanted } = view.value
  const series = useMemo(() => shown && readMatrix(shown.answers, shown.question), [shown])
  const mode = wanted === 'expected' && series && !series.counted ? 'level' : wanted
  const measure = series?.measure ?? view.value.measure
  const axes = series?.axes ?? axesOf(view.value.where)
  const name = measureOf(measure)?.names[lang] ?? measure
  const [row, column] = [axes.row, axes.column].map((id) => dimensionOf(id)?.names[lang] ?? id)
  const title = text.title(name, row ?? '', column ?? '')
  const days = shown ? formatDays(shown.question.from, shown.question.to, lang) : ''
  const note = series && !series.mature ? `${days} · ${MESSAGES[lang].notMature}` : days
  return (
    <Panel
      id="matrix"
      title={title}
      note={note}
      asked={asked}
      question={question}
      actions={
        <Modes
          wanted={mode}
          counted={series?.counted ?? true}
          choose={(matrix) => change({ matrix })}
        />
      }
      {...(series && { table: () => <MatrixTable series={series} title={title} /> })}
    >
      {series && shown ? (
        <>
          <MatrixGrid
            answers={shown.answers}
            series={series}
            mode={mode}
            polarity={measureOf(measure)?.polarity ?? 0}
            summary={text.summary(title, days, sayHighest(series))}
          />
          <MatrixKey series={series} mode={mode} />
        </>
      ) : (
        <p class="chart-waiting chart-empty">{empty && text.nothing}</p>
      )}
    </Panel>
  )
}

interface ModesProps {
  wanted: MatrixMode
  counted: boolean
  choose: (mode: MatrixMode) => void
}

function Modes({ wanted, counted, choose }: ModesProps) {
  const text = TEXT[language.value]
  const modes: MatrixMode[] = counted ? ['level', 'change', 'expected'] : ['level', 'change']
  return (
    <fieldset class="segments">
      <legend class="hidden">{text.chooseMode}</legend>
      {modes.map((mode) => (
        <button
          key={mode}
          type="button"
          aria-pressed={mode === wanted}
          onClick={() => choose(mode)}
        >
          {text.modes[mode]}
        </button>
      ))}
    </fieldset>
  )
}

function sayHighest({ cells, axes, measure }: MatrixSeries): string | null {
  const lang = language.value
  const highest = cells.reduce<(typeof cells)[number] | null>((best, cell) => {
    if (cell.value === null) return best
    return best?.value != null && best.value >= cell.value ? best : cell
  }, null)
  if (!highest) return null
  return TEXT[lang].highest(
    nameOf(axes.row, highest.at.row),
    nameOf(axes.column, highest.at.column),
    formatMeasure(measure, highest.value, lang),
  )
}

function MatrixTable({ series, title }: { series: MatrixSeries; title: string }) {
  const lang = language.value
  const { axes, measure, cells } = series
  const rows = series.rows.map((row) => ({
    key: row.code,
    name: nameOf(axes.row, row.code),
    numbers: [row, ...cells.filter(({ at }) => at.row === row.code)].map(({ value }) =>
      formatMeasure(measure, value, lang),
    ),
  }))
  const columns = series.columns.map(({ code }) => nameOf(axes.column, code))
  const first = dimensionOf(axes.row)?.names[lang] ?? axes.row
  return <NumberTable caption={title} columns={[first, TEXT[lang].total, ...columns]} rows={rows} />
}
