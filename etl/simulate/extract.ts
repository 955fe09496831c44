import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { localSeconds, stampText } from './clock.ts'
import { openSimulation } from './open-simulation.ts'
import type { SimulationPlan } from './simulation.ts'
import { writeWindow } from './write-window.ts'

/** The name of an extract without its ending. @param until local seconds up to which it tells */
export const extractName = (until: number) => `hotline-${stampText(until)}`

/**
 * Writes one extract: every complaint that had an event (received, dispatched, responded, closed,
 * rated, returned) in (after, until], in its state at `until`. It has no faults but those that stick
 * to a complaint. The file appears when it is complete.
 * @param out the folder; the file is named by `until`
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
  await mkdir(out, { recursive: true })
  const path = join(out, `${extractName(window.until)}.csv`)
  const part = `${path}.part`
  try {
    const { rows } = writeWindow(simulation, window, part, null)
    await rename(part, path)
    return { path, rows }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
