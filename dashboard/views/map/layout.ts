import type { Classes, Tone } from './classes.ts'
import type { Lead } from './detail.ts'
import type { Ground } from './ground.ts'
import { findRoom } from './inner-point.ts'
import { type MapWords, type PlacedLabel, placeLabels } from './labels.ts'
import type { Lens } from './lens.ts'
import type { Box } from './outline.ts'
import type { MapArea, MapSeries } from './state.ts'
import type { Traced } from './trace.ts'

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
    areas: traced.flatMap(({ feature: { properties }, outline, d }): PlacedArea[] => {
      const area = byCode.get(properties.code)
      if (!area || !outline.box) return []
      return [
        {
          key: properties.code,
          code: properties.code,
          d,
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

/** Places a map on its ground, the areas of the measure in their classes. */
export function placeMap(
  { areas }: MapSeries,
  ground: Ground,
  classes: Classes,
  chosen: readonly string[],
  words: MapWords & { around: (code: string) => string },
): MapLayout {
  const drawn = (traced: readonly Traced[], frame: Box, overhang?: number) =>
    place(traced, areas, classes, chosen, words, frame, overhang)
  const { width, height, lens, frame, detail } = ground
  const main = drawn(ground.areas, frame)
  const anchors = new Map(ground.areas.flatMap(anchorOf))
  return {
    width,
    height,
    lens,
    around: ground.around.map(drawTraced),
    edge: ground.edge.map(drawTraced),
    aroundLabels: label(ground.around, { name: words.around, value: () => '' }, frame),
    areas: main.areas,
    // What the detail shows larger is named there.
    labels: main.labels.filter(({ code }) => !detail || !isWithin(anchors.get(code), detail.of)),
    anchors,
    inset: detail && {
      of: detail.shown,
      frame: detail.frame,
      leads: detail.leads,
      ...drawn(detail.areas, detail.frame, OVERHANG.detail),
    },
  }
}

const drawTraced = ({ feature: { properties }, d }: Traced) => ({ key: properties.code, d })

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
