import type { FieldId } from '../../cities/mapping.ts'
import { ABSENT } from './absent.ts'
import type { Fields } from './fields.ts'
import type { Definition } from './layers.ts'
import { textArray } from './parameters.ts'

/** Collects the texts of bad fields. The map is built for rows that have one, and for no others. */
export function noteBad(bad: Map<FieldId, string>, fields: Fields): Definition[][] {
  const noted = [...bad].map(([field, condition]) => ({ field, flag: `b_${field}`, condition }))
  if (noted.length === 0) return [[['o_raw', ABSENT.raw]]]
  const flags = `[${noted.map((n) => n.flag).join(', ')}]`
  const names = textArray(noted.map((n) => n.field))
  const values = `[${noted.map((n) => `toString(${fields.texts.get(n.field)})`).join(', ')}]`
  const collected = `mapFromArrays(arrayFilter((x, b) -> b, ${names}, ${flags}), arrayFilter((x, b) -> b, ${values}, ${flags}))`
  return [
    noted.map((n): Definition => [n.flag, `toBool(${n.condition})`]),
    [['b', noted.map((n) => n.flag).join(' OR ')]],
    [['o_raw', `if(b, CAST(${collected}, 'Map(String, String)'), ${ABSENT.raw})`]],
  ]
}
