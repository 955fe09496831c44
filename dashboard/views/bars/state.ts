import type { Answer, Row } from '../../../sql/model/answer.ts'
import type { DimensionId } from '../../../sql/model/dimensions.ts'
import type { MeasureId } from '../../../sql/model/measures.ts'
import type { Question } from '../../../sql/model/question.ts'
import { FORMATS } from '../../state/model.ts'
import type { Range } from '../../state/period.ts'
import type { View } from '../../state/view.ts'
import { type Cell, readCell } from '../cell.ts'

/** What the bars can be told apart by. */

const MOST = 12
const FEW_OF = 30
const FEW = 10

export interface Bar extends Cell {
  code: string
  row: Row
  /** The same days a year before; null where they are not known. */
  lastYear: number | null
  /** Too few cases for its value to say much. */
  small: boolean
  /** Too few cases before for the change to say much. */
  smallBefore: boolean
}

export interface BarSeries {
  measure: MeasureId
  dimension: DimensionId
  bars: Bar[]
}

/** Shares, medians and scores of few cases are extreme by chance: the members with most cases are ranked. */
export const isByVolume = (measure: MeasureId): boolean =>
  !(FORMATS[measure] === 'count' || FORMATS[measure] === 'perThousand')

/** The twelve members with most, or of measures that do not count cases, with most complaints. */
export function barsQuestion(
  { city, measure, where }: Pick<View, 'city' | 'measure' | 'where'>,
  { from, to }: Range,
  dimension: DimensionId,
  compare: Question['compare'],
): Question {
  const byVolume = isByVolume(measure)
  return {
    city,
    measures: byVolume ? [measure, 'complaints'] : [measure],
    by: [dimension],
    from,
    to,
    where,
    compare,
    orderBy: byVolume ? '-complaints' : `-${measure}`,
    limit: MOST,
  }
}

/**
 * The bars of an answer, those that need attention first: the highest, or the lowest where more is
 * better. What is missing comes last.
 * @param lastYear the answer to the same question compared with the year before, once it is there
 */
export function readBars(
  answer: Answer,
  question: Question,
  lastYear: Answer | null,
  polarity: 1 | -1 | 0,
): BarSeries | null {
  const measure = question.measures[0]
  const dimension = question.by?.[0]
  if (!measure || !dimension) return null
  const before = new Map(
    lastYear?.rows.map((row) => [row[dimension], readCell(row, measure).compare]),
  )
  const known = [...before.values()].some((value) => value !== null && value !== 0)
  const bars = answer.rows.map((row): Bar => {
    const cell = readCell(row, measure)
    const of = cell.n ?? (isByVolume(measure) ? readCell(row, 'complaints').value : null)
    return {
      ...cell,
      code: String(row[dimension]),
      row,
      lastYear: known ? (before.get(row[dimension] ?? null) ?? null) : null,
      small: of !== null && of < FEW_OF,
      smallBefore: (cell.compareN ?? cell.compare ?? 0) < (cell.compareN === null ? FEW : FEW_OF),
    }
  })
  const sign = polarity > 0 ? 1 : -1
  return {
    measure,
    dimension,
    bars: bars.toSorted((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null)
      return sign * (a.value - b.value)
    }),
  }
}
