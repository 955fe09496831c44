import type { City } from '../../../sql/model/city.ts'
import { UNKNOWN } from '../../../sql/model/dimensions.ts'
import type { FieldId } from '../../cities/mapping.ts'
import type { CityPack } from '../../cities/pack.ts'
import { ABSENT } from './absent.ts'
import type { Fields } from './fields.ts'
import type { Definition } from './layers.ts'
import { textArray } from './parameters.ts'

interface Level {
  field: FieldId
  /** Parent by code, of the members that the pack knows. */
  parents: Map<string, string>
}

const AREAS = ['district', 'subdistrict', 'community'] as const
const CATEGORIES = ['category1', 'category2', 'category3'] as const

/** The levels of both hierarchies, from the top. */
function listHierarchies(city: City): Level[][] {
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
function fillLevel(
  given: string | null,
  below: string | null,
  parents: Map<string, string>,
): string | null {
  if (below === null || parents.size === 0) return given
  const parent = `transform(${below}, ${textArray([...parents.keys()])}, ${textArray([...parents.values()])}, '${UNKNOWN}')`
  return given === null ? parent : `if(${given} = '${UNKNOWN}', ${parent}, ${given})`
}

/** The levels of places and categories, filled from below. */
export function settleHierarchies(pack: CityPack, fields: Fields): Definition[][] {
  const layers: Definition[][] = [[], [], []]
  for (const levels of listHierarchies(pack.city)) {
    let below: string | null = null
    let parents = new Map<string, string>()
    for (const [depth, level] of [...levels].reverse().entries()) {
      const given = fields.columns.get(level.field) ?? null
      const sql: string | null = fillLevel(given, below, parents)
      layers[depth]?.push([`o_${level.field}`, sql ?? ABSENT.member])
      below = sql === null ? null : `o_${level.field}`
      parents = level.parents
    }
  }
  return layers
}
