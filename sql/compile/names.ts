import { DIMENSIONS, type DimensionId } from '../model/dimensions.ts'
import { type Addend, FLOWS, type FlowId, LIVE_PARTS, PARTS, type PartId } from '../model/parts.ts'
import { known, type Sql } from './sql.ts'

/** What a leg contributes to the sums: additive counts, and for `backlog` the cases that came and went. */
export type Piece = Addend | FlowId

const PIECES: readonly Piece[] = [
  ...(Object.keys(PARTS) as PartId[]),
  ...LIVE_PARTS,
  ...(Object.keys(FLOWS) as FlowId[]),
]
/** The row's own period, or what it is compared with. */
export type SideName = 'now' | 'before'

const CONDITIONS = Object.values(PARTS)
const COLUMNS = Object.values(DIMENSIONS).flatMap(({ column }) => (column === null ? [] : [column]))

/** A part's condition over a row of `complaints`. */
export const partCondition = (part: PartId): Sql => known(CONDITIONS, PARTS[part])

/** The column of a part or a flow in a cube. */
export const cubeColumn = (piece: PartId | FlowId): Sql => known(PIECES, piece)

export const isPart = (addend: Addend): addend is PartId => Object.hasOwn(PARTS, addend)

/** The column of a dimension that has one. */
export function columnOf(dimension: DimensionId): Sql {
  const { column } = DIMENSIONS[dimension]
  if (column === null) throw new TypeError(`${dimension} has no column.`)
  return known(COLUMNS, column)
}
