import { rename, rm } from 'node:fs/promises'
import { localSeconds } from './clock.ts'
import { openSimulation } from './open-simulation.ts'
import type { SimulationPlan } from './simulation.ts'
import { writeWindow } from './write-window.ts'

/**
 * Writes one extract: every complaint that had an event (received, dispatched, responded, closed,
 * rated, returned) in (after, until], in its state at `until`. It has no faults but those that stick
 * to a complaint. The file is there only when it is complete.
 * @param out the file's path; the mapping takes the extract's time from its name
 */
export async function writeExtract(
  plan: SimulationPlan,
  after: Date,
  until: Date,
  out: string,
): Promise<{ path: string; rows: number }> {
  const simulation = openSimulation(plan)
  const { offset } = simulation.world
  const window = { after: localSeconds(after, offset), until: localSeconds(until, offset) }
  const part = `${out}.part`
  try {
    const { rows } = writeWindow(simulation, window, part, null)
    await rename(part, out)
    return { path: out, rows }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
