import type { Shape } from './plant-kinds.ts'

/** Something that was planted into the simulated complaints. */
export interface Plant {
  id: string
  kind: 'outbreak' | 'spreading' | 'newKind' | 'failedWeek' | 'campaign' | 'missingHour'
  /** What it is about: codes of the pack. What is absent is not narrowed. */
  what: {
    category?: string
    area?: string
    /** Where it spreads to, in order, and the day on which it comes there. */
    areas?: { area: string; from: string }[]
    department?: string
    word?: string
    hour?: number
  }
  /** Local days [from, to). */
  from: string
  to: string
  shape: Shape
  /**
   * Greatest excess of a day, in standard deviations of the expected count of a day. Negative where a
   * campaign works, 0 where it does not and where nothing but the handling changes.
   */
  excessSd: number
  /** Complaints that a day would bring without it. */
  expectedPerDay: number
  /** Complaints planted. */
  extra: number
}

export const FAULT_KINDS = [
  'duplicate',
  'stale',
  'outOfOrder',
  'unknownCode',
  'impossibleTime',
  'wrongFieldCount',
  'missingId',
  'unreadableDate',
  'outsideSpan',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** What the ledger should say of a file, where files are loaded in order of their names. */
interface ExpectedLoad {
  file: string
  rowsRead: number
  loaded: number
  superseded: number
  duplicates: number
  rejected: number
  warnings: number
}

/** `truth.json`: what was planted. Read by tests and benchmarks alone. */
export interface Truth {
  city: string
  seed: number
  /** Local days [from, to). */
  from: string
  to: string
  /** Local time up to which the files tell. */
  until: string
  perDay: number
  plants: Plant[]
  faults: {
    /** `ids` are the first few complaints that it befell. */
    perFile: { file: string; kind: FaultKind; count: number; ids: string[] }[]
    totals: Record<FaultKind, number>
  }
  files: ExpectedLoad[]
}
