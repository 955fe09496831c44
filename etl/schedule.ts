import { setTimeout as sleep } from 'node:timers/promises'
import { Cron } from 'croner'
import cron from 'node-cron'
import type { Warehouse } from '../sql/node/warehouse.ts'
import { listFailedDues, readLastDue, runOnce } from './runs.ts'

/** What a city does at the moments of a cron pattern, in its own time zone. */
export interface Job {
  name: string
  city: string
  pattern: string
  timeZone: string
  /**
   * How many of the moments that passed since the last one served, or that failed, it makes up for, each
   * on its own; the last alone unless named.
   */
  catchUp?: number
  /** What moments wait for before they are served, asked again and again; in the end they are anyway. */
  waitFor?: { ready: (due: Date) => Promise<boolean>; mostMs: number; everyMs: number }
  /** Does the work of one moment and says in a few words what came of it. */
  work: (due: Date) => Promise<string>
}

export interface ScheduleLog {
  info(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** The latest moments of the schedule at or before `now`, at most so many, the earliest first; whole seconds. */
export function lastDues(pattern: string, timeZone: string, now: Date, most: number): Date[] {
  return new Cron(pattern, { timezone: timeZone, paused: true })
    .previousRuns(most, new Date(now.getTime() + 1000))
    .reverse()
}

/**
 * The moments that a job has to serve at `now`: those since its last one, and those before it that failed;
 * of a new job the last.
 */
async function listDues(warehouse: Warehouse, job: Job, now: Date): Promise<Date[]> {
  const dues = lastDues(job.pattern, job.timeZone, now, job.catchUp ?? 1)
  const [earliest] = dues
  if (!earliest || dues.length < 2) return dues
  const last = await readLastDue(warehouse, job.name, job.city)
  if (!last) return dues.slice(-1)
  const failed = await listFailedDues(warehouse, job.name, job.city, earliest)
  const again = new Set(failed.map((due) => due.getTime()))
  return dues.filter((due) => due >= last || again.has(due.getTime()))
}

async function waitUntilReady(
  job: Job,
  due: Date,
  begun: number,
  signal: AbortSignal,
): Promise<void> {
  if (!job.waitFor) return
  const { ready, mostMs, everyMs } = job.waitFor
  // A warehouse that is away for a moment is not ready.
  while (Date.now() < begun + mostMs && !(await ready(due).catch(() => false)))
    await sleep(everyMs, undefined, { signal })
}

/**
 * Starts the jobs: each at its moments, never twice at once, and at once where moments passed while
 * nobody was there to serve them.
 * @param clock what time it is at the start
 * @returns what stops them, waiting for those under way at most `patience` milliseconds
 */
export function startSchedule(
  warehouse: Warehouse,
  jobs: Job[],
  log: ScheduleLog,
  clock: () => Date = () => new Date(),
): (patience: number) => Promise<void> {
  const ending = new AbortController()
  const underWay = new Set<Promise<void>>()
  const busy = new Set<Job>()
  const postponed = new Map<Job, Date>()

  const serve = async (job: Job, due: Date, begun: number): Promise<void> => {
    const fields = { job: job.name, city: job.city, due: due.toISOString() }
    try {
      await waitUntilReady(job, due, begun, ending.signal)
      let detail = ''
      const work = async () => {
        detail = await job.work(due)
        return detail
      }
      const done = await runOnce(warehouse, { job: job.name, city: job.city, due }, work)
      if (done) log.info(fields, `${job.name} done: ${detail}`)
    } catch (error) {
      if (ending.signal.aborted) return
      log.error({ ...fields, err: error }, `${job.name} failed`)
    }
  }
  const serveAll = async (job: Job, now: Date): Promise<void> => {
    if (busy.has(job)) {
      // A job that makes up for what it missed comes back for this moment; for others the next will do.
      if (job.catchUp) postponed.set(job, now)
      return
    }
    busy.add(job)
    const begun = Date.now()
    try {
      for (const due of await listDues(warehouse, job, now)) {
        await serve(job, due, begun)
        if (ending.signal.aborted) return
      }
    } catch (error) {
      log.error({ job: job.name, city: job.city, err: error }, `${job.name} could not begin`)
    } finally {
      busy.delete(job)
    }
    const later = postponed.get(job)
    postponed.delete(job)
    if (later && !ending.signal.aborted) await serveAll(job, later)
  }
  const begin = (job: Job, now: Date): void => {
    const run = serveAll(job, now).finally(() => underWay.delete(run))
    underWay.add(run)
  }
  const tasks = jobs.map((job) => {
    begin(job, clock())
    return cron.schedule(job.pattern, ({ date }) => begin(job, date), {
      timezone: job.timeZone,
      name: `${job.name} ${job.city}`,
      noOverlap: true,
      // A machine that slept, or a busy moment, must not cost a morning: late is better than never.
      missedExecutionTolerance: Number.MAX_SAFE_INTEGER,
      suppressMissedWarning: true,
    })
  })
  return async (patience) => {
    ending.abort()
    await Promise.all(tasks.map((task) => task.destroy()))
    const limit = new Promise<void>((resolve) => setTimeout(resolve, patience).unref())
    await Promise.race([Promise.allSettled(underWay), limit])
  }
}
