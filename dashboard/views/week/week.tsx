import { useMemo } from 'preact/hooks'
import { formatDays } from '../../i18n/format.ts'
import { NumberTable } from '../../marks/number-table.tsx'
import { Panel } from '../../marks/panel.tsx'
import { StepLegend } from '../../marks/step-legend.tsx'
import { useAnswer } from '../../state/answers.ts'
import { measureOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { FORMATS } from '../../state/model.ts'
import { range, view } from '../../state/view.ts'
import '../../theme/views/shades.css'
import '../../theme/views/week.css'
import { weekSteps } from './layout.ts'
import { HOURS, peakOf, readWeek, WEEKDAYS, type WeekSeries, weekQuestion } from './state.ts'
import { nameHour, sayMean } from './tell-hour.ts'
import { TEXT } from './text.ts'
import { WeekChart } from './week-chart.tsx'

/** When people call: the hours of the week. */
export function Week() {
  const lang = language.value
  const text = TEXT[lang]
  const days = range.value
  const asking = view.value.city && days ? weekQuestion(view.value, days) : null
  const asked = useAnswer(asking?.question ?? null)
  const series = useMemo(
    () => (asked.answer && asked.question ? readWeek(asked.answer, asked.question) : null),
    [asked.answer, asked.question],
  )
  const measure = series?.measure ?? asking?.question.measures[0] ?? 'complaints'
  const name = measureOf(measure)?.names[lang] ?? measure
  const title = text.title(name)
  const between = asked.question && formatDays(asked.question.from, asked.question.to, lang)
  const chosen = measureOf(view.value.measure)?.names[lang] ?? view.value.measure
  const note = [
    between,
    asking?.cut === 'longer' && text.longer,
    asking?.cut === 'shorter' && text.shorter,
    asking?.instead && text.instead(chosen),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <Panel
      id="week"
      title={title}
      note={note}
      asked={asked}
      question={asking?.question ?? null}
      {...(series && { table: () => <WeekTable series={series} title={title} /> })}
    >
      {series && asked.answer ? (
        <>
          <WeekChart
            answer={asked.answer}
            series={series}
            polarity={measureOf(measure)?.polarity ?? 0}
            summary={text.summary(title, between ?? '', sayPeak(series))}
          />
          <WeekKey series={series} />
        </>
      ) : (
        <div class="chart-waiting" />
      )}
    </Panel>
  )
}

function sayPeak(series: WeekSeries): string | null {
  const lang = language.value
  const peak = peakOf(series)
  if (!peak) return null
  return TEXT[lang].highest(nameHour(peak, lang), sayMean(series.measure, peak.value, lang))
}

function WeekKey({ series }: { series: WeekSeries }) {
  const lang = language.value
  const { measure } = series
  const isRate = FORMATS[measure] === 'rate'
  const polarity = measureOf(measure)?.polarity ?? 0
  const { low, high } = weekSteps(series, polarity)
  const [from, to] = isRate && polarity > 0 ? [high, low] : [low, high]
  return (
    <div class="chart-key">
      <StepLegend
        kind="level"
        from={sayMean(measure, from, lang)}
        to={sayMean(measure, to, lang)}
      />
      <span>{isRate ? TEXT[lang].meaningOfRates : TEXT[lang].meaning}</span>
    </div>
  )
}

function WeekTable({ series, title }: { series: WeekSeries; title: string }) {
  const lang = language.value
  const text = TEXT[lang]
  const rows = HOURS.map((hour) => ({
    key: String(hour),
    name: text.hour(hour),
    numbers: WEEKDAYS.map((weekday) => {
      const cell = series.cells.find((one) => one.weekday === weekday && one.hour === hour)
      return sayMean(series.measure, cell?.value ?? null, lang)
    }),
  }))
  return <NumberTable caption={title} columns={[text.hourOfDay, ...text.weekdays]} rows={rows} />
}
