import { circlesAbout, type Zones, zonesOfCircles } from '../../stats/scan-zones.ts'
import type { Metres } from './plane.ts'

/** The weeks up to the last that a cluster has at most. */
export const LONGEST = 4
/** Areas in a circle. */
const MOST_AREAS = 12
/** A circle holds at most this share of all complaints: beyond it the city is what is unusual. */
const LARGEST_SHARE = 0.5

/** What is the same for the scans of all categories. */
export interface ScanGround {
  zones: Zones
  /** Each area's share in all complaints, together 1. */
  usual: Float64Array
}

/**
 * The circles that are looked at: each area with the nearest ones.
 * @param all complaints of all categories by area
 */
export function prepareScan(centres: readonly Metres[], all: Float64Array): ScanGround {
  // One complaint more in each, so that something is to be expected everywhere.
  const total = all.reduce((sum, n) => sum + n + 1, 0)
  const usual = all.map((n) => (n + 1) / total)
  const circles = circlesAbout(centres, [...usual], LARGEST_SHARE, MOST_AREAS)
  return { zones: zonesOfCircles(circles), usual }
}
