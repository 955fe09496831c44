import type { Answer } from '../../../sql/model/answer.ts'
import type { DimensionId } from '../../../sql/model/dimensions.ts'
import type { Clause, Question } from '../../../sql/model/question.ts'
import type { Range } from '../../state/period.ts'
import type { View } from '../../state/view.ts'
import { narrow, onlyMember } from '../narrow.ts'

export interface Axes {
  row: DimensionId
  column: DimensionId
}

const MOST_ROWS = 18
const MOST_COLUMNS = 20

type Choice = Pick<View, 'city' | 'measure' | 'where'>

/** Categories by districts; within a chosen member, one level further down. */
export function axesOf(where: readonly Clause[]): Axes {
  const among = (dimension: DimensionId) => where.some((clause) => clause.dimension === dimension)
  const category =
    onlyMember(where, 'category2') !== null
      ? 'category3'
      : onlyMember(where, 'category1') !== null || among('category2')
        ? 'category2'
        : 'category1'
  const area =
    onlyMember(where, 'district') !== null || among('subdistrict') ? 'subdistrict' : 'district'
  return { row: category, column: area }
}

/** The totals of rows, of columns and of everything: asked for, since rates do not add up. */
export function marginQuestions(
  { city, measure, where }: Choice,
  { from, to }: Range,
): { rows: Question; columns: Question; total: Question } {
  const { row, column } = axesOf(where)
  const measures: Question['measures'] =
    measure === 'complaints' ? [measure] : [measure, 'complaints']
  const shared: Question = { city, measures, from, to, where: [...where], compare: 'previous' }
  const ranked = { orderBy: '-complaints' }
  return {
    rows: { ...shared, by: [row], ...ranked, limit: MOST_ROWS },
    columns: { ...shared, by: [column], ...ranked, limit: MOST_COLUMNS },
    total: shared,
  }
}

const membersOf = ({ rows }: Answer, dimension: DimensionId): string[] =>
  rows.map((row) => String(row[dimension]))

/** The cells of the rows and columns that the margins found. */
export function cellsQuestion(
  { city, measure, where }: Choice,
  { from, to }: Range,
  margins: { rows: Answer; columns: Answer },
): Question | null {
  const { row, column } = axesOf(where)
  const rows = membersOf(margins.rows, row)
  const columns = membersOf(margins.columns, column)
  if (rows.length === 0 || columns.length === 0) return null
  const ofRows = rows.length < MOST_ROWS ? [...where] : narrow(where, row, rows)
  return {
    city,
    measures: [measure],
    by: [row, column],
    from,
    to,
    where: columns.length < MOST_COLUMNS ? ofRows : narrow(ofRows, column, columns),
    compare: 'previous',
  }
}
