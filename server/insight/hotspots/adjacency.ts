import type { BoundaryCollection } from '../../../sql/model/boundaries.ts'
import type { Neighbours } from '../../stats/spatial-weights.ts'
import type { Place } from './places.ts'
import { type Metres, middleOf, planeAbout } from './plane.ts'
import { findSharedBorders } from './shared-borders.ts'

/**
 * How it is known which areas lie beside each other. `boundaries`: they have a stretch of border in
 * common. `centres`: one is among the nearest of the other. `districts`: they are of the same district.
 */
export type AdjacencyMethod = 'boundaries' | 'centres' | 'districts'

export interface Adjacency {
  /** Null: nothing says where the areas are. */
  method: AdjacencyMethod | null
  /** Whether the borders are cells drawn around the centres, for want of real ones. */
  schematic: boolean
  /** For each place its neighbours; none where nothing tells of it. */
  neighbours: Neighbours
}

/** A way must tell of this share of the areas to be taken; those of which it does not have no neighbours. */
const ENOUGH = 0.5
/** As many as an area of a map has on average (Euler). */
const NEAREST = 6

/** From the places of a part of the list to those of the whole. */
function spreadOut(part: Neighbours, at: readonly number[], places: number): number[][] {
  const whole: number[][] = Array.from({ length: places }, () => [])
  for (const [i, list] of part.entries()) whole[at[i] ?? 0] = list.map((one) => at[one] ?? 0)
  return whole
}

/** The nearest centres of each; mutual, so that some have more. */
function nearestCentres(centres: readonly Metres[]): number[][] {
  const neighbours = centres.map(() => new Set<number>())
  for (const [i, [x, y]] of centres.entries()) {
    const far = centres.map(([ox, oy]) => Math.hypot(ox - x, oy - y))
    const order = [...far.keys()].sort((a, b) => (far[a] ?? 0) - (far[b] ?? 0) || a - b)
    for (const other of order.filter((one) => one !== i).slice(0, NEAREST)) {
      neighbours[i]?.add(other)
      neighbours[other]?.add(i)
    }
  }
  return neighbours.map((list) => [...list].sort((a, b) => a - b))
}

function byBoundaries(
  places: readonly Place[],
  { features }: BoundaryCollection,
): Adjacency | null {
  const drawn = new Map(features.map((feature) => [feature.properties.code, feature]))
  const at = [...places.keys()].filter((place) => drawn.has(places[place]?.code ?? ''))
  if (at.length < 2 || at.length < ENOUGH * places.length) return null
  const taken = at.flatMap((place) => drawn.get(places[place]?.code ?? '') ?? [])
  const neighbours = spreadOut(findSharedBorders(taken), at, places.length)
  const schematic = taken.some(({ properties }) => properties.schematic === true)
  // Outlines that lie apart everywhere tell nothing.
  if (neighbours.every((list) => list.length === 0)) return null
  return { method: 'boundaries', schematic, neighbours }
}

function byCentres(places: readonly Place[]): Adjacency | null {
  const at = [...places.keys()].filter((place) => places[place]?.centre)
  const centres = at.flatMap((place) => (places[place]?.centre ? [places[place].centre] : []))
  const middle = middleOf(centres)
  if (!middle || at.length < 2 || at.length < ENOUGH * places.length) return null
  const { toMetres } = planeAbout(middle)
  const neighbours = spreadOut(nearestCentres(centres.map(toMetres)), at, places.length)
  return { method: 'centres', schematic: false, neighbours }
}

function byDistricts(places: readonly Place[]): Adjacency | null {
  const neighbours = places.map(({ code, parent }) =>
    [...places.keys()].filter((other) => {
      const beside = places[other]
      return parent !== null && beside?.parent === parent && beside.code !== code
    }),
  )
  const served = neighbours.filter((list) => list.length > 0).length
  if (served === 0 || served < ENOUGH * places.length) return null
  return { method: 'districts', schematic: false, neighbours }
}

/** Which areas lie beside each other, by the best that the pack has. */
export function findAdjacency(places: readonly Place[], boundaries: BoundaryCollection): Adjacency {
  return (
    byBoundaries(places, boundaries) ??
    byCentres(places) ??
    byDistricts(places) ?? { method: null, schematic: false, neighbours: places.map(() => []) }
  )
}
