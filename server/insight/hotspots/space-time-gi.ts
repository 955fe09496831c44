import { countTails } from '../../stats/count-distribution.ts'
import { excessOf } from '../../stats/rounding.ts'
import { includeSelf, type Neighbours } from '../../stats/spatial-weights.ts'
import { largestDiscovery } from './false-discovery.ts'

/** Weeks by areas in one row, week by week, the oldest first. */
export interface Cube {
  weeks: number
  areas: number
  counts: Float64Array
  /** What each bin would have if the week's complaints came evenly; 0: nothing can be said of the bin. */
  expected: Float64Array
}

/** Gi* of every bin, in the order of the cube. */
export interface SpaceTimeGi {
  /** 0 where nothing can be expected, or all bins are in the neighbourhood. */
  z: Float64Array
  /** 1 where the bin is hot, -1 where it is cold, else 0. */
  heat: Int8Array
}

/** The share of false ones among the hot and cold bins, at most, on average. */
const FALSE_DISCOVERY_RATE = 0.05
/** A neighbourhood of fewer complaints is not called hot: it is nothing that anybody would act on. */
const FEWEST = 5
/** Nearer to 0 the p-value is above the rate above, or so little below that it need not be computed. */
const FAR = 1.7

/** @throws RangeError where lists are of other sizes, or numbers out of range */
function checkCube({ weeks, areas, counts, expected }: Cube, neighbours: Neighbours): void {
  if (neighbours.length !== areas) throw new RangeError('neighbours of each area, please')
  if (counts.length !== weeks * areas || expected.length !== weeks * areas) {
    throw new RangeError('the lists are not of the same weeks and areas')
  }
  for (let bin = 0; bin < counts.length; bin++) {
    const [count, wanted] = [counts[bin] ?? -1, expected[bin] ?? -1]
    if (!(Number.isInteger(count) && count >= 0) || !(wanted >= 0 && wanted < Infinity)) {
      throw new RangeError(`bin ${bin} cannot have ${count} where ${wanted} are expected`)
    }
  }
}

/** The bins that count: their mean and variance as the cube's Gi* takes them. */
interface Moments {
  n: number
  mean: number
  variance: number
}

/** Each bin's excess over the root of what is expected: chance gives all of them the same variance. */
function residualsOf({ counts, expected }: Cube): Float64Array {
  return expected.map((wanted, bin) =>
    wanted > 0 ? ((counts[bin] ?? 0) - wanted) / Math.sqrt(wanted) : 0,
  )
}

function momentsOf(residuals: Float64Array, { expected }: Cube): Moments {
  let [n, sum] = [0, 0]
  for (let bin = 0; bin < residuals.length; bin++) {
    if ((expected[bin] ?? 0) > 0) n++
    sum += residuals[bin] ?? 0
  }
  const mean = n === 0 ? 0 : sum / n
  let squares = 0
  for (let bin = 0; bin < residuals.length; bin++) {
    if ((expected[bin] ?? 0) > 0) squares += ((residuals[bin] ?? 0) - mean) ** 2
  }
  return { n, mean, variance: n === 0 ? 0 : squares / n }
}

/** For each bin the sums over its neighbourhood: the areas beside it, itself, this week and the last. */
function sumAround({ weeks, areas }: Cube, around: Neighbours, values: Float64Array) {
  const sums = new Float64Array(values.length)
  for (let week = 0; week < weeks; week++) {
    const row = week * areas
    for (let area = 0; area < areas; area++) {
      let sum = 0
      for (const one of around[area] as number[]) {
        sum += values[row + one] as number
        if (week > 0) sum += values[row - areas + one] as number
      }
      sums[row + area] = sum
    }
  }
  return sums
}

/** The tail of a bin's neighbourhood: that chance alone brings as much, or as little. */
function tailOf(z: number, count: number, mean: number, dispersion: number): number {
  const { lower, upper } = countTails(count, { mean, dispersion: Math.max(1, dispersion) })
  return Math.min(1, 2 * (z > 0 ? upper : lower))
}

/** 1 or -1 where the bin itself, over both weeks, lies on the side of its neighbourhood. */
function ownSide({ counts, expected, areas }: Cube, bin: number): number {
  const before = bin - areas
  const own = (counts[bin] ?? 0) + (before >= 0 ? (counts[before] ?? 0) : 0)
  const wanted = (expected[bin] ?? 0) + (before >= 0 ? (expected[before] ?? 0) : 0)
  return Math.sign(own - wanted)
}

/**
 * Getis and Ord's Gi* over areas and weeks: whether the complaints of an area and of those beside it,
 * this week and the last, are more than their share of the city's. A bin's value is its excess over the
 * root of what is expected, and its weight that root, so that the weighted sum is what was observed less
 * what was expected; mean and variance are those of all bins. The p-value is that of a count with this
 * mean and variance (negative binomial), since few complaints are far from normal.
 * A bin is hot where it stands after the adjustment over all bins, its neighbourhood has at least five
 * complaints, and it has itself more than expected: an area is not hot for its neighbours alone.
 * @returns null where nothing varies, or of fewer than three bins
 * Source: Ord and Getis (1995), Local spatial autocorrelation statistics; neighbourhood in time as in
 * ArcGIS' Emerging Hot Spot Analysis with a time step of 1; comparison with the week's own total, so that
 * a season that comes everywhere makes no hot spot.
 */
export function spaceTimeGi(cube: Cube, neighbours: Neighbours): SpaceTimeGi | null {
  checkCube(cube, neighbours)
  const residuals = residualsOf(cube)
  const { n, mean, variance } = momentsOf(residuals, cube)
  if (n < 3 || !(variance > 0)) return null
  const roots = cube.expected.map(Math.sqrt)
  const around = includeSelf(neighbours)
  const observed = sumAround(cube, around, cube.counts)
  const squares = sumAround(cube, around, cube.expected)
  const weights = sumAround(cube, around, roots)
  const z = new Float64Array(observed.length)
  const pValues = new Float64Array(observed.length).fill(1)
  for (let bin = 0; bin < z.length; bin++) {
    const [count, square, weight] = [observed[bin] ?? 0, squares[bin] ?? 0, weights[bin] ?? 0]
    const spread = excessOf(n * square, weight * weight) / (n - 1)
    if (cube.expected[bin] === 0 || spread === 0) continue
    const one = (count - square - mean * weight) / Math.sqrt(variance * spread)
    z[bin] = one
    if (Math.abs(one) <= FAR || (one > 0 && count < FEWEST)) continue
    pValues[bin] = tailOf(one, count, square, variance)
  }
  const told = [...pValues.filter((p) => p <= FALSE_DISCOVERY_RATE)]
  const largest = largestDiscovery(told, n, FALSE_DISCOVERY_RATE) ?? -1
  const heat = new Int8Array(z.length)
  for (let bin = 0; bin < z.length; bin++) {
    if ((pValues[bin] ?? 1) > largest) continue
    const side = Math.sign(z[bin] ?? 0)
    if (ownSide(cube, bin) === side) heat[bin] = side
  }
  return { z, heat }
}
