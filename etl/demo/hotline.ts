import type { ScheduleLog } from '../schedule.ts'
import { writeExtract } from '../simulate/extract.ts'
import { inboxOf, readPlan } from './begin.ts'
import { type Demo, writeDemo } from './plan.ts'

const EVERY_MS = 2 * 60_000

/**
 * Keeps the simulated hotline telling: now, of all that happened since it last told, and every two
 * minutes, each time with an extract in the inbox.
 * @returns what stops it
 */
export function keepHotline(data: string, begun: Demo, log: ScheduleLog): () => Promise<void> {
  let demo = begun
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const tell = async (): Promise<void> => {
    try {
      const after = new Date(demo.toldUntil ?? demo.historyUntil)
      const until = new Date(Math.floor(Date.now() / 1000) * 1000)
      if (until <= after) return
      const plan = await readPlan(data, demo)
      const { path, rows } = await writeExtract(plan, after, until, inboxOf(data, demo))
      demo = { ...demo, toldUntil: until.toISOString() }
      await writeDemo(data, demo)
      log.info({ file: path, rows }, 'the simulated hotline told of the last minutes')
    } catch (error) {
      log.error({ err: error }, 'the simulated hotline failed')
    }
  }
  const turn = async (): Promise<void> => {
    await tell()
    if (!stopped) timer = setTimeout(begin, EVERY_MS)
  }
  let underWay = Promise.resolve()
  const begin = (): void => {
    underWay = turn()
  }
  begin()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await underWay
  }
}
