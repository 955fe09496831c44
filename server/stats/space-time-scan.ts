import { randomFrom } from './random.ts'
import { largestOf, separateWindows } from './scan-clusters.ts'
import {
  rankOf,
  replicateScores,
  scoreWindows,
  sumBackwards,
  sumWindows,
  windowsOf,
} from './scan-windows.ts'
import { areasOf, type Zones } from './scan-zones.ts'
import { type Comparison, cellsOf, nullModel, type PeriodsByArea } from './space-time-null.ts'
import { sumOf } from './sum.ts'

export interface SpaceTimeScanOptions {
  /** The longest duration, in periods; all where not named. */
  longest?: number
  replicates?: number
  /** Further clusters are told as long as their p-value is not above this. */
  alpha?: number
  /** How many windows of the largest scores are told, overlapping or not. */
  top?: number
  seed?: number
}

/** A zone that has had more cases than chance brings in its last periods. */
interface SpaceTimeWindow {
  zone: number
  areas: number[]
  /** In periods, up to the last. */
  duration: number
  cases: number
  expected: number
  /** The logarithm of the likelihood ratio. */
  score: number
  /** Cases over expected, in the window and outside of it; null where nothing is expected. */
  ratio: number | null
  ratioOutside: number | null
  pValue: number
}

export interface SpaceTimeScan {
  /** The most likely one, whatever its p-value, then those without a common area. */
  clusters: SpaceTimeWindow[]
  top: SpaceTimeWindow[]
  /** For each zone its largest score of all durations. */
  largestByZone: Float64Array
  /** The largest score of each replicate, ascending. */
  simulated: Float64Array
}

/** What the windows are told from; each array has one number of each window. */
interface Scanned {
  zones: Zones
  cases: Float64Array
  expected: Float64Array
  scores: Float64Array
  simulated: Float64Array
  /** All cases, and all that is expected. */
  caseTotal: number
  expectedTotal: number
}

function describe(scanned: Scanned, at: number): SpaceTimeWindow {
  const { zones, simulated, caseTotal, expectedTotal } = scanned
  const [cases, expected] = [scanned.cases[at] ?? 0, scanned.expected[at] ?? 0]
  const score = scanned.scores[at] ?? 0
  const zone = at % zones.ends.length
  const outside = expectedTotal - expected
  return {
    ...{ zone, areas: areasOf(zones, zone), cases, expected, score },
    duration: Math.floor(at / zones.ends.length) + 1,
    ratio: expected > 0 ? cases / expected : null,
    ratioOutside: outside > 0 ? (caseTotal - cases) / outside : null,
    pValue: rankOf(score, simulated) / (simulated.length + 1),
  }
}

function largestByZone({ zones, scores }: Scanned): Float64Array {
  const largest = new Float64Array(zones.ends.length)
  for (const [at, score] of scores.entries()) {
    const zone = at % largest.length
    largest[zone] = Math.max(largest[zone] ?? 0, score)
  }
  return largest
}

/**
 * The prospective space-time scan: of all zones over their last periods the window whose cases are the
 * least likely without a cluster. The p-value is that of the largest score of all windows, by
 * replicates without a cluster: a total scattered by the baselines (`poisson`), the cases' areas
 * shuffled (`permutation`), a Poisson count of each baseline (`expectation`).
 * @param counts whole numbers of cases
 * @param zones see `zonesOfCircles` and `zonesOfLists`
 * @returns null where there is no case
 * Source: Kulldorff (2001), Prospective time periodic geographical disease surveillance using a scan
 * statistic; Kulldorff et al. (2005), A space-time permutation scan statistic for disease outbreak
 * detection; R scanstatistics.
 */
export function scanSpaceTime(
  counts: PeriodsByArea,
  zones: Zones,
  comparison: Comparison,
  options: SpaceTimeScanOptions = {},
): SpaceTimeScan | null {
  const { replicates = 999, alpha = 0.05, top = 25, seed = 1 } = options
  const [periods, areas] = [counts.length, counts[0]?.length ?? 0]
  const durations = Math.min(options.longest ?? periods, periods)
  const cells = cellsOf(counts, periods, areas)
  if (!cells.every(Number.isInteger)) throw new RangeError('cases are whole numbers')
  if (sumOf(cells) === 0) return null
  const { base, model, draw } = nullModel(cells, comparison, areas, randomFrom(seed))
  const windows = windowsOf(zones, areas, durations, base, model)
  const backwards = new Float64Array(durations * areas)
  sumBackwards(cells, areas, backwards)
  const scores = scoreWindows(windows, backwards)
  const simulated = replicateScores(windows, periods, replicates, draw)
  const scanned: Scanned = {
    ...{ zones, scores, simulated, expected: windows.base },
    cases: sumWindows(zones, areas, backwards),
    caseTotal: sumOf(cells),
    expectedTotal: sumOf(base),
  }
  const accept = (at: number, before: number) =>
    before === 0 || rankOf(scores[at] ?? 0, simulated) <= alpha * (replicates + 1)
  const clusters = separateWindows(scores, zones, areas, accept)
  return {
    clusters: clusters.map((at) => describe(scanned, at)),
    top: largestOf(scores, top).map((at) => describe(scanned, at)),
    ...{ largestByZone: largestByZone(scanned), simulated },
  }
}
