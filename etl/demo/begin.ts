import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { listPackRoots, loadPack } from '../cities/pack.ts'
import { isServable } from '../fill.ts'
import { countFresh, QUIET_MS } from '../inbox.ts'
import { writeHistory } from '../simulate/history.ts'
import type { SimulationPlan } from '../simulate/simulation.ts'
import { createBar } from './bar.ts'
import { type Demo, writeDemo } from './plan.ts'

/** The source through which the simulated hotline tells. */
const SOURCE = 'hotline'
const LOOK_MS = 500

export interface DemoContext {
  warehouse: Warehouse
  /** WEISU_DATA. */
  data: string
  signal: AbortSignal
  out: NodeJS.WriteStream
}

/** Where the simulated hotline puts its extracts. */
export const inboxOf = (data: string, demo: Demo): string => join(data, 'inbox', demo.city, SOURCE)

/** What is simulated, with the city's pack as it is now. */
export async function readPlan(data: string, demo: Demo): Promise<SimulationPlan> {
  const { city, seed, from, to, perDay } = demo
  const pack = await loadPack(city, listPackRoots(data))
  return { pack, seed, from, to, perDay, plants: true }
}

/** Rows of each extract of the history, by its order. */
export type Extracts = number[]

/** The history on its way into the inbox. */
export interface Telling {
  /** There is something to load. */
  begun: Promise<unknown>
  /** All is there. */
  told: Promise<Extracts>
}

/**
 * Writes the extracts of the demo's history into the inbox. Broken off, it can be done again: the same
 * files come out the same.
 */
export function tellHistory(context: DemoContext, demo: Demo): Telling {
  const { signal } = context
  let tell: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    tell = resolve
  })
  const told = writeExtracts(context, demo, tell)
  const begun = first.then(() => sleep(QUIET_MS, undefined, { signal }))
  return { begun: Promise.race([begun, told]), told }
}

async function writeExtracts(
  context: DemoContext,
  demo: Demo,
  onFirst: () => void,
): Promise<Extracts> {
  const { data, signal, out } = context
  const folder = inboxOf(data, demo)
  await mkdir(folder, { recursive: true })
  const bar = createBar(out, 'Simulating the hotline')
  const extracts: Extracts = []
  let rows = 0
  const truth = await writeHistory(
    await readPlan(data, demo),
    new Date(demo.historyUntil),
    folder,
    (file) => {
      onFirst()
      extracts.push(file.rows)
      rows += file.rows
      bar.show(extracts.length / file.of, rows)
    },
    signal,
  )
  await writeFile(join(data, 'demo-truth.json'), `${JSON.stringify(truth, null, 2)}\n`)
  return extracts
}

/** Watches the scheduled load until the inbox is empty of new files. */
export async function watchLoading(
  context: DemoContext,
  demo: Demo,
  extracts: Extracts,
): Promise<void> {
  const { warehouse, data, signal, out } = context
  const pack = await loadPack(demo.city, listPackRoots(data))
  const bar = createBar(out, 'Loading it')
  const total = extracts.reduce((sum, rows) => sum + rows, 0)
  // The last extracts count only when they have lain still for a while.
  await sleep(QUIET_MS + LOOK_MS, undefined, { signal })
  for (;;) {
    const left = await countFresh({ warehouse, data, pack })
    const done = extracts.slice(0, extracts.length - left).reduce((sum, rows) => sum + rows, 0)
    bar.show(done / total, done)
    if (left === 0 && isServable(await readSnapshot(warehouse, demo.city))) break
    await sleep(LOOK_MS, undefined, { signal })
  }
  await writeDemo(data, { ...demo, toldUntil: demo.historyUntil })
}
