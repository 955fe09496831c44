import { areasOf, type Zones } from './scan-zones.ts'

/** Marks the zones that have an area in common with those that are taken. */
function markOverlaps({ added, ends, fresh }: Zones, taken: Uint8Array): Uint8Array {
  const marks = new Uint8Array(ends.length)
  let next = 0
  for (let zone = 0; zone < ends.length; zone++) {
    let mark = fresh[zone] === 1 || zone === 0 ? 0 : (marks[zone - 1] ?? 0)
    const end = ends[zone] ?? 0
    for (; next < end; next++) mark |= taken[added[next] ?? 0] ?? 0
    marks[zone] = mark
  }
  return marks
}

/**
 * The windows that stand for the clusters: the one of the largest score, then the largest of those
 * that share no area with any before, and so on, as long as `accept` takes them. Of equal scores the
 * shorter duration, then the first zone.
 * @param scores of each window, at duration * zones + zone
 * @returns their places
 * Source: Kulldorff (1997), secondary clusters without overlap.
 */
export function separateWindows(
  scores: Float64Array,
  zones: Zones,
  areas: number,
  accept: (at: number, clusters: number) => boolean,
): number[] {
  const count = zones.ends.length
  const taken = new Uint8Array(areas)
  const clusters: number[] = []
  for (;;) {
    const overlaps = markOverlaps(zones, taken)
    let best = -1
    let largest = 0
    for (let at = 0; at < scores.length; at++) {
      const score = scores[at] ?? 0
      if (score > largest && overlaps[at % count] === 0) [best, largest] = [at, score]
    }
    if (best < 0 || !accept(best, clusters.length)) return clusters
    clusters.push(best)
    for (const area of areasOf(zones, best % count)) taken[area] = 1
  }
}

/** The places of the k largest scores, the largest first; of equal ones in the order of the places. */
export function largestOf(scores: Float64Array, k: number): number[] {
  const least = scores.toSorted()[Math.max(0, scores.length - k)] ?? 0
  const places: number[] = []
  for (let at = 0; at < scores.length; at++) if ((scores[at] ?? 0) >= least) places.push(at)
  return places.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, k)
}
