import { type GeoProjection, geoMercator } from 'd3'
import type { BoundaryCollection, BoundaryFeature } from '../../../sql/model/boundaries.ts'
import type { Classes, Tone } from './classes.ts'
import { findRoom } from './inner-point.ts'
import { type MapWords, type PlacedLabel, placeLabels } from './labels.ts'
import { type Box, boxAround, drawOutline, type Outline, traceOutline } from './outline.ts'
import type { MapArea, MapSeries } from './state.ts'

export interface PlacedArea {
  key: string
  code: string
  d: string
  tone: Tone
  chosen: boolean
  schematic: boolean
}

export interface PlacedPoint {
  key: string
  x: number
  y: number
}

/** A detail of the map, drawn larger in a frame of its own. */
export interface Inset {
  /** What it shows, on the map. */
  of: Box
  frame: Box
  areas: PlacedArea[]
  labels: PlacedLabel[]
  leads: { key: string; x1: number; y1: number; x2: number; y2: number }[]
}

/** How longitudes and latitudes became pixels, so that one map can grow out of another. */
export interface Lens {
  scale: number
  translate: [number, number]
}

export interface MapLayout {
  width: number
  height: number
  lens: Lens
  /** The areas around those of the map. */
  around: { key: string; d: string }[]
  aroundLabels: PlacedLabel[]
  areas: PlacedArea[]
  labels: PlacedLabel[]
  /** Where the tip of an area points. */
  anchors: Map<string, PlacedPoint>
  inset: Inset | null
}

const NARROW = 620
const PAD = 10
const GAP = 28
/** The share of the map's width that an area needs to be read. */
const SMALL = 0.07

interface Frames {
  width: number
  height: number
  main: Box
  /** Where an inset would be. */
  detail: Box
}

/** The frame of the map and that of a detail: beside it, on narrow screens below it. */
export function framesFor(width: number, hasDetail: boolean): Frames {
  if (width < NARROW) {
    const height = Math.round(Math.min(width * 1.02, 460))
    const below = Math.round(width * 0.72)
    return {
      width,
      height: hasDetail ? height + GAP + below : height,
      main: { x: 0, y: 0, width, height },
      detail: { x: 1, y: height + GAP, width: width - 2, height: below - 1 },
    }
  }
  const height = Math.round(Math.max(430, Math.min(620, width * 0.56)))
  const beside = Math.round(Math.min(width * 0.42, height * 0.92))
  return {
    width,
    height,
    main: { x: 0, y: 0, width: hasDetail ? width - beside - GAP : width, height },
    detail: { x: width - beside - 1, y: 1, width: beside, height: Math.round(beside * 0.86) },
  }
}

function fitTo(features: readonly BoundaryFeature[], frame: Box): GeoProjection {
  const collection: BoundaryCollection = { type: 'FeatureCollection', features: [...features] }
  return geoMercator().fitExtent(
    [
      [frame.x + PAD, frame.y + PAD],
      [frame.x + frame.width - PAD, frame.y + frame.height - PAD],
    ],
    collection,
  )
}

const readLens = (projection: GeoProjection): Lens => ({
  scale: projection.scale(),
  translate: projection.translate(),
})

interface Traced {
  feature: BoundaryFeature
  outline: Outline
}

const trace = (features: readonly BoundaryFeature[], projection: GeoProjection): Traced[] =>
  features.map((feature) => ({ feature, outline: traceOutline(feature, projection) }))

/**
 * The part of the map that is too small to be read, with a margin: the box around the areas that have
 * no room for a label. None where they are most of the map, or all over it.
 */
export function findDetail(traced: readonly Traced[], main: Box): Box | null {
  const small = traced.filter(({ outline: { box } }) => {
    return box !== null && Math.min(box.width, box.height * 1.6) < main.width * SMALL
  })
  if (small.length === 0 || small.length > traced.length / 2) return null
  const box = boxAround(small.flatMap(({ outline }) => outline.rings.flat()))
  if (!box || box.width > main.width / 3 || box.height > main.height / 3) return null
  const margin = 0.28 * Math.max(box.width, box.height)
  return {
    x: box.x - margin,
    y: box.y - margin,
    width: box.width + 2 * margin,
    height: box.height + 2 * margin,
  }
}

/** The same projection, so enlarged that a box of its map fills a frame. */
function enlarge({ scale, translate }: Lens, of: Box, frame: Box): [GeoProjection, Box] {
  const times = Math.min(frame.width / of.width, frame.height / of.height)
  const [width, height] = [frame.width / times, frame.height / times]
  const x = of.x + (of.width - width) / 2
  const y = of.y + (of.height - height) / 2
  const projection = geoMercator()
    .scale(scale * times)
    .translate([times * (translate[0] - x) + frame.x, times * (translate[1] - y) + frame.y])
    .clipExtent([
      [frame.x, frame.y],
      [frame.x + frame.width, frame.y + frame.height],
    ])
  return [projection, { x, y, width, height }]
}

