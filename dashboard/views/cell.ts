import type { Row, Value } from '../../sql/model/answer.ts'
import type { MeasureId } from '../../sql/model/measures.ts'

/** What one row of an answer says of a measure. */
export interface Cell {
  value: number | null
  /** The denominator; null where the measure has none. */
  n: number | null
  /** Have its cases had their time to settle? */
  mature: boolean
  compare: number | null
  compareN: number | null
}

/** Counts of which a row that an answer leaves out says that there are none. */
const COUNTED: readonly MeasureId[] = [
  'complaints',
  'openComplaints',
  'overdueComplaints',
  'perThousandResidents',
]

const numberOf = (value: Value | undefined): number | null =>
  typeof value === 'number' ? value : null

/**
 * Reads a measure from a row. Answers leave out what has no complaints: for `undefined`, counts are
 * 0 and everything else is missing.
 */
export function readCell(row: Row | undefined, measure: MeasureId): Cell {
  if (!row) {
    const none = COUNTED.includes(measure) ? 0 : null
    return { value: none, n: null, mature: true, compare: none, compareN: null }
  }
  return {
    value: numberOf(row[measure]),
    n: numberOf(row[`${measure}.n`]),
    mature: row[`${measure}.mature`] !== false,
    compare: numberOf(row[`${measure}.compare`]),
    compareN: numberOf(row[`${measure}.compare.n`]),
  }
}

/** A row that says the same, where the answer leaves it out. */
export const rowOf = ({ value, compare }: Cell, measure: MeasureId): Row => ({
  [measure]: value,
  [`${measure}.compare`]: compare,
})
