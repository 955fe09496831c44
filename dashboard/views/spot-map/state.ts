import type { HotspotsAnswer } from '../../../server/contract/hotspots.ts'
import {
  type Cluster,
  clustersOf,
  type HotspotClass,
  type Spot,
  splitSpots,
} from '../hotspots/state.ts'

export type Hexagons = NonNullable<HotspotsAnswer['hexagons']>
export type Grid = Hexagons['grid']
export type HotHexagon = Hexagons['categories'][number]['hot'][number]

/** The classes that are on the map: somebody may still do something about them. */
export const MAPPED_CLASSES = [
  'new',
  'consecutive',
  'intensifying',
] as const satisfies HotspotClass[]
export type MappedClass = (typeof MAPPED_CLASSES)[number]
type MappedSpot = Spot & { class: MappedClass }

/** What the map shows of a category. */
export interface SpotMarks {
  clusters: Cluster[]
  /** The hottest first; so are the hexagons. */
  areas: MappedSpot[]
  hexagons: HotHexagon[]
}

/** In place of a category: all complaints together, which are counted in hexagons alone. */
export const ALL = ''

type Told = Pick<HotspotsAnswer, 'categories' | 'hexagons'>

/** Is it of a class that is on the map? */
export const isMapped = (spot: Spot): spot is MappedSpot =>
  MAPPED_CLASSES.some((one) => one === spot.class)

/** @param category '' for all complaints together */
export function marksOf(told: Told, category: string): SpotMarks {
  const of = { categories: told.categories.filter((one) => one.category === category) }
  const { narrow, broad } = splitSpots(of).rising
  return {
    clusters: clustersOf(of),
    areas: [...narrow, ...broad].filter(isMapped),
    hexagons: told.hexagons?.categories.find((one) => one.category === category)?.hot ?? [],
  }
}

export const countMarks = ({ clusters, areas, hexagons }: SpotMarks): number =>
  clusters.length + areas.length + hexagons.length

/** A category that has something on the map. */
export interface Choice {
  category: string
  marks: SpotMarks
}

/** What there is to choose from: in the order of the lists, then those with hexagons alone, the hottest first. */
export function choicesOf(told: Told): Choice[] {
  const { narrow, broad } = splitSpots(told).rising
  const hot = [...(told.hexagons?.categories ?? [])].sort(
    (a, b) => (b.hot[0]?.z ?? 0) - (a.hot[0]?.z ?? 0),
  )
  const listed = [...clustersOf(told), ...narrow, ...broad, ...hot]
  return [...new Set(listed.map(({ category }) => category))]
    .map((category) => ({ category, marks: marksOf(told, category) }))
    .filter(({ marks }) => countMarks(marks) > 0)
}

/** So many times as many complaints as expected divide the hexagons' steps of colour. */
export const STEP_LIMITS = [1.5, 3] as const
export type Step = 1 | 2 | 3

/** How many times as many complaints a hexagon and those beside it have. */
export const ratioOf = ({ around }: Pick<HotHexagon, 'around'>): number =>
  around.observed / Math.max(around.expected, 0.01)

export function stepOf(hexagon: Pick<HotHexagon, 'around'>): Step {
  const ratio = ratioOf(hexagon)
  return ratio >= STEP_LIMITS[1] ? 3 : ratio >= STEP_LIMITS[0] ? 2 : 1
}
