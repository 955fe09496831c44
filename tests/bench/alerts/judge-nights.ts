import { startThread } from '../../../etl/thread.ts'
import type { AlertPass } from '../../../server/insight/alerts/alert.ts'
import type { City } from '../../../sql/model/city.ts'
import type { ExtractCounts } from './extract-series.ts'

/** What all nights of a city have in common. */
export interface NightsToJudge {
  city: City
  counts: ExtractCounts
  falseAlarmsAWeek: number
}

/** Judges nights on threads, one night at a time each; none knows of another. In the order given. */
export async function judgeNights(
  common: NightsToJudge,
  nights: readonly string[],
  threads: number,
): Promise<AlertPass[]> {
  const passes = new Map<string, AlertPass>()
  let next = 0
  const work = async (): Promise<void> => {
    const worker = startThread(new URL('./night-worker.ts', import.meta.url), common)
    try {
      await new Promise<void>((resolve, reject) => {
        const send = () => {
          const night = nights[next++]
          if (night === undefined) resolve()
          else worker.postMessage(night)
        }
        worker.on('message', (pass: AlertPass) => {
          passes.set(pass.asOf, pass)
          send()
        })
        worker.once('error', reject)
        send()
      })
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: threads }, work))
  return nights.map((night) => passes.get(night) as AlertPass)
}
