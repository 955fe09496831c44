import { leastWhole } from './bisect.ts'
import type { ScanModel } from './scan-models.ts'
import type { Zones } from './scan-zones.ts'

/**
 * The windows of a scan: each zone over the last one, two, ... periods. The window of a zone and a
 * duration (0: the last period alone) is at duration * zones + zone.
 */
export interface Windows {
  zones: Zones
  areas: number
  durations: number
  model: ScanModel
  base: Float64Array
  expected: Float64Array
  steepness: Float64Array
}

/** Cells (period by period, the oldest first) summed over the last one, two, ... periods. */
export function sumBackwards(cells: Float64Array, areas: number, into: Float64Array): void {
  const periods = cells.length / areas
  const durations = into.length / areas
  for (let d = 0; d < durations; d++) {
    const period = (periods - 1 - d) * areas
    for (let area = 0; area < areas; area++) {
      const before = d === 0 ? 0 : (into[(d - 1) * areas + area] ?? 0)
      into[d * areas + area] = before + (cells[period + area] ?? 0)
    }
  }
}

/** The sums of every window, of cells that are summed backwards. */
export function sumWindows(zones: Zones, areas: number, backwards: Float64Array): Float64Array {
  const count = zones.ends.length
  const durations = backwards.length / areas
  const sums = new Float64Array(durations * count)
  for (let d = 0; d < durations; d++) {
    let sum = 0
    let next = 0
    for (let zone = 0; zone < count; zone++) {
      if (zones.fresh[zone] === 1) sum = 0
      const end = zones.ends[zone] ?? 0
      for (; next < end; next++) sum += backwards[d * areas + (zones.added[next] ?? 0)] ?? 0
      sums[d * count + zone] = sum
    }
  }
  return sums
}

/** Windows with the base that each cell has. */
export function windowsOf(
  zones: Zones,
  areas: number,
  durations: number,
  base: Float64Array,
  model: ScanModel,
): Windows {
  const backwards = new Float64Array(durations * areas)
  sumBackwards(base, areas, backwards)
  const sums = sumWindows(zones, areas, backwards)
  return {
    ...{ zones, areas, durations, model, base: sums },
    expected: sums.map(model.expected),
    steepness: sums.map(model.steepness),
  }
}

/** The score of every window. */
export function scoreWindows(windows: Windows, backwards: Float64Array): Float64Array {
  const cases = sumWindows(windows.zones, windows.areas, backwards)
  return cases.map((count, at) => windows.model.score(count, windows.base[at] ?? 0))
}

/** The largest score of any window: the scan statistic. Takes no logarithm where it can do without. */
export function largestScore(windows: Windows, backwards: Float64Array): number {
  const { zones, areas, durations, model, base, expected, steepness } = windows
  const { added, ends, fresh } = zones
  const count = ends.length
  let largest = 0
  for (let d = 0; d < durations; d++) {
    const row = d * areas
    let cases = 0
    let next = 0
    for (let zone = 0; zone < count; zone++) {
      if (fresh[zone] === 1) cases = 0
      const end = ends[zone] as number
      for (; next < end; next++) cases += backwards[row + (added[next] as number)] as number
      const at = d * count + zone
      const excess = cases - (expected[at] as number)
      if (excess > 0 && excess * excess * (steepness[at] as number) > largest) {
        largest = Math.max(largest, model.score(cases, base[at] as number))
      }
    }
  }
  return largest
}

/**
 * The largest scores of replicates without any cluster, ascending.
 * @param draw fills the cells with the cases of one replicate
 */
export function replicateScores(
  windows: Windows,
  periods: number,
  replicates: number,
  draw: (cells: Float64Array) => void,
): Float64Array {
  const cells = new Float64Array(periods * windows.areas)
  const backwards = new Float64Array(windows.durations * windows.areas)
  return Float64Array.from({ length: replicates }, () => {
    draw(cells)
    sumBackwards(cells, windows.areas, backwards)
    return largestScore(windows, backwards)
  }).sort()
}

/** Scores that differ by no more than this share are the same: counts make many equal ones. */
const ROUNDING = 1e-12

/**
 * How many of the replicates and the observed one score at least so much; over their number it is the
 * p-value. Source: Dwass (1957), Modified randomization tests for nonparametric hypotheses.
 * @param simulated ascending
 */
export function rankOf(score: number, simulated: Float64Array): number {
  const least = score * (1 - ROUNDING)
  const first = leastWhole((at) => (simulated[at] ?? 0) >= least, 0, simulated.length)
  return simulated.length - first + 1
}
