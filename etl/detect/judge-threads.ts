import { availableParallelism } from 'node:os'
import { type JudgeAll, judgeHere, type Watched } from '../../server/insight/alerts/judge-all.ts'
import type { Judgement } from '../../server/insight/alerts/watch.ts'
import { startThread } from '../thread.ts'

/** A stretch of the series of a night. */
export interface JudgeTask {
  /** The place of its first among all. */
  first: number
  places: { area: string; category: string }[]
  /** One series after the other. */
  weeks: Uint32Array
  days: Uint32Array
}

/** Below so many series the threads take longer to start than they save. */
const FEW = 4000
const SERIES_A_TASK = 1000
const THREADS = 2

function taskOf(series: readonly Watched[], first: number): JudgeTask {
  const taken = series.slice(first, first + SERIES_A_TASK)
  const length = taken[0]?.weeks.length ?? 0
  const weeks = new Uint32Array(taken.length * length)
  const days = new Uint32Array(taken.length * 3)
  taken.forEach((one, i) => {
    weeks.set(one.weeks, i * length)
    days.set(one.days, i * 3)
  })
  const places = taken.map(({ area, category }) => ({ area, category }))
  return { first, places, weeks, days }
}

/** Judges many series on two threads. */
export const judgeOnThreads: JudgeAll = async (input, series) => {
  if (series.length < FEW || availableParallelism() < 2) return judgeHere(input, series)
  const judged = new Array<Judgement | null>(series.length).fill(null)
  let next = 0
  const work = async (): Promise<void> => {
    const worker = startThread(new URL('./judge-worker.ts', import.meta.url), input)
    try {
      await new Promise<void>((resolve, reject) => {
        const send = () => {
          if (next >= series.length) return resolve()
          const task = taskOf(series, next)
          next += SERIES_A_TASK
          worker.postMessage(task)
        }
        worker.on('message', (done: { first: number; judged: (Judgement | null)[] }) => {
          done.judged.forEach((one, i) => {
            judged[done.first + i] = one
          })
          send()
        })
        worker.once('error', reject)
        send()
      })
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: THREADS }, work))
  return judged
}
