/** For each area the areas beside it (their places in the list), without itself. */
export type Neighbours = readonly (readonly number[])[]

/**
 * How much a neighbour counts, with spdep's letters. B: 1. W: all neighbours of an area together 1.
 * C: all weights together the number of areas that have neighbours. U: all together 1.
 * S: between B and W, the variance stabilised (Tiefelsdorf et al. 1999), all together as with C.
 */
export type WeightStyle = 'B' | 'W' | 'C' | 'U' | 'S'

/** For each area its neighbours and, in their order, the weight of each. */
export interface SpatialWeights {
  neighbours: Neighbours
  weights: readonly (readonly number[])[]
}

/** Each area among its own neighbours, as Gi* has it; in the order of the places. */
export function includeSelf(neighbours: Neighbours): number[][] {
  return neighbours.map((list, area) => [...new Set([...list, area])].sort((a, b) => a - b))
}

/** The weight before the sum of all is set: the same for each neighbour of an area, 0 without any. */
function rowWeight(style: WeightStyle, neighbours: number): number {
  if (neighbours === 0) return 0
  if (style === 'W') return 1 / neighbours
  return style === 'S' ? 1 / Math.sqrt(neighbours) : 1
}

/**
 * The weights of a style. An area without neighbours has none, and counts for nothing.
 * Source: Bivand and Wong (2018), Comparing implementations of global and local indicators of spatial
 * association; R spdep `nb2listw`.
 * @throws RangeError where a neighbour is no place in the list
 */
export function weightNeighbours(neighbours: Neighbours, style: WeightStyle): SpatialWeights {
  for (const area of neighbours.flat()) {
    if (neighbours[area] === undefined) throw new RangeError(`there is no neighbour ${area}`)
  }
  const rows = neighbours.map((list) => rowWeight(style, list.length))
  let scale = 1
  if (style === 'C' || style === 'U' || style === 'S') {
    const sum = neighbours.reduce((total, list, area) => total + list.length * (rows[area] ?? 0), 0)
    scale = (style === 'U' ? 1 : neighbours.filter((list) => list.length > 0).length) / sum
  }
  const weights = neighbours.map((list, area) => list.map(() => (rows[area] ?? 0) * scale))
  return { neighbours, weights }
}

/** For each area the weighted sum of its neighbours' values: the spatial lag. */
export function lagOf({ neighbours, weights }: SpatialWeights, x: readonly number[]): number[] {
  return neighbours.map((list, area) => {
    const row = weights[area] ?? []
    return list.reduce((sum, neighbour, k) => sum + (x[neighbour] ?? 0) * (row[k] ?? 0), 0)
  })
}

/** For each area the sum of its weights and the sum of their squares. */
export function rowSums({ weights }: SpatialWeights): { sum: number; squares: number }[] {
  return weights.map((row) => ({
    sum: row.reduce((total, weight) => total + weight, 0),
    squares: row.reduce((total, weight) => total + weight * weight, 0),
  }))
}

/** S0, S1 and S2 of Cliff and Ord (1981), and the number of areas that have neighbours. */
export interface WeightConstants {
  n: number
  s0: number
  s1: number
  s2: number
}

/** What the variance of a global statistic takes from the weights. Source: Cliff and Ord (1981). */
export function weightConstants(spatial: SpatialWeights): WeightConstants {
  const { neighbours, weights } = spatial
  const into = new Float64Array(neighbours.length)
  const back = neighbours.map((list, area) => new Map(list.map((n, k) => [n, weights[area]?.[k]])))
  let s1 = 0
  for (const [area, list] of neighbours.entries()) {
    for (const [k, neighbour] of list.entries()) {
      const weight = weights[area]?.[k] ?? 0
      into[neighbour] = (into[neighbour] ?? 0) + weight
      const other = back[neighbour]?.get(area)
      // A pair of both directions comes by twice, one of one direction once: (w + 0)^2 for each.
      s1 += other === undefined ? weight ** 2 : (weight + other) ** 2 / 2
    }
  }
  const out = rowSums(spatial)
  return {
    n: neighbours.filter((list) => list.length > 0).length,
    s0: out.reduce((total, { sum }) => total + sum, 0),
    s1,
    s2: out.reduce((total, { sum }, area) => total + (sum + (into[area] ?? 0)) ** 2, 0),
  }
}
