import type { Warehouse } from '../sql/node/warehouse.ts'
import type { CityPack } from './cities/pack.ts'
import { listPackRoots, listPacks, loadPack, publishPack } from './cities/pack.ts'
import { dailyJob } from './daily-job.ts'
import { hourJob } from './hour-job.ts'
import { inboxFolders, loadInbox, QUIET_MS } from './inbox.ts'
import { nightJob } from './night-job.ts'
import { type Job, type ScheduleLog, startSchedule } from './schedule.ts'
import { settleJob } from './settle-job.ts'
import { watchFolders } from './watch-folders.ts'

/** A file's time may lag behind the word of it by so much. */
const STAMP_MS = 100

/** A pack as it is now, published. */
async function readPack(warehouse: Warehouse, id: string, roots: string[]): Promise<CityPack> {
  const pack = await loadPack(id, roots)
  await publishPack(warehouse, pack)
  return pack
}

/** Publishes every pack that is sound; one that is not is logged and holds back no other. */
async function publishPacks(
  warehouse: Warehouse,
  roots: string[],
  log: ScheduleLog,
): Promise<CityPack[]> {
  const packs: CityPack[] = []
  for (const id of await listPacks(roots)) {
    try {
      packs.push(await readPack(warehouse, id, roots))
    } catch (error) {
      log.error({ err: error }, `the pack of ${id} was not published`)
    }
  }
  return packs
}

/**
 * Publishes the city packs and starts what they schedule: loads of the inbox, daily notifications,
 * alerts with hot spots and forecasts, emergencies by the hour.
 * @returns what stops the schedule and the load under way
 */
export async function startJobs(
  warehouse: Warehouse,
  data: string,
  log: ScheduleLog,
): Promise<() => Promise<void>> {
  const roots = listPackRoots(data)
  const packs = await publishPacks(warehouse, roots, log)
  const ending = new AbortController()
  const watched: Promise<void>[] = []
  const jobs = packs.flatMap((pack): Job[] => {
    const { city, schedule } = pack
    const { id, timeZone } = city
    const found: Job[] = []
    if (schedule.load !== undefined) {
      const work = async () =>
        loadInbox({
          warehouse,
          data,
          // Somebody may have mended the mapping since.
          pack: await readPack(warehouse, id, roots),
          signal: ending.signal,
          onResult: (result) => {
            if (result.state === 'failed') {
              log.error({ load: result }, result.error ?? 'load failed')
            } else log.info({ load: result }, `${result.file} ${result.state}`)
          },
        })
      found.push({ name: 'load', city: id, pattern: schedule.load, timeZone, work })
      found.push(settleJob(warehouse, city))
      const look = async (): Promise<void> => {
        await work().catch((error: unknown) => {
          if (!ending.signal.aborted) log.error({ err: error }, `the inbox of ${id} was not loaded`)
        })
      }
      watched.push(
        watchFolders(
          inboxFolders({ warehouse, data, pack }),
          QUIET_MS + STAMP_MS,
          look,
          ending.signal,
        ),
      )
    }
    if (schedule.daily !== undefined) found.push(dailyJob(warehouse, city, schedule.daily))
    if (schedule.detect !== undefined) {
      found.push(nightJob(warehouse, data, city, schedule.detect, ending.signal))
    }
    if (schedule.detectHourly !== undefined)
      found.push(hourJob(warehouse, city, schedule.detectHourly))
    return found
  })
  await Promise.all(watched)
  const stop = startSchedule(warehouse, jobs, log)
  return () => {
    ending.abort()
    return stop(1000)
  }
}
