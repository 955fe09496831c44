import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { localSeconds } from './clock.ts'
import { isFaulty } from './faults.ts'
import type { HistoryDone, HistoryTask } from './history-file.ts'
import { countWorkers, writeFiles } from './history-workers.ts'
import { openSimulation } from './open-simulation.ts'
import type { SimulationPlan } from './simulation.ts'
import { FAULT_KINDS, type Truth } from './truth.ts'
import { listHistory } from './windows.ts'

/** A file of the history that is complete. */
export interface HistoryProgress {
  path: string
  rows: number
  /** From 0, in order of time. */
  index: number
  of: number
}

export interface HistoryOptions {
  /** Worker threads: as many as there is room for, at most 2; 0 for none. */
  workers?: number
  /** Turns a complete csv file into another; gives the path of what came of it. */
  convert?: (path: string) => Promise<string>
}

function tellTruth(plan: SimulationPlan, until: Date, files: string[], done: HistoryDone[]): Truth {
  const { world, plants } = openSimulation(plan)
  const perFile = done.flatMap(({ written }, i) =>
    FAULT_KINDS.filter((kind) => written.faults[kind].count > 0).map((kind) => ({
      file: files[i]!,
      kind,
      ...written.faults[kind],
    })),
  )
  const total = (kind: string) =>
    perFile.reduce((sum, fault) => sum + (fault.kind === kind ? fault.count : 0), 0)
  return {
    city: plan.pack.city.id,
    seed: plan.seed,
    from: plan.from,
    to: plan.to,
    until: new Date(until.getTime() + world.offset * 1000).toISOString().slice(0, 19),
    perDay: plan.perDay,
    plants: plants.list,
    faults: {
      perFile,
      totals: Object.fromEntries(
        FAULT_KINDS.map((kind) => [kind, total(kind)]),
      ) as Truth['faults']['totals'],
    },
    files: done.map(({ written }, i) => {
      const { faults, rows, ...counts } = written
      const { superseded, duplicates, rejected } = counts
      return {
        file: files[i]!,
        rowsRead: rows,
        loaded: rows - superseded - duplicates - rejected,
        ...counts,
      }
    }),
  }
}

/**
 * Writes all extracts up to the instant `until` into the folder `out`, over worker threads. Each is
 * written as `.part` and renamed when it is complete, in order of time; the bytes do not depend on the
 * number of threads.
 * @returns what was planted, and what a load of each file should count
 * @throws the signal's reason; files that are complete stay
 */
export async function writeHistory(
  plan: SimulationPlan,
  until: Date,
  out: string,
  onFile: (file: HistoryProgress) => void,
  signal?: AbortSignal,
  { workers, convert }: HistoryOptions = {},
): Promise<Truth> {
  const { world } = openSimulation(plan)
  await mkdir(out, { recursive: true })
  const listed = listHistory(world.firstDay, localSeconds(until, world.offset))
  const tasks = listed.map((file, index): HistoryTask => {
    const path = join(out, `${file.name}.csv.part`)
    const faulty = plan.plants && isFaulty(index, listed.length)
    return { index, file, path, tabular: convert !== undefined, faulty }
  })
  const done: HistoryDone[] = []
  const files: string[] = []
  const publish = async (task: HistoryTask, { written }: HistoryDone) => {
    const complete = task.path.slice(0, -'.part'.length)
    const path = convert ? await convert(task.path) : complete
    if (!convert) await rename(task.path, complete)
    files.push(basename(path))
    onFile({ path, rows: written.rows, index: task.index, of: tasks.length })
  }
  let turn = Promise.resolve()
  let published = 0
  try {
    await writeFiles(plan, tasks, countWorkers(tasks.length, workers), signal, async (result) => {
      done[result.index] = result
      turn = turn.then(async () => {
        for (let ready = done[published]; ready; ready = done[published]) {
          await publish(tasks[published]!, ready)
          published++
        }
      })
      await turn
    })
  } finally {
    await turn.catch(() => undefined)
    await Promise.all(tasks.map((task) => rm(task.path, { force: true })))
  }
  return tellTruth(plan, until, files, done)
}
