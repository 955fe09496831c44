import { batch, useSignal } from '@preact/signals'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../../sql/model/answer.ts'
import { formatCount } from '../../i18n/format.ts'
import { formatMeasure } from '../../i18n/format-measure.ts'
import { useWidth } from '../../marks/size.ts'
import { hideTip, showTip } from '../../marks/tip.tsx'
import { catalog, measureOf, nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import type { MapMode } from '../../state/view-url.ts'
import { TEXT as ALERTS } from '../alerts/text.ts'
import { placeAlerts } from './alert-dots.ts'
import { classifyAreas, type Tone } from './classes.ts'
import { drawAlerts, drawLit, drawMap, zoom } from './draw.ts'
import { layGround, type MapShapes } from './ground.ts'
import { stepInRank } from './keys.ts'
import { type MapLayout, type PlacedArea, placeMap } from './layout.ts'
import { Legend } from './legend.tsx'
import type { MapSeries } from './state.ts'
import { sayArea, tellArea } from './tell-area.ts'
import { shorten, TEXT } from './text.ts'
import { isInPoints, writeChange } from './write-change.ts'

interface MapFigureProps {
  answer: Answer
  series: MapSeries
  shapes: MapShapes
  mode: MapMode
  chosen: readonly string[]
  /** How many open alerts there are in each area. */
  alerts: ReadonlyMap<string, number>
  summary: string
  open: (code: string) => void
  up: () => void
}

const codeAt = (target: EventTarget | null): string | null =>
  target instanceof SVGPathElement ? (target.dataset.code ?? null) : null

/** The picture: areas in classes of colour, read by pointer and by keyboard. */
export function MapFigure(props: MapFigureProps) {
  const { answer, series, shapes, mode, chosen, alerts, summary, open, up } = props
  const lang = language.value
  const text = TEXT[lang]
  const { measure, areas, place } = series
  const frame = useRef<HTMLDivElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const drawn = useRef<{ placed: MapLayout; district: string | null } | null>(null)
  const followFocus = useRef(false)
  const width = useWidth(frame)
  const lit = useSignal<Tone | null>(null)
  const [at, setAt] = useState<string | null>(null)
  const order = areas.map(({ code }) => code)
  const standing = at !== null && order.includes(at) ? at : (order[0] ?? null)

  const classes = useMemo(
    () => classifyAreas(series, mode, measureOf(measure)?.polarity ?? 0),
    [series, mode],
  )
  const byCode = useMemo(() => new Map(areas.map((area) => [area.code, area])), [areas])
  const isWhole = place.district === null
  const ground = useMemo(
    () => (width === 0 ? null : layGround(shapes, width, isWhole)),
    [shapes, width, isWhole],
  )
  const placed = useMemo(() => {
    if (!ground) return null
    return placeMap(series, ground, classes, chosen, {
      name: (code) => shorten(nameOf(place.level, code), lang),
      value: (code) => {
        const area = byCode.get(code)
        if (!area) return ''
        if (mode === 'change') {
          return area.change === null ? '' : writeChange(measure, area.change, lang, { least: 1 })
        }
        return formatMeasure(measure, area.value, lang)
      },
      around: (code) => shorten(nameOf('district', code), lang),
    })
  }, [series, ground, classes, chosen.join(), lang, catalog.value])

  useLayoutEffect(() => {
    if (!svg.current || !placed) return
    const labelOf = (code: string) => {
      const area = byCode.get(code)
      const count = alerts.get(code) ?? 0
      const told = area ? sayArea(series, area) : code
      return count > 0 ? `${told}; ${ALERTS[lang].open(formatCount(count, lang))}` : told
    }
    drawMap(svg.current, placed, { labelOf, at: standing, order })
    drawLit(svg.current, placed, () => false)
    drawAlerts(svg.current, placeAlerts(placed, alerts))
    const before = drawn.current
    if (before && before.district !== place.district) zoom(svg.current, before.placed, placed)
    drawn.current = { placed, district: place.district }
    if (followFocus.current) focusOn(standing)
  }, [placed, series, standing, catalog.value, alerts])

  const focusOn = (code: string | null) => {
    svg.current?.querySelector<SVGPathElement>(`.areas > [data-code="${code}"]`)?.focus()
  }
  const point = (code: string | null) => {
    if (!svg.current || !placed) return
    const area = code === null ? undefined : byCode.get(code)
    lit.value = area ? classes.toneOf(area) : null
    const mark = drawLit(svg.current, placed, (one) => one.code === code)
    if (area && mark) {
      const { schematic = false } = placed.areas.find((one) => one.code === code) ?? {}
      showTip(tellArea(answer, series, area, schematic), mark)
    } else hideTip()
  }
  const light = (tone: Tone | null) => {
    batch(() => {
      lit.value = tone
      if (svg.current && placed)
        drawLit(svg.current, placed, (one: PlacedArea) => one.tone === tone)
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const code = codeAt(event.target)
    if (code === null) return
    if (event.key === 'Escape') {
      followFocus.current = true
      setAt(place.district)
      point(null)
      return up()
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      followFocus.current = place.level === 'district'
      point(null)
      return open(code)
    }
    const next = stepInRank(event.key, order.indexOf(code), order.length)
    if (next === null) return
    event.preventDefault()
    followFocus.current = true
    setAt(order[next] ?? null)
  }

  return (
    <div
      class="map"
      ref={frame}
      data-detail={placed?.inset ? placed.width > placed.inset.frame.width * 1.5 : undefined}
      // An svg that listens to focus takes it itself.
      onFocusIn={(event) => {
        const code = codeAt(event.target)
        if (code !== null && (event.target as Element).matches(':focus-visible')) point(code)
      }}
      onFocusOut={() => point(null)}
      style={{ '--detail': `${placed?.inset?.frame.width ?? 0}px` }}
    >
      <p class="hidden">{text.keys}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: a picture of buttons is no fieldset. */}
      <svg
        ref={svg}
        role="group"
        aria-label={summary}
        onPointerOver={(event) => point(codeAt(event.target))}
        onPointerLeave={() => point(null)}
        onClick={(event) => {
          const code = codeAt(event.target)
          if (code === null) return
          followFocus.current = false
          point(null)
          open(code)
        }}
        onKeyDown={onKeyDown}
      >
        <defs>
          <pattern id="map-none" width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5" />
          </pattern>
        </defs>
      </svg>
      <Legend
        classes={classes}
        measure={measure}
        mode={mode}
        title={
          mode === 'change'
            ? text.legendOfChange(isInPoints(measure))
            : (measureOf(measure)?.names[lang] ?? measure)
        }
        lit={lit}
        light={light}
      />
    </div>
  )
}
