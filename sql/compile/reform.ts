import type { City, Member } from '../model/city.ts'
import { DIMENSIONS, type DimensionId } from '../model/dimensions.ts'
import { columnOf } from './names.ts'
import { parameter, type Sql, sql } from './sql.ts'

/** The members that the pack lists for a dimension; of areas and categories those of its level. */
export function packMembers(city: City, dimension: DimensionId): readonly Member[] {
  switch (dimension) {
    case 'district':
    case 'subdistrict':
    case 'community':
      return city.areas.filter((area) => area.level === dimension)
    case 'category1':
    case 'category2':
    case 'category3':
      return city.categories.filter((category) => `category${category.level}` === dimension)
    case 'department':
      return city.departments
    case 'enterprise':
      return city.enterprises
    case 'kind':
      return city.kinds
    case 'channel':
      return city.channels
    default:
      return []
  }
}

type Takeover = Member & { to: string; successor: string }

const takeoversOf = (city: City, dimension: DimensionId): Takeover[] =>
  DIMENSIONS[dimension].list === null
    ? []
    : packMembers(city, dimension).filter(
        (member): member is Takeover =>
          member.to !== null && member.successor !== null && member.successor !== member.code,
      )

/** The local days on which a code of one of the dimensions was replaced. */
export const reformDays = (city: City, dimensions: Iterable<DimensionId>): string[] => [
  ...new Set([...dimensions].flatMap((id) => takeoversOf(city, id).map((taken) => taken.to))),
]

/** Which code counts for each replaced one on a local day; successors of successors are followed. */
function codesOn(takeovers: Takeover[], day: string): Map<string, string> {
  const next = new Map(takeovers.filter((t) => t.to <= day).map((t) => [t.code, t.successor]))
  const follow = (code: string): string => {
    const seen = new Set([code])
    let at = code
    for (let to = next.get(at); to !== undefined && !seen.has(to); to = next.get(at)) {
      seen.add(to)
      at = to
    }
    return at
  }
  return new Map([...next.keys()].map((code) => [code, follow(code)]))
}

function translate(column: Sql, codes: Map<string, string>): Sql {
  if (codes.size === 0) return column
  const replaced = parameter('replaced', 'Array(String)', [...codes.keys()])
  const successors = parameter('successors', 'Array(String)', [...codes.values()])
  return sql`transform(${column}, ${replaced}, ${successors}, ${column})`
}

/** The rows' days: those that the window begins and ends with, and each row's own, where rows have days. */
export interface RowDays {
  first: string
  last: string
  each: Sql | null
}

/**
 * The dimension's column with every code that was replaced by the first day of the row's period
 * counted under its successor, so that a comparison over a reform compares like with like.
 */
export function reformed(city: City, dimension: DimensionId, days: RowDays): Sql {
  const column = columnOf(dimension)
  const takeovers = takeoversOf(city, dimension)
  if (takeovers.length === 0) return column
  const base = translate(column, codesOn(takeovers, days.first))
  const { each } = days
  if (each === null) return base
  const reforms = [...new Set(takeovers.map((t) => t.to))]
    .filter((day) => day > days.first && day <= days.last)
    .sort()
  return reforms.reduce(
    (before, day) =>
      sql`if(${each} >= ${parameter('reform', 'Date', day)}, ${translate(column, codesOn(takeovers, day))}, ${before})`,
    base,
  )
}
