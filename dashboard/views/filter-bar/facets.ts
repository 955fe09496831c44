import type { DimensionId } from '../../../sql/model/dimensions.ts'
import { type Filter, orderFilters } from '../../state/view-url.ts'

export type FacetId = 'category' | 'area' | 'kind' | 'channel' | 'handling' | 'department' | 'issue'

/** What can be filtered by in one picker: a dimension, or a hierarchy of them from the top. */
export interface Facet {
  id: FacetId
  levels: readonly DimensionId[]
}

export const FACETS: readonly Facet[] = [
  { id: 'category', levels: ['category1', 'category2', 'category3'] },
  { id: 'area', levels: ['district', 'subdistrict'] },
  { id: 'kind', levels: ['kind'] },
  { id: 'channel', levels: ['channel'] },
  { id: 'handling', levels: ['handling'] },
  { id: 'department', levels: ['department'] },
  { id: 'issue', levels: ['issue'] },
]

export const isChosen = (where: Filter[], dimension: DimensionId, code: string): boolean =>
  where.some((clause) => clause.dimension === dimension && clause.in.includes(code))

/**
 * Chooses a member, or leaves it where it was chosen. Members of other levels of the facet go: all
 * clauses must hold, so that a category beside an item of another one would show nothing.
 */
export function toggle(
  where: Filter[],
  facet: Facet,
  dimension: DimensionId,
  code: string,
): Filter[] {
  const others = where.filter((clause) => !facet.levels.includes(clause.dimension))
  const members = where.find((clause) => clause.dimension === dimension)?.in ?? []
  const next = members.includes(code)
    ? members.filter((member) => member !== code)
    : [...members, code]
  return orderFilters([...others, { dimension, in: next }])
}

export const clearFacet = (where: Filter[], facet: Facet): Filter[] =>
  where.filter((clause) => !facet.levels.includes(clause.dimension))

export const countChosen = (where: Filter[], facet: Facet): number =>
  where
    .filter((clause) => facet.levels.includes(clause.dimension))
    .reduce((sum, clause) => sum + clause.in.length, 0)
