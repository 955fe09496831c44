import type { Weights } from '../model/city.ts'

export type WeightedRate = 'response' | 'resolution' | 'satisfaction'

/** The weight of a rate on a local day; null before the first that the city tells. */
export function weightOn(
  weights: readonly Weights[],
  rate: WeightedRate,
  day: string,
): number | null {
  let held: Weights | null = null
  for (const one of weights) {
    if (one.from <= day && (held === null || one.from >= held.from)) held = one
  }
  return held === null ? null : held[rate]
}
