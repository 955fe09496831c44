import { useMemo } from 'preact/hooks'
import type { Question } from '../../../sql/model/question.ts'
import { formatDays } from '../../i18n/format.ts'
import { formatChange, formatMeasure } from '../../i18n/format-measure.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { NumberTable } from '../../marks/number-table.tsx'
import { Panel } from '../../marks/panel.tsx'
import { openAlerts } from '../../state/alerts.ts'
import { useAnswer } from '../../state/answers.ts'
import { measureOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import type { Range } from '../../state/period.ts'
import { range, view } from '../../state/view.ts'
import '../../theme/views/shades.css'
import '../../theme/views/trend.css'
import { daysInView } from '../alerts/state.ts'
import { TEXT as ALERTS } from '../alerts/text.ts'
import { namePeriod } from './period-names.ts'
import type { TrendGrain } from './periods.ts'
import { highest, readTrend, type TrendSeries, trendQuestion } from './state.ts'
import { TEXT } from './text.ts'
import { TrendChart } from './trend-chart.tsx'

const hasGrain = (question: Question): question is Question & { grain: TrendGrain } =>
  question.grain !== undefined

/** The page's measure over its period, with the year before behind it. */
export function Trend() {
  const lang = language.value
  const text = TEXT[lang]
  const days = range.value
  const question = view.value.city && days ? trendQuestion(view.value, days) : null
  const asked = useAnswer(question)
  const series = useMemo(() => {
    if (!asked.answer || !asked.question || !days || !hasGrain(asked.question)) return null
    return readTrend(asked.answer, asked.question, days)
  }, [asked.answer, asked.question, days])
  const shown = series ?? question
  const measure = series?.measure ?? view.value.measure
  const name = measureOf(measure)?.names[lang] ?? measure
  const title = shown ? text.title(name, shown.grain) : name
  const shaded = useMemo(
    () => daysInView(openAlerts.value, view.value),
    [openAlerts.value, view.value],
  )
  const note = asked.question && formatDays(asked.question.from, asked.question.to, lang)
  return (
    <Panel
      id="trend"
      title={title}
      {...(note && { note })}
      asked={asked}
      question={question}
      {...(series && { table: () => <TrendTable series={series} title={title} /> })}
    >
      {series && asked.answer ? (
        <>
          <TrendChart
            answer={asked.answer}
            series={series}
            summary={[
              text.summary(title, note ?? '', sayHighest(series)),
              ...sayShaded(shaded),
            ].join(' ')}
            shaded={shaded}
          />
          <TrendKey series={series} isShaded={shaded.length > 0} />
        </>
      ) : (
        <div class="chart-waiting" />
      )}
    </Panel>
  )
}

function sayHighest(series: TrendSeries): string | null {
  const lang = language.value
  const point = highest(series)
  if (!point) return null
  const period = namePeriod(series.grain, point.period, lang)
  return TEXT[lang].highest(period, formatMeasure(series.measure, point.value, lang))
}

const sayShaded = (days: readonly Range[]): string[] =>
  days.map(({ from, to }) => {
    const lang = language.value
    return `${ALERTS[lang].shaded}: ${formatDays(from, to, lang)}.`
  })

/** Says what dashed, light and faded lines mean, where there are any. */
function TrendKey({ series, isShaded }: { series: TrendSeries; isShaded: boolean }) {
  const text = TEXT[language.value]
  const told = series.points.filter(({ value }) => value !== null)
  const marks = [
    { kind: 'running', text: text.running, shown: told.some(({ running }) => running) },
    {
      kind: 'unsettled',
      text: text.unsettled,
      shown: told.some(({ mature, running }) => !mature && !running),
    },
    { kind: 'context', text: text.context, shown: told.some(({ asked }) => !asked) },
    { kind: 'alert-days', text: ALERTS[language.value].shaded, shown: isShaded },
  ].filter(({ shown }) => shown)
  return (
    <div class="chart-key">
      {marks.map(({ kind, text: meaning }) => (
        <span key={kind}>
          <i class={`trend-swatch ${kind}`} aria-hidden="true" /> {meaning}
        </span>
      ))}
      <span class="chart-hint">{text.openIt}</span>
    </div>
  )
}

function TrendTable({ series, title }: { series: TrendSeries; title: string }) {
  const lang = language.value
  const { measure, grain, compared } = series
  const name = measureOf(measure)?.names[lang] ?? measure
  const hasDenominator = series.points.some(({ n }) => n !== null)
  const messages = MESSAGES[lang]
  const columns = [
    TEXT[lang].period,
    name,
    ...(hasDenominator ? [messages.denominator] : []),
    ...(compared ? [messages.comparisons.lastYear, messages.change] : []),
  ]
  const rows = series.points.map(({ period, value, n, compare }) => ({
    key: period,
    name: namePeriod(grain, period, lang),
    numbers: [
      formatMeasure(measure, value, lang),
      ...(hasDenominator ? [formatMeasure('complaints', n, lang)] : []),
      ...(compared
        ? [formatMeasure(measure, compare, lang), formatChange(measure, value, compare, lang)]
        : []),
    ],
  }))
  return <NumberTable caption={title} columns={columns} rows={rows} />
}
