import type { BoundaryLevel } from '../../../sql/model/boundaries.ts'
import type { MeasureId } from '../../../sql/model/measures.ts'
import type { Clause, Question } from '../../../sql/model/question.ts'
import type { Range } from '../../state/period.ts'
import { MAP_MODES, type MapMode, type View } from '../../state/view-url.ts'
import { narrow, onlyMember } from '../narrow.ts'

/** What the map shows: all districts, or the subdistricts of one. */
export interface Place {
  level: BoundaryLevel
  district: string | null
}

const AREAS = ['district', 'subdistrict'] as const

export const membersIn = (where: readonly Clause[], level: BoundaryLevel): string[] =>
  where.find(({ dimension }) => dimension === level)?.in ?? []

/** The subdistricts of the one chosen district, or of the one that holds all chosen subdistricts. */
export function placeOf(
  where: readonly Clause[],
  parentOf: (subdistrict: string) => string | null,
): Place {
  const chosen = onlyMember(where, 'district')
  if (chosen === 'unknown') return { level: 'district', district: null }
  if (chosen !== null) return { level: 'subdistrict', district: chosen }
  const parents = new Set(membersIn(where, 'subdistrict').map(parentOf))
  const [parent] = parents
  return parents.size === 1 && parent
    ? { level: 'subdistrict', district: parent }
    : { level: 'district', district: null }
}

/** The measure that a mode shows. */
const measureFor = (mode: MapMode, measure: MeasureId): MeasureId =>
  mode === 'perThousand' && measure === 'complaints' ? 'perThousandResidents' : measure

/** The ways in which a measure can be shown. */
export const modesOf = (measure: MeasureId): readonly MapMode[] =>
  measure === 'complaints' ? MAP_MODES : MAP_MODES.filter((mode) => mode !== 'perThousand')

/** The view's filters, but for its areas: the map shows what lies beside the chosen ones, too. */
function whereOf(where: readonly Clause[], { district }: Place): Clause[] {
  const others = where.filter(({ dimension }) => !AREAS.some((area) => area === dimension))
  return district === null ? others : narrow(others, 'district', [district])
}

/** The measure by area, and the complaints, so that those without a place on the map are counted. */
export function mapQuestion(
  { city, measure, where }: Pick<View, 'city' | 'measure' | 'where'>,
  { from, to }: Range,
  place: Place,
  mode: MapMode,
): Question {
  const shown = measureFor(mode, measure)
  return {
    city,
    measures: shown === 'complaints' ? [shown] : [shown, 'complaints'],
    by: [place.level],
    from,
    to,
    where: whereOf(where, place),
    compare: 'previous',
  }
}
