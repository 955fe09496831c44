import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../../sql/model/answer.ts'
import { formatDays } from '../../i18n/format.ts'
import { formatMeasure, formatShort } from '../../i18n/format-measure.ts'
import { useWidth } from '../../marks/size.ts'
import { hideTip, showTip } from '../../marks/tip.tsx'
import { brushed } from '../../state/brush.ts'
import { language } from '../../state/language.ts'
import { FORMATS } from '../../state/model.ts'
import type { Range } from '../../state/period.ts'
import { change } from '../../state/view.ts'
import { placeDays } from './alert-days.ts'
import { type Cursor, nearest, placeCursor, stepAlong } from './cursor.ts'
import { drawCursor, drawDays, drawTrend } from './draw.ts'
import { placeTrend } from './layout.ts'
import { nameTick } from './period-names.ts'
import type { TrendLayout } from './placed.ts'
import { spanOf, type TrendSeries } from './state.ts'
import { sayTip, tellPoint } from './tell-point.ts'
import { TEXT } from './text.ts'

const NONE: Cursor = { at: null, from: null }

const heightFor = (width: number): number => Math.max(220, Math.min(370, Math.round(width * 0.42)))

interface TrendChartProps {
  answer: Answer
  series: TrendSeries
  summary: string
  /** Days of alerts, which are shaded. */
  shaded: readonly Range[]
}

/** The line, and a cursor that reads it point by point and chooses the page's period. */
export function TrendChart({ answer, series, summary, shaded }: TrendChartProps) {
  const lang = language.value
  const text = TEXT[lang]
  const frame = useRef<HTMLDivElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const width = useWidth(frame)
  const [cursor, setCursor] = useState(NONE)
  const placed = useMemo<TrendLayout | null>(() => {
    if (width === 0) return null
    const { measure, grain } = series
    return placeTrend(series, { width, height: heightFor(width) }, FORMATS[measure], {
      value: (value) => formatShort(measure, value, lang),
      end: (value) => formatMeasure(measure, value, lang),
      tick: (period, isFirst) => nameTick(grain, period, isFirst, lang),
      now: TEXT[lang].now,
      before: TEXT[lang].before,
    })
  }, [series, width, lang])

  useLayoutEffect(() => {
    if (svg.current && placed) drawTrend(svg.current, placed)
  }, [placed])

  useLayoutEffect(() => {
    if (svg.current && placed) drawDays(svg.current, placeDays(placed, shaded), placed)
  }, [placed, shaded])

  const last = series.points.findLastIndex(({ value }) => value !== null)
  const at = Math.min(cursor.at ?? Math.max(0, last), series.points.length - 1)
  const point = series.points[at]
  const tip = point ? tellPoint(answer, series, point, lang) : null

  useLayoutEffect(() => {
    if (!svg.current || !placed) return
    const mark = drawCursor(svg.current, placeCursor(placed, cursor))
    if (mark && tip) showTip(tip, mark)
  }, [placed, cursor])

  const stretch =
    cursor.from === null || cursor.from === at ? null : spanOf(series, cursor.from, at)
  useLayoutEffect(() => {
    brushed.value = stretch
  }, [stretch?.from, stretch?.to])
  useEffect(
    () => () => {
      brushed.value = null
    },
    [],
  )

  const chosen = stretch && text.chosen(formatDays(stretch.from, stretch.to, lang))

  const leave = () => {
    setCursor(NONE)
    hideTip()
  }
  const open = (one: number, other: number) => {
    const span = spanOf(series, one, other)
    leave()
    if (span) change({ period: `${span.from}..${span.to}` })
  }
  const pointAt = (event: PointerEvent): number | null => {
    if (!placed || !svg.current) return null
    return nearest(placed, event.clientX - svg.current.getBoundingClientRect().left)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') return open(cursor.from ?? at, at)
    if (event.key === 'Escape') return setCursor({ at: null, from: null })
    const next = stepAlong(event.key, at, series.points.length)
    if (next === null) return
    event.preventDefault()
    setCursor({ at: next, from: event.shiftKey ? (cursor.from ?? at) : null })
  }

  return (
    <div class="trend" ref={frame}>
      <svg ref={svg} role="img" aria-label={summary} />
      <div
        class="trend-reader"
        role="slider"
        tabIndex={0}
        aria-label={`${text.read}. ${text.keys}`}
        aria-valuemin={1}
        aria-valuemax={series.points.length}
        aria-valuenow={at + 1}
        aria-valuetext={[tip && sayTip(tip), chosen].filter(Boolean).join('; ')}
        onFocus={(event) =>
          event.currentTarget.matches(':focus-visible') && setCursor({ at, from: null })
        }
        onBlur={leave}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => setCursor(({ from }) => ({ at: pointAt(event), from }))}
        // A finger leaves as soon as it is lifted: what it has found stays.
        onPointerLeave={(event) => event.pointerType !== 'touch' && leave()}
        onPointerDown={(event) => {
          if (event.pointerType === 'touch') return setCursor({ at: pointAt(event), from: null })
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          const from = pointAt(event)
          setCursor({ at: from, from })
        }}
        onPointerUp={(event) => {
          const to = pointAt(event)
          if (cursor.from !== null && to !== null) open(cursor.from, to)
        }}
      />
    </div>
  )
}
