import { randomFrom } from './random.ts'
import { scatterCounts, tailSums } from './random-counts.ts'
import { separateWindows } from './scan-clusters.ts'
import { binomialModel, poissonModel } from './scan-models.ts'
import { rankOf, replicateScores, scoreWindows, type Windows, windowsOf } from './scan-windows.ts'
import { areasOf, circlesAbout, type Point, zonesOfCircles } from './scan-zones.ts'
import { sumOf } from './sum.ts'

/** Areas with their cases. */
export interface ScannedAreas {
  coordinates: readonly Point[]
  cases: readonly number[]
  population: readonly number[]
  /**
   * The cases to be expected of each area (Poisson model); they are scaled to the sum of the cases.
   * Null: cases are people of the population (binomial model).
   */
  expected: readonly number[] | null
}

export interface SpatialScanOptions {
  /** The largest share of the population that a circle may hold. */
  share?: number
  replicates?: number
  /** Further clusters are told as long as their p-value is not above this. */
  alpha?: number
  seed?: number
}

/** Areas near each other that together have more cases than chance brings. */
export interface SpatialCluster {
  /** In the order of their distance from the first, the centre. */
  areas: number[]
  cases: number
  expected: number
  /** Cases over expected. */
  ratio: number
  population: number
  /** The logarithm of the likelihood ratio. */
  score: number
  /** The place of the score among those of the replicates; 1: none has as much. */
  rank: number
  pValue: number
}

export interface SpatialScan {
  zones: number
  /** The most likely one, whatever its p-value, then those without overlap. None: no area has excess. */
  clusters: SpatialCluster[]
  /** The largest score of the circles about each area; null where it has none. */
  largestByCentre: (number | null)[]
  /** The largest score of each replicate, ascending. */
  simulated: Float64Array
}

/** The base of each area: what is expected there, or its people. */
function baseOf({ coordinates, cases, population, expected }: ScannedAreas): Float64Array {
  const base = Float64Array.from(expected ?? population)
  const lengths = [coordinates.length, population.length, base.length]
  if (lengths.some((length) => length !== cases.length)) {
    throw new RangeError('the lists are not of the same areas')
  }
  for (const [area, count] of cases.entries()) {
    const most = expected ? Infinity : (population[area] ?? 0)
    if (
      !(count >= 0 && count <= most) ||
      !((base[area] ?? -1) >= 0 && (population[area] ?? -1) >= 0)
    )
      throw new RangeError(`area ${area} cannot have ${count} cases`)
    if (count > 0 && base[area] === 0)
      throw new RangeError(`area ${area} has cases where none can be expected`)
  }
  return base
}

function largestByCentre(circles: readonly number[][], scores: Float64Array): (number | null)[] {
  let begin = 0
  return circles.map((circle) => {
    const own = scores.subarray(begin, begin + circle.length)
    begin += circle.length
    return own.length === 0 ? null : own.reduce((a, b) => Math.max(a, b))
  })
}

/** The scan, and what a cluster is told with. */
interface Scanned {
  given: ScannedAreas
  windows: Windows
  scores: Float64Array
  simulated: Float64Array
}

function describe({ given, windows, scores, simulated }: Scanned, zone: number): SpatialCluster {
  const areas = areasOf(windows.zones, zone)
  const cases = sumOf(areas.map((area) => given.cases[area] ?? 0))
  const expected = windows.expected[zone] ?? 0
  const score = scores[zone] ?? 0
  const rank = rankOf(score, simulated)
  return {
    ...{ areas, cases, expected, ratio: cases / expected, score, rank },
    population: sumOf(areas.map((area) => given.population[area] ?? 0)),
    pValue: rank / (simulated.length + 1),
  }
}

/**
 * Kulldorff's circular scan statistic: of all circles about an area the one whose cases are the least
 * likely without a cluster. The p-value is that of the largest score of the whole map, by replicates
 * in which the same number of cases is scattered by what is expected.
 * @returns null where there is no case, or no population
 * Source: Kulldorff (1997), A spatial scan statistic; R SpatialEpi `kulldorff`.
 */
export function scanSpace(
  given: ScannedAreas,
  { share = 0.5, replicates = 999, alpha = 0.05, seed = 1 }: SpatialScanOptions = {},
): SpatialScan | null {
  const base = baseOf(given)
  const total = sumOf(given.cases)
  const baseTotal = sumOf(base)
  if (total === 0 || baseTotal === 0 || sumOf(given.population) === 0) return null
  const scaled = given.expected ? base.map((value) => value * (total / baseTotal)) : base
  const model = given.expected ? poissonModel(total) : binomialModel(total, baseTotal)
  const circles = circlesAbout(given.coordinates, given.population, share)
  const windows = windowsOf(zonesOfCircles(circles), base.length, 1, scaled, model)
  const scores = scoreWindows(windows, Float64Array.from(given.cases))
  const [random, tails] = [randomFrom(seed), tailSums(scaled)]
  const draw = (cells: Float64Array) => scatterCounts(total, scaled, tails, cells, random)
  const simulated = replicateScores(windows, 1, replicates, draw)
  const scanned: Scanned = { given, windows, scores, simulated }
  const accept = (zone: number, before: number) =>
    before === 0 || rankOf(scores[zone] ?? 0, simulated) <= alpha * (replicates + 1)
  const clusters = separateWindows(scores, windows.zones, base.length, accept)
  return {
    zones: scores.length,
    clusters: clusters.map((zone) => describe(scanned, zone)),
    largestByCentre: largestByCentre(circles, scores),
    simulated,
  }
}
