import type { Warehouse } from '../sql/node/warehouse.ts'
import type { CityPack } from './cities/pack.ts'
import type { RequesterKey } from './requester-key.ts'

/** Where a load can be, in order. Whoever dies at one of them has changed nothing before `committed`. */
export const COMMIT_POINTS = [
  'begun',
  'staged',
  'compared',
  'written',
  'aggregated',
  'committed',
  'swept',
] as const
export type CommitPoint = (typeof COMMIT_POINTS)[number]

export interface LoadProgress {
  phase: 'reading' | 'staging' | 'loading'
  /** Rows so far and in all, where they are known. */
  rows: number
  ofRows: number | null
  /** Share done of the phase, 0 to 1. */
  share: number
}

/** A file that is staged: what a load that follows it closely needs to know. */
export interface Staged {
  /** The data version that it makes if nothing goes wrong. */
  version: number
  sha256: string
}

/** A load that goes first and has staged its file. */
interface Ahead extends Staged {
  /** Settles when it is over. */
  done: Promise<unknown>
}

export interface LoadContext {
  warehouse: Warehouse
  /** WEISU_DATA. */
  data: string
  pack: CityPack
  requesterKey: RequesterKey
  /** The moment of the load: decides which months are open, and bounds a span without an end. */
  now: Date
  signal?: AbortSignal | undefined
  onProgress?: ((progress: LoadProgress) => void) | undefined
  /** Told when the file is staged, unless the load is over before. */
  onStaged?: ((staged: Staged) => void) | undefined
  /** The load reads its file while this one is under way, and compares when it is over. */
  ahead?: Ahead | undefined
  /** Further files follow: of an empty city the derived tables are filled once, after the last (etl/fill.ts). */
  moreFollow?: boolean | undefined
  /** From so many complaints a month on, open months are sliced by day (etl/local-days.ts). */
  manyAMonth?: number | undefined
  /** From so many complaints that few others would have written anew on, these go beside them (etl/steps/overlay.ts). */
  overlayFrom?: number | undefined
  /** Told at each commit point; a load waits for it. */
  onPoint?: ((point: CommitPoint) => void | Promise<void>) | undefined
}
