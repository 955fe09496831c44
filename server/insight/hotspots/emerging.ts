import { mannKendall } from '../../stats/mann-kendall.ts'
import type { Neighbours } from '../../stats/spatial-weights.ts'
import { sumOf } from '../../stats/sum.ts'
import { classifyHotspot, type HotspotClass, type Trend } from './classes.ts'
import type { ReasonId } from './reasons.ts'
import { spaceTimeGi } from './space-time-gi.ts'
import { expectCells, type WeekCells } from './week-cells.ts'

/** An area that is a hot spot of a category, or was one for most of the time. */
export interface EmergingArea {
  /** Its place in the list of areas. */
  area: number
  class: HotspotClass
  /** Gi* of the last week; null where that week has no complaint. */
  zNow: number | null
  /** Of how many weeks it is hot. */
  weeksHot: number
  trend: Trend
}

/** The hot spots of a category, or why nothing can be said of them. */
export interface Emerging {
  areas: EmergingArea[]
  reason: ReasonId | null
}

const nothing = (reason: ReasonId): Emerging => ({ areas: [], reason })

/**
 * How the hot spots of one category develop: Gi* of every area and week, the class of each area that has
 * neighbours. z of neighbouring weeks have a week in common, so that a trend shows a little too easily.
 * @param shares of each area in complaints that came evenly, together 1; 0: the area is not judged, and
 *   its complaints count for nothing
 */
export function findEmerging(
  cells: WeekCells,
  shares: Float64Array,
  neighbours: Neighbours,
): Emerging {
  const areas = shares.length
  const weeks = cells.length / areas
  if (shares.filter((share) => share > 0).length < 3) return nothing('fewAreas')
  const counts = cells.map((count, cell) => ((shares[cell % areas] ?? 0) > 0 ? count : 0))
  if (sumOf(counts) < weeks) return nothing('fewCases')
  const expected = expectCells(counts, shares)
  const gi = spaceTimeGi({ weeks, areas, counts, expected }, neighbours)
  if (gi === null) return nothing('constant')
  const found: EmergingArea[] = []
  for (let area = 0; area < areas; area++) {
    if ((neighbours[area] ?? []).length === 0) continue
    const bins = Array.from({ length: weeks }, (_, week) => week * areas + area)
    const heat = bins.map((bin) => gi.heat[bin] ?? 0)
    if (!heat.includes(1)) continue
    // A week without any complaint in the city is a gap.
    const z = bins.map((bin) => (expected[bin] === 0 ? null : (gi.z[bin] ?? null)))
    const { tauB, pValue } = mannKendall(z)
    const trend: Trend = { tau: tauB, p: pValue }
    const kind = classifyHotspot(heat, trend)
    if (kind === null) continue
    const weeksHot = heat.filter((one) => one > 0).length
    found.push({ area, class: kind, zNow: z.at(-1) ?? null, weeksHot, trend })
  }
  return { areas: found, reason: null }
}
