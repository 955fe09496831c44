import type { City } from '../sql/model/city.ts'
import { readSnapshot } from '../sql/node/snapshot.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import { detectHour, hasEmergencies } from './detect/detect-hour.ts'
import { localHour } from './local-days.ts'
import type { Job } from './schedule.ts'

/** Hours that are made up for after a time without anybody there. */
const CATCH_UP = 6
/** How long an hour waits for its data, which a load may be bringing just now. */
const WAIT = { mostMs: 20 * 60_000, everyMs: 10_000 }

/** The emergencies of a city at the moments of a cron pattern: each as of the whole hour before it. */
export function hourJob(
  warehouse: Warehouse,
  city: City,
  pattern: string,
  wait: { mostMs: number; everyMs: number } = WAIT,
): Job {
  const { id, timeZone } = city
  const ready = async (due: Date): Promise<boolean> => {
    const { through } = await readSnapshot(warehouse, id)
    return through !== null && localHour(new Date(through), timeZone) >= localHour(due, timeZone)
  }
  const work = async (due: Date): Promise<string> => {
    if (!hasEmergencies(city)) return 'the city tells no emergencies'
    if ((await readSnapshot(warehouse, id)).through === null) return 'nothing is loaded yet'
    const { pass, seconds } = await detectHour(warehouse, id, localHour(due, timeZone))
    const found = pass.held === null ? `${pass.alerts.length} alerts` : `held: ${pass.held.kind}`
    return `${pass.asOf}: ${found}; ${pass.budget.series} series in ${seconds.toFixed(1)} s`
  }
  return {
    ...{ name: 'detectHourly', city: id, pattern, timeZone, catchUp: CATCH_UP },
    ...{ waitFor: { ready, ...wait }, work },
  }
}
