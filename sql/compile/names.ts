import { DIMENSIONS, type DimensionId } from '../model/dimensions.ts'
import { MEASURES } from '../model/measures.ts'
import { type Addend, FLOWS, type FlowId, LIVE_PARTS, PARTS, type PartId } from '../model/parts.ts'
import { known, type Sql } from './sql.ts'

/** What a leg contributes to the sums: additive counts, and for `backlog` the cases that came and went. */
export type Piece = Addend | FlowId

const PIECES: readonly Piece[] = [
  ...(Object.keys(PARTS) as PartId[]),
  ...LIVE_PARTS,
  ...(Object.keys(FLOWS) as FlowId[]),
]
const SIDES = ['now', 'before'] as const
export type SideName = (typeof SIDES)[number]

const PIECE_NAMES = PIECES.map((piece) => `p_${piece}` as const)
const SUM_NAMES = PIECES.flatMap((piece) => SIDES.map((side) => `${piece}_${side}` as const))
const KEY_NAMES = Object.keys(DIMENSIONS).map((_, i) => `key${i + 1}`)
const CONDITIONS = Object.values(PARTS)
const COLUMNS = Object.values(DIMENSIONS).flatMap(({ column }) => (column === null ? [] : [column]))

/** A piece's column in the legs. */
export const pieceName = (piece: Piece): Sql => known(PIECE_NAMES, `p_${piece}`)

/** A piece's sum for the row's period (`now`) or for what it is compared with (`before`). */
export const sumName = (piece: Piece, side: SideName): Sql => known(SUM_NAMES, `${piece}_${side}`)

/** The column of the i-th `by` dimension, from 0. */
export const keyName = (i: number): Sql => known(KEY_NAMES, `key${i + 1}`)

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

const MEASURE_SUFFIXES = ['', '.n', '.mature', '.compare', '.compare.n'] as const
const ANSWER_NAMES = [
  ...Object.keys(DIMENSIONS),
  'period',
  ...Object.keys(MEASURES).flatMap((id) => MEASURE_SUFFIXES.map((suffix) => `${id}${suffix}`)),
].map((id) => `\`${id}\``)

/** A column of the answer as an identifier. */
export const answerName = (id: string): Sql => known(ANSWER_NAMES, `\`${id}\``)
