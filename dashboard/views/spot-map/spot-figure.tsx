import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { follow } from '../../frame/link.tsx'
import { useWidth } from '../../marks/size.ts'
import { hideTip, showTip, type Tip } from '../../marks/tip.tsx'
import { catalog, memberOf, nameOf } from '../../state/catalog.ts'
import { language } from '../../state/language.ts'
import { view } from '../../state/view.ts'
import { writeView } from '../../state/view-url.ts'
import { viewOf } from '../alerts/state.ts'
import { stepInRank } from '../map/keys.ts'
import { shorten } from '../map/text.ts'
import { drawLitSpot, drawSpots } from './draw.ts'
import { placeSpots, type SpotShapes } from './layout.ts'
import { Legend } from './legend.tsx'
import { keyOfCluster, keyOfHexagon, keyOfSpot } from './place-marks.ts'
import type { SpotMarks } from './state.ts'
import { sayCluster, sayHexagon, saySpot, tipOfCluster, tipOfHexagon, tipOfSpot } from './tell.ts'
import { TEXT } from './text.ts'

interface SpotFigureProps {
  marks: SpotMarks
  shapes: SpotShapes
  /** How many weeks were judged. */
  weeks: number
  summary: string
}

/** What can be read of a mark, and where it leads. */
interface Told {
  say: string
  tip: () => Tip
  /** The address of its complaints; null where no question asks for them. */
  href: string | null
}

const keyAt = (target: EventTarget | null): string | null =>
  target instanceof SVGElement ? (target.dataset.key ?? null) : null

function tellMarks({ clusters, areas, hexagons }: SpotMarks, shapes: SpotShapes, weeks: number) {
  const hrefOf = (one: Parameters<typeof viewOf>[0]): string =>
    `/${writeView({ ...view.value, ...viewOf(one) })}`
  const counted = shapes.hexagons
  const outlines = shapes.outlines.size > 0 ? [...shapes.outlines.values()] : shapes.districts
  return new Map<string, Told>([
    ...clusters.map((one, place): [string, Told] => [
      keyOfCluster(place),
      { say: sayCluster(one), tip: () => tipOfCluster(one), href: hrefOf(one) },
    ]),
    ...areas.map((one): [string, Told] => [
      keyOfSpot(one.area),
      { say: saySpot(one, weeks), tip: () => tipOfSpot(one, weeks), href: hrefOf(one) },
    ]),
    ...(counted ? hexagons : []).map((one): [string, Told] => {
      const ground = { ...(counted as NonNullable<typeof counted>), outlines }
      return [
        keyOfHexagon(one),
        { say: sayHexagon(one, ground), tip: () => tipOfHexagon(one, ground), href: null },
      ]
    }),
  ])
}

/** The picture: signs of a category on the city, read by pointer and by keyboard. */
export function SpotFigure({ marks, shapes, weeks, summary }: SpotFigureProps) {
  const lang = language.value
  const frame = useRef<HTMLDivElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const followFocus = useRef(false)
  const width = useWidth(frame)
  const [at, setAt] = useState<string | null>(null)
  const told = useMemo(
    () => tellMarks(marks, shapes, weeks),
    [marks, shapes, weeks, lang, catalog.value],
  )
  const placed = useMemo(() => {
    const name = (code: string) => {
      const level = memberOf('district', code) ? 'district' : 'subdistrict'
      return shorten(nameOf(level, code), lang)
    }
    return width === 0 ? null : placeSpots(shapes, marks, width, name)
  }, [marks, shapes, width, lang, catalog.value])
  const shown = placed?.map.marks
  const order = [...(shown?.rings ?? []), ...(shown?.spots ?? []), ...(shown?.hexagons ?? [])].map(
    ({ key }) => key,
  )
  const standing = at !== null && order.includes(at) ? at : (order[0] ?? null)

  const point = (on: EventTarget | null) => {
    if (!svg.current || !placed) return
    const key = keyAt(on)
    drawLitSpot(svg.current, placed, key)
    const tip = key === null ? undefined : told.get(key)?.tip()
    if (tip && on instanceof Element) showTip(tip, on)
    else hideTip()
  }
  useLayoutEffect(() => {
    if (!svg.current || !placed) return
    const spoken = {
      labelOf: (key: string) => told.get(key)?.say ?? '',
      at: standing,
      leads: (key: string) => Boolean(told.get(key)?.href),
    }
    drawSpots(svg.current, placed, spoken)
    drawLitSpot(svg.current, placed, null)
    if (!followFocus.current || standing === null) return
    followFocus.current = false
    svg.current.querySelector<SVGElement>('[tabindex="0"]')?.focus()
  }, [placed, told, standing])

  const open = (key: string | null) => {
    const href = key === null ? null : told.get(key)?.href
    if (!href) return
    hideTip()
    follow(href, 'trend')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const key = keyAt(event.target)
    if (key === null) return
    if (event.key === 'Enter') return open(key)
    const next = stepInRank(event.key, order.indexOf(key), order.length)
    if (next === null) return
    event.preventDefault()
    followFocus.current = true
    setAt(order[next] ?? null)
  }
  const box = placed?.detail?.frame
  return (
    <div
      class="map spot-map"
      ref={frame}
      data-ground={shapes.districts.length + shapes.outlines.size === 0 ? 'hexagons' : undefined}
      data-detail={placed && box ? placed.width > box.width * 1.5 : undefined}
      style={{ '--detail': `${box?.width ?? 0}px` }}
      // An svg that listens to focus takes it itself.
      onFocusIn={(event) => {
        if ((event.target as Element).matches('[data-key]:focus-visible')) point(event.target)
      }}
      onFocusOut={() => point(null)}
    >
      <p class="hidden">{TEXT[lang].keys}</p>
      {/* biome-ignore lint/a11y/useSemanticElements: a picture of marks is no fieldset. */}
      <svg
        ref={svg}
        role="group"
        aria-label={summary}
        onPointerOver={(event) => point(event.target)}
        onPointerLeave={() => point(null)}
        onClick={(event) => open(keyAt(event.target))}
        onKeyDown={onKeyDown}
      >
        <defs>
          <clipPath id="spot-detail">{box && <rect {...box} />}</clipPath>
        </defs>
      </svg>
      <Legend marks={marks} width={shapes.hexagons?.width ?? 0} />
    </div>
  )
}
