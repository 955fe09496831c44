import { useMemo } from 'preact/hooks'
import { formatDays } from '../../i18n/format.ts'
import { formatChange, formatMeasure, formatShort } from '../../i18n/format-measure.ts'
import { MESSAGES } from '../../i18n/messages.ts'
import { NumberTable } from '../../marks/number-table.tsx'
import { Panel } from '../../marks/panel.tsx'
import { useAnswer } from '../../state/answers.ts'
import { shownRange } from '../../state/brush.ts'
import { dimensionOf, measureOf, nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { change, view } from '../../state/view.ts'
import { RANKED, type RankedDimension } from '../../state/view-url.ts'
import '../../theme/views/bars.css'
import { BarList } from './bar-list.tsx'
import { placeBars } from './layout.ts'
import { type BarSeries, barsQuestion, isByVolume, readBars } from './state.ts'
import { TEXT } from './text.ts'

/** The members of a dimension, ranked; which dimension, the reader chooses. */
export function Bars() {
  const lang = language.value
  const text = TEXT[lang]
  const { bars: dimension } = view.value
  const days = shownRange.value
  const isAsked = view.value.city !== '' && days
  const ask = (compare: 'previous' | 'lastYear') =>
    isAsked ? barsQuestion(view.value, days, dimension, compare) : null
  const question = ask('previous')
  const asked = useAnswer(question)
  const before = useAnswer(ask('lastYear'))
  const measure = asked.question?.measures[0] ?? view.value.measure
  const polarity = measureOf(measure)?.polarity ?? 0
  const series = useMemo(() => {
    if (!asked.answer || !asked.question) return null
    const { compare: _, ...mine } = asked.question
    const { compare: __, ...theirs } = before.question ?? asked.question
    const isSame = JSON.stringify(mine) === JSON.stringify(theirs)
    return readBars(asked.answer, asked.question, isSame ? before.answer : null, polarity)
  }, [asked.answer, asked.question, before.answer, before.question, polarity])
  const by = series?.dimension ?? dimension
  const name = measureOf(measure)?.names[lang] ?? measure
  const title = text.title(name, dimensionOf(by)?.names[lang] ?? by)
  const between = asked.question ? formatDays(asked.question.from, asked.question.to, lang) : ''
  const order = isByVolume(measure) ? (polarity > 0 ? 'volumeLow' : 'volumeHigh') : 'most'
  const isOpen = series?.bars.some(({ mature }) => !mature)
  const note = [between, text.order[order], isOpen && MESSAGES[lang].notMature]
    .filter(Boolean)
    .join(' · ')
  return (
    <Panel
      id="bars"
      title={title}
      note={note}
      asked={asked}
      question={question}
      actions={<DimensionPicker chosen={dimension} choose={(bars) => change({ bars })} />}
      {...(series && { table: () => <BarsTable series={series} title={title} /> })}
    >
      {series && asked.answer ? (
        series.bars.length === 0 ? (
          <p class="chart-empty">{text.nothing}</p>
        ) : (
          <>
            <BarList
              answer={asked.answer}
              series={series}
              polarity={polarity}
              summary={text.summary(title, between, sayFirst(series))}
            />
            <BarsKey series={series} polarity={polarity} />
          </>
        )
      ) : (
        <div class="chart-waiting" />
      )}
    </Panel>
  )
}

interface DimensionPickerProps {
  chosen: RankedDimension
  choose: (dimension: RankedDimension) => void
}

function DimensionPicker({ chosen, choose }: DimensionPickerProps) {
  const lang = language.value
  // Every list has the member that stands for a blank: a dimension with no other tells nothing.
  const tellable = RANKED.filter((id) => (dimensionOf(id)?.members.length ?? 0) > 1)
  return (
    <label class="bars-by">
      <span class="hidden">{TEXT[lang].by}</span>
      <select
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value as RankedDimension)}
      >
        {(tellable.includes(chosen) ? tellable : [chosen, ...tellable]).map((id) => (
          <option key={id} value={id}>
            {dimensionOf(id)?.names[lang] ?? id}
          </option>
        ))}
      </select>
    </label>
  )
}

function sayFirst({ bars, dimension, measure }: BarSeries): string | null {
  const lang = language.value
  const [first] = bars
  if (!first || first.value === null) return null
  return TEXT[lang].first(nameOf(dimension, first.code), formatMeasure(measure, first.value, lang))
}

function BarsKey({ series, polarity }: { series: BarSeries; polarity: 1 | -1 | 0 }) {
  const lang = language.value
  const text = TEXT[lang]
  const { bars, measure } = series
  const { mark, domain } = placeBars(series, polarity)
  const [from, to] = domain.map((end) => formatShort(measure, end, lang))
  return (
    <div class="chart-key">
      {bars.some(({ lastYear }) => lastYear !== null) && (
        <span>
          <i class="bar-swatch" aria-hidden="true" /> {text.lastYear}
        </span>
      )}
      {mark === 'dot' && <span>{text.scale(from ?? '', to ?? '')}</span>}
      {bars.some(({ small }) => small) && <span>{text.few}</span>}
      <span class="chart-hint">{text.filter}</span>
    </div>
  )
}

function BarsTable({ series, title }: { series: BarSeries; title: string }) {
  const lang = language.value
  const messages = MESSAGES[lang]
  const { bars, dimension, measure } = series
  const hasDenominator = bars.some(({ n }) => n !== null)
  const columns = [
    dimensionOf(dimension)?.names[lang] ?? dimension,
    measureOf(measure)?.names[lang] ?? measure,
    ...(hasDenominator ? [messages.denominator] : []),
    messages.comparisons.previous,
    messages.change,
    TEXT[lang].lastYear,
  ]
  const rows = bars.map(({ code, value, n, compare, lastYear }) => ({
    key: code,
    name: nameOf(dimension, code),
    numbers: [
      formatMeasure(measure, value, lang),
      ...(hasDenominator ? [formatMeasure('complaints', n, lang)] : []),
      formatMeasure(measure, compare, lang),
      formatChange(measure, value, compare, lang),
      formatMeasure(measure, lastYear, lang),
    ],
  }))
  return <NumberTable caption={title} columns={columns} rows={rows} />
}
