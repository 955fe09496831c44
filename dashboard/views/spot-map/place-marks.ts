import type { GeoProjection } from 'd3'
import type { BoundaryFeature } from '../../../sql/model/boundaries.ts'
import { findRoom } from '../map/inner-point.ts'
import { type Box, drawOutline, type Point, traceOutline } from '../map/outline.ts'
import { keyOf, middleOf, outlineOf } from './hexagon.ts'
import { type Grid, type MappedClass, type SpotMarks, type Step, stepOf } from './state.ts'

interface Placed {
  /** The same in the map and in its detail. */
  key: string
  x: number
  y: number
}

export interface PlacedSpot extends Placed {
  class: MappedClass
  /** The `d` of its outline; null where none is known. */
  d: string | null
}

export interface PlacedRing extends Placed {
  radius: number
  /** The `d` of the outlines of its areas, as far as they are known. */
  d: string
}

export interface PlacedHexagon extends Placed {
  step: Step
  d: string
}

export interface PlacedMarks {
  rings: PlacedRing[]
  spots: PlacedSpot[]
  hexagons: PlacedHexagon[]
}

/** What marks are drawn by. */
export interface MarkGround {
  /** The outlines of subdistricts, as far as they are known. */
  outlines: ReadonlyMap<string, BoundaryFeature>
  /** Null where nothing is counted in hexagons. */
  grid: Grid | null
}

/** Rings, in pixels: around one area, and beyond the middle of the farthest of several. */
interface RingSize {
  least: number
  beyond: number
}

const RING_SIZE: RingSize = { least: 13, beyond: 9 }

export const keyOfCluster = (place: number): string => `cluster ${place}`
export const keyOfSpot = (area: string): string => `area ${area}`
export const keyOfHexagon = (bin: { q: number; r: number }): string => `hexagon ${keyOf(bin)}`

/** Where marks lie on the map; those without a place, or outside the frame, are left out. */
export function placeMarks(
  { clusters, areas, hexagons }: SpotMarks,
  { outlines, grid }: MarkGround,
  projection: GeoProjection,
  frame: Box,
  { least, beyond }: RingSize = RING_SIZE,
): PlacedMarks {
  const isIn = ([x, y]: Point): boolean =>
    x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height
  const project = (lon: number, lat: number): Point | null => projection([lon, lat]) ?? null
  const placeArea = (code: string, centre: { lon: number; lat: number } | null | undefined) => {
    const feature = outlines.get(code)
    const outline = feature ? traceOutline(feature, projection) : null
    const at =
      (outline?.box && findRoom(outline, 1)?.at) || (centre && project(centre.lon, centre.lat))
    return { at: at ?? null, d: outline?.box ? drawOutline(outline) : null }
  }
  return {
    rings: clusters.flatMap(({ areas: within, centre }, place): PlacedRing[] => {
      const at = project(centre.lon, centre.lat)
      if (!at || !isIn(at)) return []
      const members = within.map((code) => placeArea(code, null))
      const far = members.map(({ at: middle }) =>
        middle ? Math.hypot(middle[0] - at[0], middle[1] - at[1]) : 0,
      )
      const radius = Math.max(least, Math.max(...far) + beyond)
      const d = members.map((member) => member.d ?? '').join('')
      return [{ key: keyOfCluster(place), x: at[0], y: at[1], radius, d }]
    }),
    spots: areas.flatMap(({ area, centre, class: one }): PlacedSpot[] => {
      const { at, d } = placeArea(area, centre)
      return at && isIn(at) ? [{ key: keyOfSpot(area), x: at[0], y: at[1], class: one, d }] : []
    }),
    hexagons: hexagons.flatMap((hexagon): PlacedHexagon[] => {
      const at = grid && project(...middleOf(grid, hexagon))
      if (!grid || !at || !isIn(at)) return []
      const d = drawOutline(traceOutline(outlineOf(grid, hexagon), projection))
      return d === ''
        ? []
        : [{ key: keyOfHexagon(hexagon), x: at[0], y: at[1], step: stepOf(hexagon), d }]
    }),
  }
}

/** The box around marks, with a margin; null of none. */
export function boxOfMarks({ rings, spots, hexagons }: PlacedMarks, margin: number): Box | null {
  const all = [
    ...rings.map(({ x, y, radius }) => ({ x, y, radius })),
    ...[...spots, ...hexagons].map(({ x, y }) => ({ x, y, radius: 0 })),
  ]
  if (all.length === 0) return null
  const left = Math.min(...all.map(({ x, radius }) => x - radius)) - margin
  const top = Math.min(...all.map(({ y, radius }) => y - radius)) - margin
  const right = Math.max(...all.map(({ x, radius }) => x + radius)) + margin
  const bottom = Math.max(...all.map(({ y, radius }) => y + radius)) + margin
  return { x: left, y: top, width: right - left, height: bottom - top }
}
