import { deviationsOf } from './deviations.ts'
import { normalTwoSided } from './normal-tail.ts'
import {
  lagOf,
  type Neighbours,
  type WeightStyle,
  weightConstants,
  weightNeighbours,
} from './spatial-weights.ts'

/** Whether like values lie together, over all areas. */
export interface GlobalAutocorrelation {
  /** Moran's I, or Geary's C. */
  value: number
  expected: number
  variance: number
  /** More than 0 where like values lie together; null where the variance is not above 0. */
  z: number | null
  pTwoSided: number | null
}

/** What the variance supposes: shuffled values, or values drawn from a normal distribution. */
export type GlobalAssumption = 'randomisation' | 'normality'

/**
 * What a statistic of all areas is made of.
 * @returns null where the values do not vary, or fewer than four areas have neighbours
 */
export function weighAreas(x: readonly number[], neighbours: Neighbours, style: WeightStyle) {
  if (x.length !== neighbours.length) throw new RangeError('one value for each area, please')
  const deviations = deviationsOf(x)
  const spatial = weightNeighbours(neighbours, style)
  const constants = weightConstants(spatial)
  return deviations === null || constants.n < 4 ? null : { deviations, spatial, constants }
}

/** The z and the p of a statistic that lies so far on the side of likeness. */
export function judgeGlobal(
  value: number,
  expected: number,
  variance: number,
  likeness: number,
): GlobalAutocorrelation {
  const z = variance > 0 ? likeness / Math.sqrt(variance) : null
  const pTwoSided = z === null ? null : normalTwoSided(z)
  return { value, expected, variance, z, pTwoSided }
}

/**
 * Moran's I of all areas. Areas without neighbours are part of the mean, but not of n.
 * @param x a value of each area
 * @returns null where the values do not vary, or fewer than four areas have neighbours
 * Source: Cliff and Ord (1981), Spatial Processes, 2.3; R spdep `moran.test` (adjust.n = TRUE).
 */
export function moran(
  x: readonly number[],
  neighbours: Neighbours,
  style: WeightStyle = 'W',
  assumption: GlobalAssumption = 'randomisation',
): GlobalAutocorrelation | null {
  const areas = weighAreas(x, neighbours, style)
  if (areas === null) return null
  const { deviations, spatial, constants } = areas
  const { n, s0, s1, s2 } = constants
  const { z, variance: m2, kurtosis } = deviations
  const cross = lagOf(spatial, z).reduce((sum, lag, area) => sum + lag * (z[area] ?? 0), 0)
  const value = ((n / s0) * cross) / (m2 * x.length)
  const expected = -1 / (n - 1)
  const square = s0 * s0
  let second = (n * n * s1 - n * s2 + 3 * square) / (square * (n * n - 1))
  if (assumption === 'randomisation') {
    const first = n * (s1 * (n * n - 3 * n + 3) - n * s2 + 3 * square)
    const tails = kurtosis * (s1 * (n * n - n) - 2 * n * s2 + 6 * square)
    second = (first - tails) / ((n - 1) * (n - 2) * (n - 3) * square)
  }
  return judgeGlobal(value, expected, second - expected ** 2, value - expected)
}
