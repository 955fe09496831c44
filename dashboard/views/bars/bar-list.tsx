import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Answer } from '../../../sql/model/answer.ts'
import { formatCount } from '../../i18n/format.ts'
import { formatChange, formatMeasure } from '../../i18n/format-measure.ts'
import { tellCell } from '../../marks/tell-cell.ts'
import { hideTip, showTip } from '../../marks/tip.tsx'
import { catalog, nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { filterBy, membersOf } from '../../state/view.ts'
import { drawBars } from './draw.ts'
import { placeBars } from './layout.ts'
import type { Bar, BarSeries } from './state.ts'
import { TEXT } from './text.ts'

interface BarListProps {
  answer: Answer
  series: BarSeries
  polarity: 1 | -1 | 0
  summary: string
}

/** The bars as buttons: each filters the page by its member, and again by none. */
export function BarList({ answer, series, polarity, summary }: BarListProps) {
  const lang = language.value
  const names = catalog.value
  const { measure, dimension } = series
  const list = useRef<HTMLOListElement>(null)
  const chosen = membersOf(dimension)
  const placed = useMemo(() => placeBars(series, polarity), [series, polarity])

  useLayoutEffect(() => {
    if (!list.current) return
    const text = TEXT[lang]
    const words = {
      name: ({ bar }: { bar: Bar }) => nameOf(dimension, bar.code),
      value: ({ bar }: { bar: Bar }) => formatMeasure(measure, bar.value, lang),
      of: ({ bar }: { bar: Bar }) => (bar.n === null ? '' : text.of(formatCount(bar.n, lang))),
      change: ({ bar }: { bar: Bar }) => formatChange(measure, bar.value, bar.compare, lang),
    }
    drawBars(list.current, placed, words, chosen)
  }, [placed, lang, names, chosen.join()])

  const barOf = (target: EventTarget | null): { bar: Bar; mark: Element } | null => {
    const mark = target instanceof Element ? target.closest('[data-place]') : null
    const bar = series.bars[Number(mark?.getAttribute('data-place'))]
    return mark && bar ? { bar, mark } : null
  }
  const tell = (event: Event) => {
    const found = barOf(event.target)
    if (!found) return hideTip()
    const { bar, mark } = found
    const tip = tellCell(answer, bar.row, measure, nameOf(dimension, bar.code), 'previous')
    const before =
      bar.lastYear === null
        ? []
        : [{ label: TEXT[lang].lastYear, value: formatMeasure(measure, bar.lastYear, lang) }]
    showTip({ ...tip, rows: [...before, ...tip.rows] }, mark)
  }
  const choose = (event: Event) => {
    const found = barOf(event.target)
    if (!found) return
    hideTip()
    const { code } = found.bar
    filterBy(dimension, chosen.length === 1 && chosen[0] === code ? [] : [code])
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the buttons in it answer to the keyboard.
    <ol
      class="bars"
      ref={list}
      aria-label={summary}
      onPointerOver={tell}
      onPointerLeave={hideTip}
      onFocusIn={tell}
      onFocusOut={hideTip}
      onClick={choose}
    />
  )
}
