import type { BoundaryFeature } from '../../../sql/model/boundaries.ts'
import type { Lead } from '../map/detail.ts'
import { type Ground, layGround } from '../map/ground.ts'
import { type MapWords, type PlacedLabel, placeLabels } from '../map/labels.ts'
import { clipTo, enlarge, fitTo } from '../map/lens.ts'
import type { Box } from '../map/outline.ts'
import { type Traced, trace } from '../map/trace.ts'
import { outlineOf } from './hexagon.ts'
import { boxOfMarks, type MarkGround, type PlacedMarks, placeMarks } from './place-marks.ts'
import type { Hexagons, SpotMarks } from './state.ts'

interface PlacedCell {
  key: string
  d: string
}

/** One picture of the city: the map itself, or its detail. */
export interface SpotPicture {
  frame: Box
  /** Outlines beneath the marks, filled; and of districts over those of subdistricts. */
  cells: PlacedCell[]
  edges: PlacedCell[]
  marks: PlacedMarks
  labels: PlacedLabel[]
}

export interface SpotLayout {
  width: number
  height: number
  map: SpotPicture
  /** What lies together, larger in a frame of its own. */
  detail: (SpotPicture & { of: Box; leads: Lead[] }) | null
}

export interface SpotShapes extends MarkGround {
  /** The outlines of districts; none where the pack has none. */
  districts: readonly BoundaryFeature[]
  hexagons: Hexagons | null
}

/** Of the map's width or height: what is shown around marks, and at least, where they are shown larger. */
const MARGIN = 0.025
const LEAST_SHARE = 0.1
/** What takes more of the map is not shown larger: it is large enough. */
const MOST_SHARE = 0.5
/** Of rings that have no size but what they hold. */
const BARE = { least: 0, beyond: 0 }
const OVERHANG = { map: 1.4, detail: 2.4 }
/** Names stand below the sign of their area. */
const BELOW_SIGN = 15

/** What the city is drawn by: districts, else subdistricts, else the hexagons that have complaints. */
function groundOf({ districts, outlines, hexagons }: SpotShapes): readonly BoundaryFeature[] {
  if (districts.length > 0) return districts
  if (outlines.size > 0) return [...outlines.values()]
  return (hexagons?.bins ?? []).map(([q, r]) => outlineOf((hexagons as Hexagons).grid, { q, r }))
}

/** The part of the map where the marks are; null where that is most of it. */
function findMarked(marks: PlacedMarks, main: Box): Box | null {
  const box = boxOfMarks(marks, MARGIN * Math.max(main.width, main.height))
  if (!box || box.width > MOST_SHARE * main.width || box.height > MOST_SHARE * main.height)
    return null
  const [width, height] = [
    Math.max(box.width, LEAST_SHARE * main.width),
    Math.max(box.height, LEAST_SHARE * main.height),
  ]
  return {
    ...{ x: box.x - (width - box.width) / 2, y: box.y - (height - box.height) / 2 },
    ...{ width, height },
  }
}

const isWithin = ({ x, y }: { x: number; y: number }, box: Box): boolean =>
  x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height

const cellsOf = (traced: readonly Traced[]) =>
  traced.filter(({ d }) => d !== '').map(({ feature, d }) => ({ key: feature.properties.code, d }))

const labelOf = (traced: readonly Traced[], words: MapWords, frame: Box, overhang: number) =>
  placeLabels(
    traced
      .filter(({ outline }) => outline.box)
      .map(({ feature, outline }) => ({ code: feature.properties.code, outline })),
    words,
    frame,
    overhang,
  )

function layDetail(
  { lens, detail }: Ground,
  shapes: SpotShapes,
  marks: SpotMarks,
  name: (code: string) => string,
): SpotLayout['detail'] {
  if (!detail) return null
  const [projection, of] = enlarge(lens, detail.of, detail.frame)
  const { frame, leads } = detail
  const subdistricts = trace([...shapes.outlines.values()], projection)
  const hot = new Set([
    ...marks.areas.map(({ area }) => area),
    ...marks.clusters.flatMap(({ areas }) => areas),
  ])
  const named = subdistricts.filter(({ feature }) => hot.has(feature.properties.code))
  const isNamed = named.some(({ outline }) => outline.box)
  const isOfDistricts = shapes.districts.length > 0
  const words = { name, value: () => '' }
  const placed = placeMarks(marks, shapes, projection, frame)
  const around = boxOfMarks(placed, BELOW_SIGN)
  const labels = [
    ...(isNamed ? labelOf(named, words, frame, OVERHANG.detail) : []).map((one) => ({
      ...one,
      y: one.y + BELOW_SIGN,
    })),
    ...(isOfDistricts ? labelOf(detail.areas, words, frame, OVERHANG.detail) : []).filter(
      (one) => !around || !isWithin(one, around),
    ),
  ]
  return {
    ...{ of, frame, leads, labels },
    cells: cellsOf(isOfDistricts && subdistricts.length > 0 ? subdistricts : detail.areas),
    edges: isOfDistricts ? cellsOf(detail.areas) : [],
    marks: placed,
  }
}

/**
 * Places hot spots on the map of the city, and where they lie together once more, larger.
 * @param name what is written on a district, or on a subdistrict that is hot
 * @returns null where nothing tells what the city looks like
 */
export function placeSpots(
  shapes: SpotShapes,
  marks: SpotMarks,
  width: number,
  name: (code: string) => string,
): SpotLayout | null {
  const features = groundOf(shapes)
  if (features.length === 0) return null
  const find = (main: Box): Box | null =>
    findMarked(placeMarks(marks, shapes, fitTo(features, main), main, BARE), main)
  const ground = layGround({ features, around: [], edge: [] }, width, find)
  const frame = { x: 0, y: 0, width: ground.width, height: ground.height }
  const isNamed = shapes.districts.length > 0
  const detail = layDetail(ground, shapes, marks, name)
  return {
    ...{ width: ground.width, height: ground.height, detail },
    map: {
      frame: ground.frame,
      cells: cellsOf(ground.areas),
      edges: [],
      marks: placeMarks(marks, shapes, clipTo(ground.lens, frame), ground.frame),
      labels: isNamed
        ? labelOf(ground.areas, { name, value: () => '' }, ground.frame, OVERHANG.map).filter(
            (one) => !detail || !isWithin(one, detail.of),
          )
        : [],
    },
  }
}
