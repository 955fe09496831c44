import { comparedSpan, currentSpan, type Span } from '../../../sql/compile/window.ts'
import type { City } from '../../../sql/model/city.ts'
import { type MeasureId, measureOf } from '../../../sql/model/measures.ts'
import type { Basis, Question } from '../../../sql/model/question.ts'

/** What must be read to answer a Question: counts by members and period, of one or two windows. */
export interface Shape {
  question: Question
  city: City
  basis: Basis
  /** Names of the additive counts (sql/model/parts). */
  counts: string[]
  median: boolean
  /** The level of `closed_sample` from which on its rows are read; null: all. */
  level: number | null
  /** The Question's own window, and the one that it is compared with. */
  windows: Span[]
  through: number
}

/** The additive counts of which a measure is made; null where there is more to it. */
function countsOf(id: MeasureId): string[] | null {
  const { formula } = measureOf(id)
  switch (formula.kind) {
    case 'count':
      return formula.told === null ? [formula.of] : [formula.of, formula.told]
    case 'ratio':
      return [formula.numerator, ...formula.denominator]
    case 'perResidents':
      return []
    case 'median':
      return ['closed_timed']
    default:
      return null
  }
}

/**
 * The smallest sufficient read of a Question; null for the measures that are no sums of one window
 * (backlog, score) and for series compared with the period before, which nobody here asks for.
 * @param through the cut-off, ms
 */
export function shapeOf(question: Question, city: City, through: number): Shape | null {
  const counts = new Set(['complaints'])
  for (const id of question.measures) {
    const found = countsOf(id)
    if (found === null) return null
    for (const count of found) counts.add(count)
  }
  const { compare, grain, basis = 'received' } = question
  if (compare !== undefined && grain !== undefined && compare !== 'lastYear') return null
  const windows: Span[] = [currentSpan(question, city.timeZone)]
  if (compare !== undefined) windows.push(comparedSpan(question, city.timeZone, through))
  return {
    question,
    city,
    basis,
    counts: [...counts],
    median: question.measures.includes('hoursToClose'),
    level: null,
    windows,
    through,
  }
}
