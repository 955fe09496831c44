import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { startThread } from '../thread.ts'
import { type HistoryDone, type HistoryTask, writeHistoryFile } from './history-file.ts'
import { openSimulation } from './open-simulation.ts'
import type { SimulationPlan } from './simulation.ts'

const MOST = 2

/** @param wanted 0 for none, in which case this thread writes */
export const countWorkers = (tasks: number, wanted = availableParallelism() > 1 ? MOST : 0) =>
  tasks < 2 ? 0 : Math.min(wanted, MOST, tasks)

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Writes the files over worker threads; tells of each as it is done, in any order. */
export async function writeFiles(
  plan: SimulationPlan,
  tasks: HistoryTask[],
  workers: number,
  signal: AbortSignal | undefined,
  onDone: (done: HistoryDone) => Promise<void>,
): Promise<void> {
  if (workers === 0) {
    const simulation = openSimulation(plan)
    for (const task of tasks) {
      signal?.throwIfAborted()
      await onDone(writeHistoryFile(simulation, task))
      await nextTurn()
    }
    return
  }
  const left = [...tasks]
  const run = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      const stop = () => reject(signal?.reason)
      signal?.addEventListener('abort', stop, { once: true })
      const next = () => {
        const task = left.shift()
        if (task) worker.postMessage(task)
        else resolve()
      }
      worker.on('message', (done: HistoryDone) => {
        onDone(done).then(next, reject)
      })
      worker.on('error', reject)
      worker.on('exit', (code) => reject(new Error(`a simulating thread ended with ${code}`)))
      next()
    })
  signal?.throwIfAborted()
  const threads = Array.from({ length: workers }, () =>
    startThread(new URL('./history-worker.ts', import.meta.url), plan),
  )
  try {
    await Promise.all(threads.map(run))
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}
