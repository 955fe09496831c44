import type { City, ListName } from '../../sql/model/city.ts'
import type { FieldId } from './mapping.ts'

const LISTS: Partial<Record<FieldId, ListName>> = {
  channel: 'channels',
  kind: 'kinds',
  department: 'departments',
  cooperating: 'departments',
  enterprise: 'enterprises',
  district: 'areas',
  subdistrict: 'areas',
  community: 'areas',
  category1: 'categories',
  category2: 'categories',
  category3: 'categories',
}

/** The members that a field of fixed meaning can have. */
const FIXED: Partial<Record<FieldId, readonly string[]>> = {
  handling: ['direct', 'dispatched'],
  requester: ['individual', 'enterprise'],
}

function listCodes(city: Pick<City, ListName>, field: FieldId, list: ListName): string[] {
  if (list === 'areas') return city.areas.filter((a) => a.level === field).map((a) => a.code)
  if (list === 'categories') {
    return city.categories.filter((c) => `category${c.level}` === field).map((c) => c.code)
  }
  return city[list].map((member) => member.code)
}

/**
 * The members that a field may have, where they are known beforehand: those of a closed list, on the
 * levels that the pack lists at all. Null where any member may come.
 */
export function listAllowed(
  city: Pick<City, ListName | 'lists'>,
  deadlines: readonly string[],
  field: FieldId,
): readonly string[] | null {
  const fixed = FIXED[field]
  if (fixed) return fixed
  if (field === 'deadline') return deadlines.length > 0 ? deadlines : null
  const list = LISTS[field]
  if (!list || city.lists[list] === 'open') return null
  const codes = listCodes(city, field, list)
  return codes.length > 0 ? codes : null
}
