import type { Complaint } from './complaint.ts'
import { BROKEN, type Broken } from './csv-row.ts'
import { keyOf, unitOf } from './random.ts'
import { FAULT_KINDS, type FaultKind } from './truth.ts'

/** Share of rows that each fault befalls in a faulty file; in small files more, so that each shows. */
const SHARES = {
  duplicate: 0.004,
  outOfOrder: 0.003,
  missingId: 0.00025,
  unreadableDate: 0.00025,
  outsideSpan: 0.00025,
  wrongFieldCount: 0.00025,
} as const
const STALE = 0.002
const IN_A_FILE = 6

/**
 * Whether a file of a history is faulty. Faults come of incidents, which befall few files: the second
 * and every fourth after it, or the only one.
 * @param index from 0
 */
export const isFaulty = (index: number, files: number): boolean => files === 1 || index % 4 === 1

/** What befalls one row of a file. */
export type RowFault = keyof typeof SHARES | null

/** Decides about the faults of one file. */
export interface FaultPlan {
  ofRow(c: Complaint): RowFault
  /** Whether an earlier state of a complaint that the file need not tell about comes in it all the same. */
  isStale(c: Complaint): boolean
}

/**
 * Plans the faults of the file that tells up to `until`.
 * @param rows how many it will have, about
 * @param quiet complaints that it need not tell about, of which stale states may come
 * @param tabular whether every record must have all columns
 */
export function planFaults(
  seed: number,
  until: number,
  { rows, quiet, tabular }: { rows: number; quiet: number; tabular: boolean },
): FaultPlan {
  const file = keyOf(seed, until, 89)
  const least = IN_A_FILE / Math.max(rows, 1)
  const limits: [RowFault, number][] = []
  let limit = 0
  for (const [kind, share] of Object.entries(SHARES) as [keyof typeof SHARES, number][]) {
    if (tabular && kind === 'wrongFieldCount') continue
    limit += Math.max(share, least)
    limits.push([kind, limit])
  }
  const stale = Math.max(STALE * rows, IN_A_FILE) / Math.max(quiet, 1)
  const luck = (c: Complaint, salt: number) => unitOf(keyOf(file, c.day, c.cell, c.nth ^ salt))
  return {
    ofRow(c) {
      const u = luck(c, 0)
      if (u >= limit) return null
      return limits.find(([, most]) => u < most)?.[0] ?? null
    },
    isStale: (c) => luck(c, 1 << 20) < stale,
  }
}

export const isBroken = (fault: RowFault): fault is Broken => BROKEN.some((kind) => kind === fault)

/** Faults of a file: how many of each kind, and the first few that they befell. */
export type FaultCounts = Record<FaultKind, { count: number; ids: string[] }>

export const noFaults = (): FaultCounts =>
  Object.fromEntries(
    FAULT_KINDS.map((kind) => [kind, { count: 0, ids: [] as string[] }]),
  ) as unknown as FaultCounts
