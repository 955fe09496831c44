import type { City } from '../sql/model/city.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import { briefDay, dayBefore, readThrough } from './briefing.ts'
import type { Job } from './schedule.ts'

/** Mornings that are made up for after a time without anybody there. */
const CATCH_UP = 7
/** How long a morning waits for the data of its day, which a load may be bringing just now. */
const WAIT = { mostMs: 15 * 60_000, everyMs: 5000 }

/** The daily notification at the moments of a cron pattern: each about the day before, in the city's zone. */
export function dailyJob(
  warehouse: Warehouse,
  { id, timeZone }: City,
  pattern: string,
  wait: { mostMs: number; everyMs: number } = WAIT,
): Job {
  const ready = async (due: Date): Promise<boolean> => {
    const through = await readThrough(warehouse, id)
    return through !== null && dayBefore(through, timeZone) >= dayBefore(due, timeZone)
  }
  const work = async (due: Date): Promise<string> => {
    if ((await readThrough(warehouse, id)) === null) return 'nothing is loaded yet'
    const document = await briefDay(warehouse, id, dayBefore(due, timeZone), new Date())
    return document.id
  }
  return {
    name: 'daily',
    city: id,
    pattern,
    timeZone,
    catchUp: CATCH_UP,
    waitFor: { ready, ...wait },
    work,
  }
}
