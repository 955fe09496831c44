import type { Category, City } from '../../../sql/model/city.ts'
import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import type { CityPack } from '../../cities/pack.ts'
import { ABSENT } from './absent.ts'
import type { Fields } from './fields.ts'
import type { Definition } from './layers.ts'
import { textArray } from './parameters.ts'

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
function readAttribute(
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

/** What follows from a complaint's category. A source's own deadline class comes first. */
export function settleAttributes(pack: CityPack, fields: Fields): Definition[] {
  const columns = new Map([1, 2, 3].map((level) => [level, `o_category${level}`]))
  const attribute = (own: (category: Category) => string) => readAttribute(pack.city, own, columns)
  const word = (sql: string | null) =>
    sql === null ? ABSENT.member : `transform(${sql}, [''], ['${UNKNOWN}'])`
  const words = (sql: string | null) =>
    sql === null
      ? ABSENT.words
      : `CAST(arrayFilter(x -> x != '', splitByChar(';', toString(${sql}))), 'Array(String)')`
  return [
    ['o_sector', word(attribute((c) => c.sector ?? ''))],
    ['o_life_areas', words(attribute((c) => c.lifeAreas.join(';')))],
    ['o_good_life', words(attribute((c) => c.goodLife.join(';')))],
    ['o_deadline', fields.columns.get('deadline') ?? word(attribute((c) => c.deadline ?? ''))],
  ]
}
