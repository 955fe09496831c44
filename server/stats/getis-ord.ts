import { deviationsOf } from './deviations.ts'
import { normalTwoSided, normalUpperTail } from './normal-tail.ts'
import { excessOf } from './rounding.ts'
import {
  includeSelf,
  lagOf,
  type Neighbours,
  rowSums,
  type WeightStyle,
  weightNeighbours,
} from './spatial-weights.ts'
import { sumOf } from './sum.ts'

/** Whether high (z > 0) or low values lie together about an area. */
export interface LocalG {
  /** The neighbours' share of all values; null where all values sum to 0. */
  g: number | null
  expected: number
  variance: number | null
  /** Null where nothing could vary: constant values, no neighbours, or all areas are neighbours. */
  z: number | null
  pTwoSided: number | null
  /** That chance alone brings a z at least as high. */
  pGreater: number | null
}

/** Gi: without the area itself. Gi*: with it. */
export type GetisOrdForm = 'Gi' | 'Gi*'

/**
 * Getis and Ord's local statistic of each area.
 * @param x a value of each area; the statistic is meant for values of at least 0
 * @param style weights of the neighbours; with Gi* the area itself is one of them
 * @returns null where the values do not vary, or of fewer than three areas
 * Source: Ord and Getis (1995), Local spatial autocorrelation statistics: Gi* with the mean and the
 * variance (over n) of all areas, Gi with those of the other n - 1; R spdep `localG`.
 */
export function getisOrd(
  x: readonly number[],
  neighbours: Neighbours,
  form: GetisOrdForm = 'Gi*',
  style: WeightStyle = 'B',
): LocalG[] | null {
  if (x.length !== neighbours.length) throw new RangeError('one value for each area, please')
  const deviations = deviationsOf(x)
  if (deviations === null || x.length < 3) return null
  const star = form === 'Gi*'
  const spatial = weightNeighbours(star ? includeSelf(neighbours) : neighbours, style)
  const lags = lagOf(spatial, x)
  const total = sumOf(x)
  // Those that the mean and the variance are of.
  const m = star ? x.length : x.length - 1
  return rowSums(spatial).map(({ sum, squares }, area) => {
    const own = star ? 0 : (deviations.z[area] ?? 0)
    const mean = deviations.mean - own / m
    const left = excessOf(deviations.variance * x.length, (own * own * x.length) / m)
    const spread = excessOf(m * squares, sum * sum)
    const variance = ((left / m) * spread) / (m - 1)
    const excess = (lags[area] ?? 0) - sum * mean
    const z = variance > 0 ? excess / Math.sqrt(variance) : null
    const of = total - (star ? 0 : (x[area] ?? 0))
    return {
      g: of === 0 ? null : (lags[area] ?? 0) / of,
      expected: sum / m,
      variance: of === 0 ? null : variance / of ** 2,
      z,
      pTwoSided: z === null ? null : normalTwoSided(z),
      pGreater: z === null ? null : normalUpperTail(z),
    }
  })
}
