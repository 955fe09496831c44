import type { Answer, Row } from '../../../sql/model/answer.ts'
import type { DimensionId } from '../../../sql/model/dimensions.ts'
import type { MeasureId } from '../../../sql/model/measures.ts'
import type { Question } from '../../../sql/model/question.ts'
import { type Cell, readCell } from '../cell.ts'
import type { Axes } from './questions.ts'

/** A row or a column, with its own total. */
export interface MatrixMember extends Cell {
  code: string
  row: Row
}

export interface MatrixCell extends Cell {
  key: string
  /** Codes of its row and its column. */
  at: { row: string; column: string }
  /** What its row and its column let expect, were they independent; null unless it is counted. */
  expected: number | null
  /** How many standard deviations of a count lie between the two. */
  deviation: number | null
  row: Row | null
}

export interface MatrixSeries {
  measure: MeasureId
  axes: Axes
  rows: MatrixMember[]
  columns: MatrixMember[]
  cells: MatrixCell[]
  /** Do the cells add up, so that it can be said what was to be expected? */
  counted: boolean
  mature: boolean
}

export interface MatrixAnswers {
  rows: Answer
  columns: Answer
  total: Answer
  cells: Answer
}

const COUNTED: readonly MeasureId[] = ['complaints', 'openComplaints', 'overdueComplaints']

const readMembers = (answer: Answer, dimension: DimensionId, measure: MeasureId): MatrixMember[] =>
  answer.rows.map((row) => ({ code: String(row[dimension]), row, ...readCell(row, measure) }))

const keyOf = (row: string, column: string): string => JSON.stringify([row, column])

/**
 * The cells of a category × area matrix with its totals, rows and columns by volume. Where the answer
 * leaves a cell out, a count is 0 and everything else missing.
 */
export function readMatrix(answers: MatrixAnswers, question: Question): MatrixSeries | null {
  const measure = question.measures[0]
  const [row, column] = question.by ?? []
  if (!measure || !row || !column) return null
  const rows = readMembers(answers.rows, row, measure)
  const columns = readMembers(answers.columns, column, measure)
  const total = readCell(answers.total.rows[0], measure).value
  const counted = COUNTED.includes(measure)
  const found = new Map(
    answers.cells.rows.map((one) => [keyOf(String(one[row]), String(one[column])), one]),
  )
  const cells = rows.flatMap((above) =>
    columns.map((beside): MatrixCell => {
      const key = keyOf(above.code, beside.code)
      const told = found.get(key) ?? null
      const cell = readCell(told ?? undefined, measure)
      const expected = counted ? expectedOf(above.value, beside.value, total) : null
      return {
        ...cell,
        key,
        at: { row: above.code, column: beside.code },
        expected,
        deviation: deviationOf(cell.value, expected),
        row: told,
      }
    }),
  )
  return {
    measure,
    axes: { row, column },
    rows,
    columns,
    cells,
    counted,
    mature: cells.every(({ mature }) => mature),
  }
}

function expectedOf(
  ofRow: number | null,
  ofColumn: number | null,
  total: number | null,
): number | null {
  if (ofRow === null || ofColumn === null || !total) return null
  return (ofRow * ofColumn) / total
}

/** The Pearson residual of a count: (observed - expected) / sqrt(expected). */
function deviationOf(observed: number | null, expected: number | null): number | null {
  if (observed === null || !expected) return null
  return (observed - expected) / Math.sqrt(expected)
}
