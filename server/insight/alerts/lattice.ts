import type { City } from '../../../sql/model/city.ts'

/** A series: complaints of an area about a category; '' is the whole city, or all categories. */
export interface Place {
  area: string
  category: string
}

export const nameOf = ({ area, category }: Place): string => `${area}|${category}`

/** Which areas and categories lie in which. */
export interface Lattice {
  /** What lies right above, one level of the area or of the category up. */
  parentsOf(place: Place): Place[]
  /** What two places have in common; null where nothing. */
  meet(a: Place, b: Place): Place | null
  /** Whether the second lies in the first, or is the same. */
  holds(outer: Place, inner: Place): boolean
}

const chainsOf = (members: readonly { code: string; parent: string | null }[]) => {
  const parents = new Map(members.map(({ code, parent }) => [code, parent ?? '']))
  const parentOf = (code: string): string => parents.get(code) ?? ''
  const holds = (outer: string, inner: string): boolean => {
    for (let code = inner; code !== ''; code = parentOf(code)) if (code === outer) return true
    return outer === ''
  }
  const meet = (a: string, b: string): string | null => (holds(a, b) ? b : holds(b, a) ? a : null)
  return { parentOf, holds, meet }
}

/** The areas and categories of a city as they lie in each other. */
export function createLattice(city: Pick<City, 'areas' | 'categories'>): Lattice {
  const areas = chainsOf(city.areas)
  const categories = chainsOf(city.categories)
  return {
    parentsOf: ({ area, category }) => [
      ...(area === '' ? [] : [{ area: areas.parentOf(area), category }]),
      ...(category === '' ? [] : [{ area, category: categories.parentOf(category) }]),
    ],
    meet: (a, b) => {
      const area = areas.meet(a.area, b.area)
      const category = categories.meet(a.category, b.category)
      return area === null || category === null ? null : { area, category }
    },
    holds: (outer, inner) =>
      areas.holds(outer.area, inner.area) && categories.holds(outer.category, inner.category),
  }
}
