import { sumOf } from './sum.ts'

/**
 * The zones that a scan looks at, one after the other. A zone is the one before it and some areas more,
 * or it begins anew; so all of them are summed in one go.
 */
export interface Zones {
  /** The areas that are added, of all zones. */
  added: Int32Array
  /** For each zone where its areas end in `added`; they begin where the zone before ends. */
  ends: Int32Array
  /** For each zone 1 where it begins anew. */
  fresh: Uint8Array
}

/** A place on a plane: x and y in the same unit. */
export type Point = readonly [x: number, y: number]

function distancesFrom([x, y]: Point, points: readonly Point[]): number[] {
  return points.map(([px, py]) => Math.sqrt((px - x) * (px - x) + (py - y) * (py - y)))
}

/**
 * For each area the areas about it, the nearest first (itself), as far as they hold no more than a
 * share of the population; a circle about the area holds the first k of them. Empty where the area
 * alone has more.
 * @param share of the whole population, 0 to 1
 * @param most areas in a circle, all where not named
 * Source: Kulldorff (1997), A spatial scan statistic; R SpatialEpi `zones` (equal distances in the
 * order of the areas).
 */
export function circlesAbout(
  coordinates: readonly Point[],
  population: readonly number[],
  share = 0.5,
  most = coordinates.length,
): number[][] {
  if (coordinates.length !== population.length)
    throw new RangeError('one population for each area, please')
  const total = sumOf(population)
  return coordinates.map((centre) => {
    const distances = distancesFrom(centre, coordinates)
    const order = [...distances.keys()].sort(
      (a, b) => (distances[a] ?? 0) - (distances[b] ?? 0) || a - b,
    )
    let people = 0
    const beyond = order.findIndex((area) => {
      people += population[area] ?? 0
      return !(people / total <= share)
    })
    return order.slice(0, Math.min(most, beyond < 0 ? order.length : beyond))
  })
}

/** The zones of circles: of each list its first area, its first two, and so on. */
export function zonesOfCircles(circles: readonly (readonly number[])[]): Zones {
  const added = Int32Array.from(circles.flat())
  const fresh = new Uint8Array(added.length)
  let begin = 0
  for (const circle of circles) {
    if (circle.length > 0) fresh[begin] = 1
    begin += circle.length
  }
  return { added, ends: Int32Array.from(added.keys(), (zone) => zone + 1), fresh }
}

/** The zones of lists of areas, each of them one. */
export function zonesOfLists(lists: readonly (readonly number[])[]): Zones {
  let end = 0
  const ends = Int32Array.from(lists, (list) => {
    end += list.length
    return end
  })
  return { added: Int32Array.from(lists.flat()), ends, fresh: new Uint8Array(ends.length).fill(1) }
}

/** The areas of one zone, in the order in which they were added. */
export function areasOf({ added, ends, fresh }: Zones, zone: number): number[] {
  let first = zone
  while (first > 0 && fresh[first] !== 1) first--
  return [...added.subarray(first === 0 ? 0 : ends[first - 1], ends[zone])]
}
