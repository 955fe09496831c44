import { planFaults } from './faults.ts'
import type { Simulation } from './open-simulation.ts'
import type { HistoryFile } from './windows.ts'
import { type Written, writeWindow } from './write-window.ts'

/** What is to be written of one file of a history. */
export interface HistoryTask {
  index: number
  file: HistoryFile
  path: string
  /** Every record must have all columns, as in Parquet. */
  tabular: boolean
  faulty: boolean
}

export interface HistoryDone {
  index: number
  written: Written
}

/** Rows to be expected: what is received, and about as much again of a fifth that is updated. */
const UPDATES = 1.2
/** Days' worth of complaints that are passed on and have nothing new to tell, about. */
const QUIET = 14
const DAY = 86_400

/** Writes one file of a history, with faults where it is to have any. */
export function writeHistoryFile(
  simulation: Simulation,
  { index, file, path, tabular, faulty }: HistoryTask,
): HistoryDone {
  const { plan, seed } = simulation.world
  const rows = ((file.until - file.after) / DAY) * plan.perDay * UPDATES
  const faults = faulty
    ? planFaults(seed, file.until, { rows, quiet: QUIET * plan.perDay, tabular })
    : null
  return { index, written: writeWindow(simulation, file, path, faults) }
}
