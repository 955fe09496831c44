import type { GeoProjection } from 'd3'
import type { BoundaryFeature } from '../../../sql/model/boundaries.ts'
import type { Classes, Tone } from './classes.ts'
import { findDetail, type Lead, leadsBetween } from './detail.ts'
import { framesFor } from './frames.ts'
import { findRoom } from './inner-point.ts'
import { type MapWords, type PlacedLabel, placeLabels } from './labels.ts'
import { clipTo, enlarge, fitTo, type Lens, readLens } from './lens.ts'
import { type Box, drawOutline } from './outline.ts'
import type { MapArea, MapSeries } from './state.ts'
import { proportionsOf, type Traced, trace } from './trace.ts'

export interface PlacedArea {
  key: string
  code: string
  d: string
  tone: Tone
  chosen: boolean
  schematic: boolean
}

interface PlacedPoint {
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
  leads: Lead[]
}

export interface MapLayout {
  width: number
  height: number
  lens: Lens
  /** The areas around those of the map. */
  around: { key: string; d: string }[]
  aroundLabels: PlacedLabel[]
  /** The outline of the district whose subdistricts are shown. */
  edge: { key: string; d: string }[]
  areas: PlacedArea[]
  labels: PlacedLabel[]
  /** Where the tip of an area points. */
  anchors: Map<string, PlacedPoint>
  inset: Inset | null
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
  frame: Box,
  overhang = OVERHANG.map,
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
    labels: label(traced, words, frame, overhang),
  }
}

/** In a detail, which shows few areas, names have more room around them. */
const OVERHANG = { map: 1.4, detail: 2.4 }

const label = (
  traced: readonly Traced[],
  words: MapWords,
  frame: Box,
  overhang = OVERHANG.map,
): PlacedLabel[] =>
  placeLabels(
    traced.map(({ feature: { properties }, outline }) => ({ code: properties.code, outline })),
    words,
    frame,
    overhang,
  )

function placeInset(of: Box, frame: Box, lens: Lens, drawn: (lens: GeoProjection) => Drawn): Inset {
  const [projection, shown] = enlarge(lens, of, frame)
  return { of: shown, frame, ...drawn(projection), leads: leadsBetween(shown, frame) }
}

export interface MapShapes {
  features: readonly BoundaryFeature[]
  /** The areas of the level above, drawn around those of one district. */
  around: readonly BoundaryFeature[]
  /** That district itself. */
  edge: readonly BoundaryFeature[]
}

/** Places a map in a frame of a width, the areas of the measure in their classes. */
export function placeMap(
  { areas, place: { district } }: MapSeries,
  { features, around, edge }: MapShapes,
  classes: Classes,
  chosen: readonly string[],
  width: number,
  words: MapWords & { around: (code: string) => string },
): MapLayout {
  const drawn = (traced: readonly Traced[], frame: Box, overhang?: number) =>
    place(traced, areas, classes, chosen, words, frame, overhang)
  const proportions = proportionsOf(features)
  const whole = framesFor(width, false, proportions)
  const withDetail = framesFor(width, true, proportions)
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
  const main = drawn(traced, frames.main)
  const anchors = new Map(traced.flatMap(anchorOf))
  return {
    width: frames.width,
    height: frames.height,
    lens,
    around: neighbours.map(drawTraced),
    edge: trace(edge, projection).map(drawTraced),
    aroundLabels: label(neighbours, { name: words.around, value: () => '' }, frames.main),
    areas: main.areas,
    // What the detail shows larger is named there.
    labels: main.labels.filter(({ code }) => !detail || !isWithin(anchors.get(code), detail)),
    anchors,
    inset:
      detail &&
      placeInset(detail, frames.detail, lens, (larger) =>
        drawn(trace(features, larger), frames.detail, OVERHANG.detail),
      ),
  }
}

const drawTraced = ({ feature: { properties }, outline }: Traced) => ({
  key: properties.code,
  d: drawOutline(outline),
})

function anchorOf({ feature: { properties }, outline }: Traced): [string, PlacedPoint][] {
  const room = findRoom(outline, 1)
  return room ? [[properties.code, { key: properties.code, x: room.at[0], y: room.at[1] }]] : []
}

const isWithin = (at: PlacedPoint | undefined, box: Box): boolean =>
  at !== undefined &&
  at.x > box.x &&
  at.x < box.x + box.width &&
  at.y > box.y &&
  at.y < box.y + box.height
