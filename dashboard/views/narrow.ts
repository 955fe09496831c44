import type { DimensionId } from '../../sql/model/dimensions.ts'
import type { Clause } from '../../sql/model/question.ts'

/** The filters with the members of one dimension put in place of what was chosen there before. */
export function narrow(
  where: readonly Clause[],
  dimension: DimensionId,
  members: string[],
): Clause[] {
  return [...where.filter((clause) => clause.dimension !== dimension), { dimension, in: members }]
}

/** The one chosen member of a dimension; null where none or several are chosen. */
export function onlyMember(where: readonly Clause[], dimension: DimensionId): string | null {
  const members = where.find((clause) => clause.dimension === dimension)?.in ?? []
  return members.length === 1 ? (members[0] ?? null) : null
}
