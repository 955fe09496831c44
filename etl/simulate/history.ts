import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { localSeconds } from './clock.ts'
import { isFaulty } from './faults.ts'
import type { HistoryDone, HistoryTask } from './history-file.ts'
import { type CompleteFile, describeOrigin, noteComplete, readComplete } from './history-record.ts'
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
  /** A run before this one has completed it. */
  earlier: boolean
}

export interface HistoryOptions {
  /** Worker threads: as many as there is room for, at most 2; 0 for none. */
  workers?: number
  /** Turns a complete csv file into another; gives the path of what came of it. */
  convert?: (path: string) => Promise<string>
  /** Keep a record beside the files, so that a run that was killed goes on where it was. */
  resumable?: boolean
}

function tellTruth(plan: SimulationPlan, until: Date, complete: CompleteFile[]): Truth {
  const { world, plants } = openSimulation(plan)
  const perFile = complete.flatMap(({ file, written }) =>
    FAULT_KINDS.filter((kind) => written.faults[kind].count > 0).map((kind) => ({
      file,
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
    files: complete.map(({ file, written }) => {
      const { faults, rows, ...counts } = written
      const { superseded, duplicates, rejected } = counts
      return {
        file,
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
 * number of threads. Where it is resumable, what a run before has completed is not written again.
 * @returns what was planted, and what a load of each file should count
 * @throws SimulationError where the folder holds another history; the signal's reason, in which case
 *   files that are complete stay
 */
export async function writeHistory(
  plan: SimulationPlan,
  until: Date,
  out: string,
  onFile: (file: HistoryProgress) => void,
  signal?: AbortSignal,
  { workers, convert, resumable = false }: HistoryOptions = {},
): Promise<Truth> {
  const { world } = openSimulation(plan)
  await mkdir(out, { recursive: true })
  const listed = listHistory(world.firstDay, localSeconds(until, world.offset))
  const tasks = listed.map((file, index): HistoryTask => {
    const path = join(out, `${file.name}.csv.part`)
    const faulty = plan.plants && isFaulty(index, listed.length)
    return { index, file, path, tabular: convert !== undefined, faulty }
  })
  const origin = describeOrigin(plan, until, convert !== undefined)
  const complete = resumable ? await readComplete(out, origin) : []
  const tell = (index: number, rows: number, path: string, earlier: boolean) =>
    onFile({ path, rows, index, of: tasks.length, earlier })
  for (const [index, { file, written }] of complete.entries()) {
    tell(index, written.rows, join(out, file), true)
  }
  const left = tasks.slice(complete.length)
  const done: HistoryDone[] = []
  const publish = async (task: HistoryTask, { written }: HistoryDone) => {
    const plain = task.path.slice(0, -'.part'.length)
    const path = convert ? await convert(task.path) : plain
    if (!convert) await rename(task.path, plain)
    complete.push({ file: basename(path), written })
    if (resumable) await noteComplete(out, origin, complete)
    tell(task.index, written.rows, path, false)
  }
  let turn = Promise.resolve()
  let published = complete.length
  try {
    await writeFiles(plan, left, countWorkers(left.length, workers), signal, async (result) => {
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
  return tellTruth(plan, until, complete)
}
