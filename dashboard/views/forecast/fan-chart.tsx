import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { formatShort } from '../../i18n/format-measure.ts'
import { useWidth } from '../../marks/size.ts'
import { hideTip, showTip } from '../../marks/tip.tsx'
import { language } from '../../state/language.ts'
import { stepAlong } from '../trend/cursor.ts'
import { nameTick } from '../trend/period-names.ts'
import { sayTip } from '../trend/tell-point.ts'
import { drawFan, drawFanCursor } from './draw.ts'
import { nearestPoint, placeFan } from './layout.ts'
import type { Horizon, OutlookPoint } from './state.ts'
import { tellForecastPoint } from './tell.ts'
import { TEXT } from './text.ts'

const HEIGHT = 240

interface FanChartProps {
  points: readonly OutlookPoint[]
  horizon: Horizon
  summary: string
}

/** A forecast as a line in its intervals, and a cursor that reads it point by point. */
export function FanChart({ points, horizon, summary }: FanChartProps) {
  const lang = language.value
  const frame = useRef<HTMLDivElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const width = useWidth(frame)
  const [cursor, setCursor] = useState<number | null>(null)
  const placed = useMemo(() => {
    if (width === 0) return null
    return placeFan(
      points,
      horizon,
      { width, height: HEIGHT },
      {
        value: (value) => formatShort('complaints', value, lang),
        tick: (day, isFirst) => nameTick(horizon === 'days' ? 'day' : 'month', day, isFirst, lang),
      },
    )
  }, [points, horizon, width, lang])

  useLayoutEffect(() => {
    if (svg.current && placed) drawFan(svg.current, placed)
  }, [placed])

  const at = Math.min(cursor ?? 0, points.length - 1)
  const point = points[at]
  const tip = point ? tellForecastPoint(horizon, point, lang) : null

  useLayoutEffect(() => {
    if (!svg.current || !placed) return
    const mark = drawFanCursor(svg.current, placed, cursor)
    if (mark && tip) showTip(tip, mark)
  }, [placed, cursor])

  const leave = () => {
    setCursor(null)
    hideTip()
  }
  const pointAt = (event: PointerEvent): number | null => {
    if (!placed || !svg.current) return null
    return nearestPoint(placed, event.clientX - svg.current.getBoundingClientRect().left)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return leave()
    const next = stepAlong(event.key, at, points.length)
    if (next === null) return
    event.preventDefault()
    setCursor(next)
  }

  return (
    <div class="fan" ref={frame}>
      <svg ref={svg} role="img" aria-label={summary} />
      <div
        class="fan-reader"
        role="slider"
        tabIndex={0}
        aria-label={TEXT[lang].read}
        aria-valuemin={1}
        aria-valuemax={points.length}
        aria-valuenow={at + 1}
        aria-valuetext={tip ? sayTip(tip) : ''}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && setCursor(at)}
        onBlur={leave}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => setCursor(pointAt(event))}
        // A finger leaves as soon as it is lifted: what it has found stays.
        onPointerLeave={(event) => event.pointerType !== 'touch' && leave()}
        onPointerDown={(event) => event.pointerType === 'touch' && setCursor(pointAt(event))}
      />
    </div>
  )
}
