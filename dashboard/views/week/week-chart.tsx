import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Answer } from '../../../sql/model/answer.ts'
import { type Place, stepInGrid } from '../../marks/grid-keys.ts'
import { rove } from '../../marks/roving.ts'
import { useSize } from '../../marks/size.ts'
import { hideTip, showTip } from '../../marks/tip.tsx'
import { language } from '../../state/language.ts'
import { drawWeek } from './draw.ts'
import { type PlacedBar, type PlacedCell, placeWeek } from './layout.ts'
import type { WeekSeries } from './state.ts'
import { nameHour, sayMean, tellHour } from './tell-hour.ts'
import { TEXT } from './text.ts'

interface WeekChartProps {
  answer: Answer
  series: WeekSeries
  polarity: 1 | -1 | 0
  summary: string
}

/** What d3 has bound to a mark. */
const markOf = (target: EventTarget | null): (PlacedCell | PlacedBar) | null =>
  target instanceof SVGRectElement
    ? ((target as SVGRectElement & { __data__?: PlacedCell | PlacedBar }).__data__ ?? null)
    : null

/** The hours of the week as a grid, walked with the arrow keys. */
export function WeekChart({ answer, series, polarity, summary }: WeekChartProps) {
  const lang = language.value
  const frame = useRef<HTMLDivElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const { width, height } = useSize(frame)
  const place = useRef<Place>({ row: 0, column: 0 })
  const placed = useMemo(
    () => (width === 0 ? null : placeWeek(series, width, polarity, height)),
    [series, width, polarity, height],
  )
  const cellAt = ({ row, column }: Place) =>
    placed?.cells.find((cell) => cell.row === row && cell.column === column)

  useLayoutEffect(() => {
    if (!svg.current || !frame.current || !placed) return
    frame.current.style.minHeight = `${placed.leastHeight}px`
    const text = TEXT[lang]
    const words = {
      weekday: (weekday: number) => text.weekdays[weekday - 1] ?? '',
      hour: text.hour,
      cell: (cell: PlacedCell['cell']) =>
        `${nameHour(cell, lang)}: ${sayMean(series.measure, cell.value, lang)}`,
    }
    const active = cellAt(place.current) ?? placed.cells[0]
    drawWeek(svg.current, placed, words, active?.key ?? '')
  }, [placed, lang])

  const tell = (event: Event) => {
    const mark = markOf(event.target)
    if (mark) showTip(tellHour(answer, series, mark.cell, lang), event.target as Element)
    else hideTip()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!placed) return
    const next = stepInGrid(event.key, place.current, placed)
    if (!next) return
    event.preventDefault()
    const key = cellAt(next)?.key
    const rects = svg.current?.querySelectorAll<SVGRectElement>('.cells rect') ?? []
    for (const rect of rects) if (markOf(rect)?.key === key) rect.focus()
  }

  return (
    <div class="week" ref={frame}>
      <svg
        ref={svg}
        aria-label={summary}
        onPointerOver={tell}
        onPointerLeave={hideTip}
        onFocusIn={(event) => {
          const mark = markOf(event.target)
          if (mark && 'row' in mark) {
            place.current = { row: mark.row, column: mark.column }
            rove(event.currentTarget, event.target as Element)
          }
          tell(event)
        }}
        onFocusOut={hideTip}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
