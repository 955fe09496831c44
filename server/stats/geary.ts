import {
  type GlobalAssumption,
  type GlobalAutocorrelation,
  judgeGlobal,
  weighAreas,
} from './moran.ts'
import type { Neighbours, WeightStyle } from './spatial-weights.ts'

/**
 * Geary's C of all areas: below 1 where neighbours are alike (z > 0). Areas without neighbours are
 * part of the mean, but not of n; the variance, as spdep has it, takes both numbers of areas.
 * @param x a value of each area
 * @returns null where the values do not vary, or fewer than four areas have neighbours
 * Source: Cliff and Ord (1981), Spatial Processes, 2.3; R spdep `geary.test` (adjust.n = TRUE).
 */
export function geary(
  x: readonly number[],
  neighbours: Neighbours,
  style: WeightStyle = 'W',
  assumption: GlobalAssumption = 'randomisation',
): GlobalAutocorrelation | null {
  const areas = weighAreas(x, neighbours, style)
  if (areas === null) return null
  const { deviations, spatial, constants } = areas
  const { n, s0, s1, s2 } = constants
  let apart = 0
  for (const [area, list] of neighbours.entries()) {
    for (const [k, neighbour] of list.entries()) {
      apart += (spatial.weights[area]?.[k] ?? 0) * ((x[area] ?? 0) - (x[neighbour] ?? 0)) ** 2
    }
  }
  const value = ((n - 1) * apart) / (2 * s0 * deviations.variance * x.length)
  const all = x.length
  const b2 = (deviations.kurtosis * n) / all
  const square = s0 * s0
  let variance = ((2 * s1 + s2) * (n - 1) - 4 * square) / (2 * (all + 1) * square)
  if (assumption === 'randomisation') {
    const first = (n - 1) * s1 * (n * n - 3 * all + 3 - b2 * (n - 1))
    const second = ((n - 1) * s2 * (n * n + 3 * all - 6 - b2 * (n * n - all + 2))) / 4
    const third = square * (n * n - 3 - b2 * (n - 1) ** 2)
    variance = (first - second + third) / (all * (n - 2) * (n - 3) * square)
  }
  return judgeGlobal(value, 1, variance, 1 - value)
}
