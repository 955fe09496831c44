import type { City } from '../model/city.ts'
import { DIMENSIONS, type DimensionId, UNKNOWN } from '../model/dimensions.ts'
import type { Labels } from '../model/labels.ts'
import { MEMBER_NAMES } from '../model/member-names.ts'
import { packMembers } from './reform.ts'

/** What a category of the pack says of its complaints, for the dimensions that follow from it. */
function derivedCodes(city: City, dimension: DimensionId): string[] | null {
  switch (dimension) {
    case 'sector':
      return city.categories.flatMap(({ sector }) => sector ?? [])
    case 'deadline':
      return city.categories.flatMap(({ deadline }) => deadline ?? [])
    case 'lifeArea':
      return city.categories.flatMap(({ lifeAreas }) => lifeAreas)
    case 'goodLife':
      return city.categories.flatMap(({ goodLife }) => goodLife)
    default:
      return null
  }
}

/** Members that every city has (DESIGN 5.3). */
const FIXED: Partial<Record<DimensionId, string[]>> = {
  handling: ['direct', 'dispatched'],
  requester: ['individual', 'enterprise'],
}

/** The members that the pack names for a dimension, `unknown` not among them. */
function namedCodes(city: City, dimension: DimensionId): string[] {
  if (dimension === 'issue') return city.issues.map(({ id }) => id)
  const codes =
    FIXED[dimension] ??
    derivedCodes(city, dimension) ??
    packMembers(city, dimension).map((m) => m.code)
  return [...new Set(codes)]
}

/** All members that there can be, `unknown` among them, where the list is closed; null: an open one. */
export function knownCodes(city: City, dimension: DimensionId): ReadonlySet<string> | null {
  const { list } = DIMENSIONS[dimension]
  const derived = derivedCodes(city, dimension) !== null
  const closed =
    dimension === 'issue' ||
    dimension in FIXED ||
    (list !== null && city.lists[list] === 'closed') ||
    (derived && city.lists.categories === 'closed')
  return closed ? new Set([...namedCodes(city, dimension), UNKNOWN]) : null
}

/** A member with its names and the code above it. */
export interface NamedMember {
  code: string
  names: Labels
  parent: string | null
  /** The code that has taken over from it. */
  successor: string | null
}

/** The members that the pack names, in its order, each code once. */
export function memberTree(city: City, dimension: DimensionId): NamedMember[] {
  const issues = city.issues.map(({ id, names }) => ({
    code: id,
    names,
    parent: null,
    successor: null,
  }))
  const packed = packMembers(city, dimension).map(({ code, names, parent, successor }) => ({
    code,
    names,
    parent,
    successor,
  }))
  const derived = (FIXED[dimension] ?? derivedCodes(city, dimension) ?? []).map((code) => ({
    code,
    names: MEMBER_NAMES[code] ?? { en: code, zh: code },
    parent: null,
    successor: null,
  }))
  const listed = dimension === 'issue' ? issues : [...packed, ...derived]
  return [...new Map(listed.map((one) => [one.code, one])).values()]
}
