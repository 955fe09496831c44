import { sumOf } from '../../stats/sum.ts'
import type { Place } from './places.ts'

/** What a count is compared with: the same for every resident, or for every area. */
export type Basis = 'residents' | 'areas'

export interface Shares {
  basis: Basis
  /** The share of each place in a week's complaints if they came evenly; 0: its residents are not known. */
  shares: Float64Array
}

/** As many areas must have residents for counts to be compared per resident. */
const ENOUGH = 0.9

/**
 * How complaints would be shared out if they came evenly. Per resident where the residents of (nearly)
 * all areas are known: a count says most of all how many people live in an area, and its hot spots are
 * where the people are. Else all areas alike.
 */
export function shareOut(places: readonly Place[]): Shares {
  const known = places.filter(({ residents }) => residents !== null).length
  if (known === 0 || known < ENOUGH * places.length) {
    return { basis: 'areas', shares: new Float64Array(places.length).fill(1 / places.length) }
  }
  const residents = Float64Array.from(places, (place) => place.residents ?? 0)
  const total = sumOf(residents)
  return { basis: 'residents', shares: residents.map((people) => people / total) }
}
