import { Cron } from 'croner'
import cron from 'node-cron'
import type { Warehouse } from '../sql/node/warehouse.ts'
import { runOnce } from './runs.ts'

/** What a city does at the moments of a cron pattern, in its own time zone. */
export interface Job {
  name: string
  city: string
  pattern: string
  timeZone: string
  /** Does the work of one moment and says in a few words what came of it. */
  work: () => Promise<string>
}

export interface ScheduleLog {
  info(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** The latest moment of the schedule at or before `now`; whole seconds. */
export function lastDue(pattern: string, timeZone: string, now: Date): Date | null {
  const [due] = new Cron(pattern, { timezone: timeZone, paused: true }).previousRuns(
    1,
    new Date(now.getTime() + 1000),
  )
  return due ?? null
}

/**
 * Starts the jobs: each at its moments, never twice at once, and at once where the last moment passed
 * while nobody was there to serve it.
 * @returns what stops them, waiting for those under way at most `patience` milliseconds
 */
export function startSchedule(
  warehouse: Warehouse,
  jobs: Job[],
  log: ScheduleLog,
): (patience: number) => Promise<void> {
  const underWay = new Set<Promise<void>>()
  const busy = new Set<Job>()
  const serve = async (job: Job, due: Date): Promise<void> => {
    if (busy.has(job)) return
    busy.add(job)
    const fields = { job: job.name, city: job.city, due: due.toISOString() }
    try {
      let detail = ''
      const work = async () => {
        detail = await job.work()
        return detail
      }
      const done = await runOnce(warehouse, { job: job.name, city: job.city, due }, work)
      if (done) log.info(fields, `${job.name} done: ${detail}`)
    } catch (error) {
      log.error({ ...fields, err: error }, `${job.name} failed`)
    } finally {
      busy.delete(job)
    }
  }
  const begin = (job: Job, due: Date): void => {
    const run = serve(job, due).finally(() => underWay.delete(run))
    underWay.add(run)
  }
  const tasks = jobs.map((job) => {
    const missed = lastDue(job.pattern, job.timeZone, new Date())
    if (missed) begin(job, missed)
    return cron.schedule(job.pattern, ({ date }) => begin(job, date), {
      timezone: job.timeZone,
      name: `${job.name} ${job.city}`,
      noOverlap: true,
      suppressMissedWarning: true,
    })
  })
  return async (patience) => {
    await Promise.all(tasks.map((task) => task.destroy()))
    const limit = new Promise<void>((resolve) => setTimeout(resolve, patience).unref())
    await Promise.race([Promise.allSettled(underWay), limit])
  }
}
