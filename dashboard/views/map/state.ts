import type { Answer, Row } from '../../../sql/model/answer.ts'
import type { BoundaryLevel } from '../../../sql/model/boundaries.ts'
import type { MeasureId } from '../../../sql/model/measures.ts'
import type { Question } from '../../../sql/model/question.ts'
import { changeOf } from '../../i18n/format-measure.ts'
import { FORMATS } from '../../state/model.ts'
import { type Cell, readCell, rowOf } from '../cell.ts'
import { type Place, placeOf } from './place.ts'

const FEW = 10
/** Shares of fewer cases than these say little. */
export const FEW_OF = 30

export interface MapArea extends Cell {
  code: string
  row: Row
  /** As `changeOf` says it; null where it cannot be said. */
  change: number | null
  /** Too few cases in the period before for the change to say much. */
  fewBefore: boolean
}

export interface MapSeries {
  measure: MeasureId
  place: Place
  /** The areas on the map, the highest first, those without a value last. */
  areas: MapArea[]
  /** Complaints whose area is unknown, or not on the map. */
  unplaced: number
  /** All complaints, those on the map and the others. */
  complaints: number
}

const isLevel = (dimension: string): dimension is BoundaryLevel =>
  dimension === 'district' || dimension === 'subdistrict'

function readArea(code: string, row: Row | undefined, measure: MeasureId): MapArea {
  const cell = readCell(row, measure)
  const counted = FORMATS[measure] === 'count' ? cell : readCell(row, 'complaints')
  const base = cell.compareN ?? counted.compare ?? 0
  return {
    ...cell,
    code,
    row: row ?? rowOf(cell, measure),
    change: changeOf(measure, cell.value, cell.compare),
    fewBefore: base < (cell.compareN === null ? FEW : FEW_OF),
  }
}

const byValue = (a: MapArea, b: MapArea): number =>
  (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY) ||
  a.code.localeCompare(b.code)

/**
 * The areas of a map from the answer by district or subdistrict.
 * @param codes the areas that have a boundary; complaints of any others are counted as unplaced
 */
export function readMap(
  answer: Answer,
  question: Question,
  codes: readonly string[],
): MapSeries | null {
  const measure = question.measures[0]
  const level = question.by?.[0]
  if (!measure || !level || !isLevel(level)) return null
  const rows = new Map(answer.rows.map((row) => [String(row[level]), row]))
  const countOf = (row: Row): number => readCell(row, 'complaints').value ?? 0
  const shown = new Set(codes)
  const hidden = answer.rows.filter((row) => !shown.has(String(row[level])))
  const district = placeOf(question.where ?? [], () => null).district
  return {
    measure,
    place: { level, district: level === 'subdistrict' ? district : null },
    areas: codes.map((code) => readArea(code, rows.get(code), measure)).toSorted(byValue),
    unplaced: hidden.reduce((sum, row) => sum + countOf(row), 0),
    complaints: answer.rows.reduce((sum, row) => sum + countOf(row), 0),
  }
}
