import type { Place } from '../../../server/insight/alerts/lattice.ts'
import type { City } from '../../../sql/model/city.ts'
import type { SeriesRequest } from '../../../sql/model/series.ts'

/** Complaints of a day about a category in a subdistrict. */
export type CountRow = [
  at: number,
  category: string | null,
  district: string | null,
  subdistrict: string | null,
  complaints: number,
]

/** An area and a category that have complaints, and of which levels they are. */
interface KeptPlace extends Place {
  levels: [SeriesRequest['area'], SeriesRequest['category']]
}

/** The complaints of all places. */
export interface PlaceCounts {
  places: KeptPlace[]
  /** Of each place, one after the other, the complaints before each day from the first to the end. */
  before: Uint32Array
}

/** A series with fewer in every year, and never so many in a week, is never read. */
const LEAST = { year: 13, week: 5 }

const CATEGORY_LEVELS = ['all', 'category1', 'category2', 'category3'] as const

/** Codes with the whole before them, each by its number, and of each number those that it lies in. */
function numberCodes(members: readonly { code: string; parent: string | null }[]) {
  const codes = ['', ...members.map(({ code }) => code)]
  const numbers = new Map(codes.map((code, i) => [code, i]))
  const parents = [0, ...members.map(({ parent }) => numbers.get(parent ?? '') ?? 0)]
  const chains = codes.map((_, number) => {
    const chain = [0]
    for (let at = number; at !== 0; at = parents[at]!) chain.push(at)
    return chain
  })
  return { codes, chains, numberOf: (code: string | null) => numbers.get(code ?? '') }
}

/**
 * Adds up complaints for every area and category that they lie in; places that no night would read are
 * left out.
 */
export function countPlaces(rows: readonly CountRow[], city: City, days: number): PlaceCounts {
  const areas = numberCodes(city.areas)
  const categories = numberCodes(city.categories)
  const levels = ['city' as const, ...city.areas.map(({ level }) => level)]
  const width = categories.codes.length
  const areaOf = ([, , district, subdistrict]: CountRow): number =>
    areas.numberOf(subdistrict) || areas.numberOf(district) || 0
  const leaves = rows.map((row) => areaOf(row) * width + (categories.numberOf(row[1]) ?? 0))
  const chains = new Map<number, number[]>()
  /** The places that hold a place: its area or one above, its category or one above. */
  const chainOf = (leaf: number): number[] => {
    const known = chains.get(leaf)
    if (known) return known
    const chain = areas.chains[Math.floor(leaf / width)]!.flatMap((area) =>
      categories.chains[leaf % width]!.map((category) => area * width + category),
    )
    chains.set(leaf, chain)
    return chain
  }
  const length = Math.ceil(days / 7)
  const slots = new Int32Array(areas.codes.length * width).fill(-1)
  const weeks: Uint16Array[] = []
  rows.forEach(([at, , , , complaints], i) => {
    const week = Math.floor(at / 7)
    for (const place of chainOf(leaves[i]!)) {
      if (slots[place]! < 0) slots[place] = weeks.push(new Uint16Array(length)) - 1
      weeks[slots[place]!]![week]! += complaints
    }
  })
  const isKept = (counts: Uint16Array): boolean => {
    let year = 0
    for (let week = 0; week < length; week++) {
      year += counts[week]! - (week >= 53 ? counts[week - 53]! : 0)
      // Weeks of other beginnings may hold two of these.
      if (year >= LEAST.year || counts[week]! + (counts[week - 1] ?? 0) >= LEAST.week) return true
    }
    return false
  }
  const places: KeptPlace[] = []
  slots.forEach((slot, place) => {
    if (slot < 0) return
    const level = levels[Math.floor(place / width)]!
    if (level === 'community' || !isKept(weeks[slot]!)) {
      slots[place] = -1
      return
    }
    slots[place] = places.length
    places.push({
      area: areas.codes[Math.floor(place / width)]!,
      category: categories.codes[place % width]!,
      levels: [level, CATEGORY_LEVELS[categories.chains[place % width]!.length - 1] ?? 'all'],
    })
  })
  const before = new Uint32Array(new SharedArrayBuffer(4 * places.length * (days + 1)))
  rows.forEach(([at, , , , complaints], i) => {
    for (const place of chainOf(leaves[i]!)) {
      const slot = slots[place]!
      if (slot >= 0) before[slot * (days + 1) + at + 1]! += complaints
    }
  })
  for (let slot = 0; slot < places.length; slot++)
    for (let day = 1, at = slot * (days + 1); day <= days; day++)
      before[at + day]! += before[at + day - 1]!
  return { places, before }
}
