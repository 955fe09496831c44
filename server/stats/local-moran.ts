import { deviationsOf } from './deviations.ts'
import { normalTwoSided } from './normal-tail.ts'
import { excessOf } from './rounding.ts'
import {
  lagOf,
  type Neighbours,
  rowSums,
  type WeightStyle,
  weightNeighbours,
} from './spatial-weights.ts'

/** The area's value (below the mean or not), then its neighbours'. */
type Quadrant = 'High-High' | 'High-Low' | 'Low-High' | 'Low-Low'

/** Whether an area is like its neighbours (z > 0) or unlike them. */
export interface LocalMoran {
  i: number
  expected: number
  variance: number
  /** Null where the variance is 0: no neighbours, all areas are neighbours, a value at the mean. */
  z: number | null
  pTwoSided: number | null
  quadrant: Quadrant
}

/**
 * What is shuffled in thought. `conditional`: the other values, the area keeps its own (Sokal 1998).
 * `total`: all values (Anselin 1995).
 */
export type MoranRandomisation = 'conditional' | 'total'

const quadrantOf = (z: number, lag: number): Quadrant =>
  `${z > 0 ? 'High' : 'Low'}-${lag > 0 ? 'High' : 'Low'}`

/**
 * Local Moran's I of each area: z_i / m2 times the weighted sum of the neighbours' z, with z the
 * deviations from the mean and m2 their mean square (over n).
 * @param x a value of each area
 * @returns null where the values do not vary, or of fewer than three areas
 * Source: Anselin (1995), Local indicators of spatial association; Sokal, Oden and Thomson (1998),
 * Local spatial autocorrelation in a biological model; R spdep `localmoran` (mlvar = TRUE).
 */
export function localMoran(
  x: readonly number[],
  neighbours: Neighbours,
  style: WeightStyle = 'W',
  randomisation: MoranRandomisation = 'conditional',
): LocalMoran[] | null {
  const n = x.length
  if (n !== neighbours.length) throw new RangeError('one value for each area, please')
  const deviations = deviationsOf(x)
  if (deviations === null || n < 3) return null
  const { z: all, variance: m2, kurtosis: b2 } = deviations
  const spatial = weightNeighbours(neighbours, style)
  const lags = lagOf(spatial, all)
  return rowSums(spatial).map(({ sum, squares }, area) => {
    const own = all[area] ?? 0
    const lag = lags[area] ?? 0
    const i = (own / m2) * lag
    let expected = -sum / (n - 1)
    let variance = 0
    if (randomisation === 'conditional') {
      expected *= own ** 2 / m2
      const spread = excessOf(squares, sum ** 2 / (n - 1)) * excessOf(m2, own ** 2 / (n - 1))
      variance = (own / m2) ** 2 * (n / (n - 2)) * spread
    } else {
      const pairs = ((2 * b2 - n) / ((n - 1) * (n - 2))) * (sum ** 2 - squares)
      variance = Math.max(0, excessOf(((n - b2) / (n - 1)) * squares + pairs, expected ** 2))
    }
    const z = variance > 0 ? (i - expected) / Math.sqrt(variance) : null
    const pTwoSided = z === null ? null : normalTwoSided(z)
    return { i, expected, variance, z, pTwoSided, quadrant: quadrantOf(own, lag) }
  })
}
