/** How a hot spot develops; in this order people read them. */
export const HOTSPOT_CLASSES = [
  'new',
  'consecutive',
  'intensifying',
  'persistent',
  'diminishing',
  'sporadic',
  'oscillating',
  'historical',
] as const
export type HotspotClass = (typeof HOTSPOT_CLASSES)[number]

/** The trend of an area's z from week to week (Mann-Kendall). */
export interface Trend {
  tau: number | null
  p: number | null
}

/** A hot spot of so many of its weeks is one that lasts. */
const NEARLY_ALWAYS = 0.9
/** A trend with a p-value above this is none. */
const ALPHA = 0.05

/** An area that has nearly always been hot, and still is. */
function classOfLasting({ tau, p }: Trend): HotspotClass {
  if (tau === null || p === null || p > ALPHA) return 'persistent'
  return tau > 0 ? 'intensifying' : 'diminishing'
}

/**
 * The class of an area by its weeks, the oldest first: 1 hot, -1 cold, 0 neither.
 *
 * | class | the last week | of all weeks, hot | and |
 * | --- | --- | --- | --- |
 * | new | hot | this one alone | |
 * | consecutive | hot | fewer than 90 % | one run of at least two weeks, up to the last |
 * | intensifying | hot | at least 90 % | z rises (Mann-Kendall, p <= 0.05) |
 * | persistent | hot | at least 90 % | z neither rises nor falls |
 * | diminishing | hot | at least 90 % | z falls |
 * | sporadic | hot | fewer than 90 % | in several runs, and never cold |
 * | oscillating | hot | fewer than 90 % | in several runs, and once cold |
 * | historical | not hot | at least 90 % | |
 *
 * @returns null where none fits: the area is no hot spot, or was one for less than 90 % of the time
 * @throws RangeError where there is no week
 * Source: Esri, How Emerging Hot Spot Analysis works; where its rules meet (a single run after a cold
 * week), the first in this table holds.
 */
export function classifyHotspot(heat: readonly number[], trend: Trend): HotspotClass | null {
  if (heat.length === 0) throw new RangeError('there is no week to judge')
  const hot = heat.filter((one) => one > 0).length
  const lasting = hot >= NEARLY_ALWAYS * heat.length
  if (heat.at(-1) !== 1) return lasting && hot > 0 ? 'historical' : null
  if (lasting) return classOfLasting(trend)
  if (hot === 1) return 'new'
  if (heat.slice(-hot).every((one) => one > 0)) return 'consecutive'
  return heat.some((one) => one < 0) ? 'oscillating' : 'sporadic'
}
