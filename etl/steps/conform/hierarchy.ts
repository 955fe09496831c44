import type { Category, City } from '../../../sql/model/city.ts'
import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import type { FieldId } from '../../cities/mapping.ts'
import { textArray } from './parameters.ts'

interface Level {
  field: FieldId
  /** Parent by code, of the members that the pack knows. */
  parents: Map<string, string>
}

const AREAS = ['district', 'subdistrict', 'community'] as const
const CATEGORIES = ['category1', 'category2', 'category3'] as const

/** The levels of both hierarchies, from the top. */
export function listHierarchies(city: City): Level[][] {
  const parentsOf = (members: { code: string; parent: string | null }[]) =>
    new Map(members.flatMap((m) => (m.parent === null ? [] : [[m.code, m.parent] as const])))
  return [
    AREAS.map((field) => ({
      field,
      parents: parentsOf(city.areas.filter((a) => a.level === field)),
    })),
    CATEGORIES.map((field, i) => ({
      field,
      parents: parentsOf(city.categories.filter((c) => c.level === i + 1)),
    })),
  ]
}

/**
 * A level of a hierarchy as it is, or where it is blank the pack's parent of the level below.
 * @param given the level's own column, null where the source does not have it
 * @param below the level below, already filled, null where there is none
 */
export function fillLevel(
  given: string | null,
  below: string | null,
  parents: Map<string, string>,
): string | null {
  if (below === null || parents.size === 0) return given
  const parent = `transform(${below}, ${textArray([...parents.keys()])}, ${textArray([...parents.values()])}, '${UNKNOWN}')`
  return given === null ? parent : `if(${given} = '${UNKNOWN}', ${parent}, ${given})`
}

/** An attribute of categories by level, own or inherited from the nearest ancestor that has one. */
function inherit(
  city: City,
  own: (category: Category) => string,
): [level: 1 | 2 | 3, values: Map<string, string>][] {
  const found = new Map<string, string>()
  const levels = [1, 2, 3] as const
  const byLevel = levels.map((level) => {
    const values = new Map<string, string>()
    for (const category of city.categories) {
      if (category.level !== level) continue
      const above =
        category.parent === null ? '' : (found.get(`${level - 1} ${category.parent}`) ?? '')
      const value = own(category) || above
      found.set(`${level} ${category.code}`, value)
      if (value !== '') values.set(category.code, value)
    }
    return [level, values] as [1 | 2 | 3, Map<string, string>]
  })
  return byLevel.filter(([, values]) => values.size > 0).reverse()
}

/**
 * What the pack says of a complaint's category, at the deepest level that it knows: '' where nothing.
 * @param columns the category columns that the source has
 * @returns LowCardinality(String), or null where the pack says it of no category
 */
export function readAttribute(
  city: City,
  own: (category: Category) => string,
  columns: ReadonlyMap<number, string>,
): string | null {
  const found = inherit(city, own).flatMap(([level, values]) => {
    const column = columns.get(level)
    if (column === undefined) return []
    return [
      `transform(${column}, ${textArray([...values.keys()])}, ${textArray([...values.values()])}, '')`,
    ]
  })
  if (found.length === 0) return null
  if (found.length === 1) return found[0] as string
  const cases = found.slice(0, -1).map((sql) => `${sql} != '', ${sql}`)
  return `toLowCardinality(multiIf(${cases.join(', ')}, ${found.at(-1)}))`
}
