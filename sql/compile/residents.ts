import type { Area, City } from '../model/city.ts'
import type { DimensionId } from '../model/dimensions.ts'
import type { Clause } from '../model/question.ts'
import type { SumRow } from './sum-row.ts'

const DEEPEST_FIRST = ['community', 'subdistrict', 'district'] as const

/** Residents by code, of the version of each area that holds on a local day, else of its latest. */
function residentsOn(city: City, level: Area['level'], day: string): Map<string, number> {
  const found = new Map<string, Area>()
  const holds = (area: Area): boolean =>
    (area.from === null || area.from <= day) && (area.to === null || area.to > day)
  for (const area of city.areas) {
    if (area.level !== level) continue
    const before = found.get(area.code)
    const better =
      before === undefined ||
      (holds(area) && !holds(before)) ||
      (holds(area) === holds(before) && (area.from ?? '') > (before.from ?? ''))
    if (better) found.set(area.code, area)
  }
  return new Map(
    [...found].flatMap(([code, { residents }]) => (residents ? [[code, residents]] : [])),
  )
}

/** The members that all clauses over the dimension let through; null where there is no such clause. */
function filtered(clauses: readonly Clause[], dimension: DimensionId): string[] | null {
  const [first, ...rest] = clauses.filter((clause) => clause.dimension === dimension)
  if (first === undefined) return null
  return [...new Set(first.in)].filter((code) => rest.every((clause) => clause.in.includes(code)))
}

/**
 * Residents of the row's area, else of the filtered areas, else of the city; 0 where they are not
 * known. The deepest area dimension counts; of filtered areas all must be known.
 * @param day the local day whose versions of the areas count
 */
export function residentsOf(
  city: City,
  by: readonly DimensionId[],
  clauses: readonly Clause[],
  day: string,
): (row: SumRow) => number {
  for (const level of DEEPEST_FIRST) {
    const place = by.indexOf(level)
    if (place < 0) continue
    const residents = residentsOn(city, level, day)
    return ({ keys }) => residents.get(keys[place] ?? '') ?? 0
  }
  for (const level of DEEPEST_FIRST) {
    const codes = filtered(clauses, level)
    if (codes === null) continue
    const residents = residentsOn(city, level, day)
    const counts = codes.map((code) => residents.get(code) ?? 0)
    const sum = counts.includes(0) ? 0 : counts.reduce((a, b) => a + b, 0)
    return () => sum
  }
  return () => city.residents ?? 0
}
