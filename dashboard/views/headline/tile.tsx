import { useMemo } from 'preact/hooks'
import type { Comparison } from '../../../sql/model/question.ts'
import { formatCount } from '../../i18n/format.ts'
import { formatChange, formatMeasure } from '../../i18n/format-measure.ts'
import { hideTip, showTip, type Tip } from '../../marks/tip.tsx'
import { language } from '../../state/language.ts'
import { FORMATS } from '../../state/model.ts'
import { placeSparkline } from './layout.ts'
import { COMPARED, type HeadlineNumber } from './state.ts'
import { TEXT } from './text.ts'

interface TileProps {
  number: HeadlineNumber
  name: string
  chosen: boolean
  waiting: boolean
  tip: Tip | null
  choose: () => void
}

/** One headline number; pressing it makes its measure the one of all views. */
export function Tile({ number, name, chosen, waiting, tip, choose }: TileProps) {
  const lang = language.value
  const text = TEXT[lang]
  const [figure, unit] = formatMeasure(number.measure, number.value, lang).split(' ')
  const tell = (event: { currentTarget: Element }) => tip && showTip(tip, event.currentTarget)
  return (
    <button
      type="button"
      class="tile"
      aria-pressed={chosen}
      aria-busy={waiting}
      data-measure={number.measure}
      onClick={choose}
      onPointerEnter={tell}
      onPointerLeave={hideTip}
      onFocus={tell}
      onBlur={hideTip}
    >
      <span class="tile-name">
        {name}
        {number.settles && <span class="provisional">{text.provisional}</span>}
      </span>
      <span class="tile-figure">
        <span class="tile-value">
          {figure}
          {unit && <small> {unit}</small>}
        </span>
        {number.n !== null && <span class="tile-n">{text.outOf(formatCount(number.n, lang))}</span>}
      </span>
      <Course measure={number.measure} points={number.points} />
      <span class="tile-changes">
        {COMPARED.map((comparison) => (
          <Change key={comparison} number={number} comparison={comparison} />
        ))}
      </span>
    </button>
  )
}

const ARROWS = { up: 'M4 0 8 7H0Z', down: 'M0 1H8L4 8Z', level: 'M0 3H8V5H0Z' }

function Change({ number, comparison }: { number: HeadlineNumber; comparison: Comparison }) {
  const lang = language.value
  const text = TEXT[lang]
  const compared = number.compared[comparison]
  if (!compared) return <span class="change">&nbsp;</span>
  const { change, direction, meaning, value } = compared
  if (change === null) {
    return (
      <span class="change none" data-comparison={comparison}>
        {value === null
          ? `${text.none} ${text.on[comparison]}`
          : text.was[comparison](formatMeasure(number.measure, value, lang))}
      </span>
    )
  }
  return (
    <span class="change" data-comparison={comparison}>
      <span class={`change-figure ${number.settles ? 'unsettled' : (meaning ?? '')}`}>
        <svg viewBox="0 0 8 8" aria-hidden="true">
          <path d={ARROWS[direction]} />
        </svg>
        {formatChange(number.measure, number.value, value, lang)}
      </span>
      <span class="change-on">{text.on[comparison]}</span>
      {meaning && <span class="hidden"> ({text[meaning]})</span>}
    </span>
  )
}

const WIDTH = 120
const HEIGHT = 34

function Course({ measure, points }: Pick<HeadlineNumber, 'measure' | 'points'>) {
  const { settled, open, under, end } = useMemo(
    () => placeSparkline(points, FORMATS[measure], WIDTH, HEIGHT),
    [points, measure],
  )
  return (
    <svg
      class="course"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMinYMid"
      aria-hidden="true"
    >
      <path class="course-under" d={under} />
      <path class="course-open" d={open} />
      <path class="course-line" d={settled} />
      {end && <circle class="course-end" cx={end.x} cy={end.y} r="2.5" />}
    </svg>
  )
}