interface Drawn {
  areas: PlacedArea[]
  labels: PlacedLabel[]
}

function place(
  traced: readonly Traced[],
  areas: readonly MapArea[],
  { toneOf }: Classes,
  chosen: readonly string[],
  words: MapWords,
): Drawn {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  return {
    areas: traced.flatMap(({ feature: { properties }, outline }): PlacedArea[] => {
      const area = byCode.get(properties.code)
      if (!area || !outline.box) return []
      return [
        {
          key: properties.code,
          code: properties.code,
          d: drawOutline(outline),
          tone: toneOf(area),
          chosen: chosen.includes(properties.code),
          schematic: properties.schematic === true,
        },
      ]
    }),
    labels: label(traced, words),
  }
}

const label = (traced: readonly Traced[], words: MapWords): PlacedLabel[] =>
  placeLabels(
    traced.map(({ feature: { properties }, outline }) => ({ code: properties.code, outline })),
    words,
  )

function placeInset(of: Box, frame: Box, lens: Lens, drawn: (lens: GeoProjection) => Drawn): Inset {
  const [projection, shown] = enlarge(lens, of, frame)
  const below = frame.y > shown.y + shown.height
  const leads = below
    ? [
        { key: 'left', x1: shown.x, y1: shown.y + shown.height, x2: frame.x, y2: frame.y },
        {
          key: 'right',
          x1: shown.x + shown.width,
          y1: shown.y + shown.height,
          x2: frame.x + frame.width,
          y2: frame.y,
        },
      ]
    : [
        { key: 'top', x1: shown.x + shown.width, y1: shown.y, x2: frame.x, y2: frame.y },
        {
          key: 'bottom',
          x1: shown.x + shown.width,
          y1: shown.y + shown.height,
          x2: frame.x,
          y2: frame.y + frame.height,
        },
      ]
  return { of: shown, frame, ...drawn(projection), leads }
}

export interface MapShapes {
  features: readonly BoundaryFeature[]
  /** The areas of the level above, drawn around those of one district. */
  around: readonly BoundaryFeature[]
}

/** Places a map in a frame of a width, the areas of the measure in their classes. */
export function placeMap(
  { areas, place: { district } }: MapSeries,
  { features, around }: MapShapes,
  classes: Classes,
  chosen: readonly string[],
  width: number,
  words: MapWords & { around: (code: string) => string },
): MapLayout {
  const drawn = (traced: readonly Traced[]) => place(traced, areas, classes, chosen, words)
  const whole = framesFor(width, false)
  const withDetail = framesFor(width, true)
  let frames = withDetail
  let projection = fitTo(features, frames.main)
  let traced = trace(features, projection)
  const detail = district === null ? findDetail(traced, frames.main) : null
  if (!detail) {
    frames = whole
    projection = fitTo(features, frames.main)
    traced = trace(features, projection)
  }
  const lens = readLens(projection)
  const neighbours = trace(around, clipTo(lens, frames))
  const main = drawn(traced)
  return {
    width: frames.width,
    height: frames.height,
    lens,
    around: neighbours.map(({ feature: { properties }, outline }) => ({
      key: properties.code,
      d: drawOutline(outline),
    })),
    aroundLabels: label(neighbours, { name: words.around, value: () => '' }),
    areas: main.areas,
    // What the detail shows larger is named there.
    labels: detail ? main.labels.filter((one) => !isWithin(one, detail)) : main.labels,
    anchors: new Map(
      traced.flatMap(({ feature: { properties }, outline }) => {
        const room = findRoom(outline, 1)
        const point = room && { key: properties.code, x: room.at[0], y: room.at[1] }
        return point ? [[properties.code, point]] : []
      }),
    ),
    inset:
      detail && placeInset(detail, frames.detail, lens, (larger) => drawn(trace(features, larger))),
  }
}

const isWithin = ({ x, y }: PlacedLabel, box: Box): boolean =>
  x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height

const clipTo = ({ scale, translate }: Lens, { width, height }: Frames): GeoProjection =>
  geoMercator()
    .scale(scale)
    .translate(translate)
    .clipExtent([
      [-2, -2],
      [width + 2, height + 2],
    ])

/** How a map must be moved to lie where another one lay: x becomes k * x + by. */
export function moveOnto(from: Lens, onto: Lens): { k: number; by: [number, number] } {
  const k = onto.scale / from.scale
  return {
    k,
    by: [onto.translate[0] - k * from.translate[0], onto.translate[1] - k * from.translate[1]],
  }
}
