import type { Piece } from './names.ts'

/** What one side of a row adds up to. */
export interface Tally {
  /** What is not there is 0. */
  counts: Partial<Record<Piece, number>>
  /** Median from receipt to closing; null where nothing is closed. */
  seconds: number | null
}

/** A row of the answer before its measures are computed. */
export interface SumRow {
  keys: readonly string[]
  /** The start of the row's period as the engine writes it, a number of a cyclic grain, null without one. */
  bucket: string | number | null
  now: Tally
  before: Tally
}

export const countOf = ({ counts }: Tally, piece: Piece): number => counts[piece] ?? 0
