import { parentPort, workerData } from 'node:worker_threads'
import { createWatch, type WatchInput } from '../../server/insight/alerts/watch.ts'
import type { JudgeTask } from './judge-threads.ts'

/** Judges the series that it is sent, with what all of the night have in common. */
const watch = createWatch(workerData as WatchInput)

parentPort?.on('message', ({ first, places, weeks, days }: JudgeTask) => {
  const length = weeks.length / places.length
  const judged = places.map((place, i) => {
    const counts = weeks.subarray(i * length, (i + 1) * length)
    return watch?.judge(place, counts, days.subarray(3 * i, 3 * i + 3)) ?? null
  })
  parentPort?.postMessage({ first, judged })
})
