import type { Random } from './random.ts'
import { poissonCount, scatterCounts, tailSums } from './random-counts.ts'
import { expectationModel, poissonModel, type ScanModel } from './scan-models.ts'
import { sumOf } from './sum.ts'

/** For each period (the oldest first) a number of each area. */
export type PeriodsByArea = readonly (readonly number[])[]

/**
 * What cases are compared with. `poisson`: baselines, scaled to the sum of all cases (Kulldorff 2001).
 * `permutation`: the cases themselves, each area's share of all in each period (Kulldorff 2005); every
 * case is drawn anew in every replicate, so that millions of them take minutes.
 * `expectation`: baselines as they are (Neill 2009).
 */
export type Comparison =
  | { model: 'poisson' | 'expectation'; baselines: PeriodsByArea }
  | { model: 'permutation' }

/**
 * Numbers of periods and areas in one row, period by period.
 * @throws RangeError where they are of other periods or areas, or below 0
 */
export function cellsOf(rows: PeriodsByArea, periods: number, areas: number): Float64Array {
  if (rows.length !== periods || rows.some((row) => row.length !== areas))
    throw new RangeError('the lists are not of the same periods and areas')
  const cells = Float64Array.from(rows.flat())
  if (!cells.every((value) => value >= 0 && value < Infinity))
    throw new RangeError('counts and baselines are numbers of at least 0')
  return cells
}

/**
 * The baselines of a population: as many cases in each period, by the people of its areas.
 * @throws RangeError where a period has no people
 * Source: R scanstatistics `scan_pb_poisson`.
 */
export function populationBaselines(counts: PeriodsByArea, population: PeriodsByArea): number[][] {
  const total = sumOf(counts.flat())
  return population.map((row) => {
    const people = sumOf(row)
    if (!(people > 0)) throw new RangeError('each period needs a population')
    return row.map((value) => (value * total) / (people * population.length))
  })
}

/** Each period's cases times each area's, over all. */
function marginBaselines(cells: Float64Array, areas: number): Float64Array {
  const ofPeriod = new Float64Array(cells.length / areas)
  const ofArea = new Float64Array(areas)
  for (const [cell, count] of cells.entries()) {
    const [period, area] = [Math.floor(cell / areas), cell % areas]
    ofPeriod[period] = (ofPeriod[period] ?? 0) + count
    ofArea[area] = (ofArea[area] ?? 0) + count
  }
  const total = sumOf(cells)
  return cells.map(
    (_, cell) => ((ofPeriod[Math.floor(cell / areas)] ?? 0) * (ofArea[cell % areas] ?? 0)) / total,
  )
}

/** Gives each period's cases to areas anew, so that periods and areas keep their sums. */
function permuteCases(cells: Float64Array, areas: number, random: Random) {
  const owners = new Int32Array(sumOf(cells))
  const periods = new Int32Array(owners.length)
  let next = 0
  for (const [cell, count] of cells.entries()) {
    owners.fill(cell % areas, next, next + count)
    periods.fill(cell - (cell % areas), next, next + count)
    next += count
  }
  return (into: Float64Array): void => {
    into.fill(0)
    for (let last = owners.length - 1; last >= 0; last--) {
      const other = Math.floor(random() * (last + 1))
      const owner = owners[other] as number
      owners[other] = owners[last] as number
      owners[last] = owner
      const cell = (periods[last] as number) + owner
      into[cell] = (into[cell] as number) + 1
    }
  }
}

/** What a scan supposes where there is no cluster. */
export interface NullModel {
  /** What the cases of each cell are compared with. */
  base: Float64Array
  model: ScanModel
  /** Fills cells with the cases of one replicate. */
  draw: (into: Float64Array) => void
}

/**
 * The base, the score and the replicates of a comparison.
 * @param cells the cases, more than none
 * @throws RangeError where there are cases that no baseline expects
 */
export function nullModel(
  cells: Float64Array,
  given: Comparison,
  areas: number,
  random: Random,
): NullModel {
  const total = sumOf(cells)
  if (given.model === 'permutation') {
    const base = marginBaselines(cells, areas)
    return { base, model: poissonModel(total), draw: permuteCases(cells, areas, random) }
  }
  const baselines = cellsOf(given.baselines, cells.length / areas, areas)
  const sum = sumOf(baselines)
  if (cells.some((count, cell) => count > 0 && baselines[cell] === 0))
    throw new RangeError('there are cases where none can be expected')
  const fixed = given.model === 'poisson'
  const base = fixed ? baselines.map((value) => value * (total / sum)) : baselines
  const tails = tailSums(base)
  const draw = (into: Float64Array) =>
    scatterCounts(fixed ? total : poissonCount(sum, random), base, tails, into, random)
  return { base, model: fixed ? poissonModel(total) : expectationModel, draw }
}
