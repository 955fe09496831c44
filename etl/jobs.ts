import type { Warehouse } from '../sql/node/warehouse.ts'
import type { CityPack } from './cities/pack.ts'
import { listPackRoots, listPacks, loadPack, publishPack } from './cities/pack.ts'
import { loadInbox } from './inbox.ts'
import { type Job, type ScheduleLog, startSchedule } from './schedule.ts'

/** Publishes every pack that is sound; one that is not is logged and holds back no other. */
async function publishPacks(
  warehouse: Warehouse,
  data: string,
  log: ScheduleLog,
): Promise<CityPack[]> {
  const roots = listPackRoots(data)
  const packs: CityPack[] = []
  for (const id of await listPacks(roots)) {
    try {
      const pack = await loadPack(id, roots)
      await publishPack(warehouse, pack)
      packs.push(pack)
    } catch (error) {
      log.error({ err: error }, `the pack of ${id} was not published`)
    }
  }
  return packs
}

/**
 * Publishes the city packs and starts their scheduled loads of the inbox.
 * @returns what stops the schedule and the load under way
 */
export async function startJobs(
  warehouse: Warehouse,
  data: string,
  log: ScheduleLog,
): Promise<() => Promise<void>> {
  const packs = await publishPacks(warehouse, data, log)
  const ending = new AbortController()
  const jobs: Job[] = packs.flatMap((pack) => {
    const pattern = pack.schedule.load
    if (pattern === undefined) return []
    const work = () =>
      loadInbox({
        warehouse,
        data,
        pack,
        signal: ending.signal,
        onResult: (result) => {
          if (result.state === 'failed') log.error({ load: result }, result.error ?? 'load failed')
          else log.info({ load: result }, `${result.file} ${result.state}`)
        },
      })
    return [{ name: 'load', city: pack.city.id, pattern, timeZone: pack.city.timeZone, work }]
  })
  const stop = startSchedule(warehouse, jobs, log)
  return () => {
    ending.abort()
    return stop(1000)
  }
}
