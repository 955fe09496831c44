import type { AlertPass } from '../../server/insight/alerts/alert.ts'
import { makeAlerts } from '../../server/insight/alerts/make-alerts.ts'
import { calendarOf } from '../../server/insight/calendar.ts'
import { formatLocal } from '../../sql/compile/calendar.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { writeInsight } from '../../sql/node/insights.ts'
import { readSeries } from '../../sql/node/series.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { judgeOnThreads } from './judge-threads.ts'

/** How many false alarms a week a city is to expect, unless its pack says otherwise. */
export const FALSE_ALARMS_A_WEEK = 1.5

/** What was done on a night. */
export interface Detected {
  pass: AlertPass
  /** Series of all kinds that are watched. */
  series: number
  seconds: number
}

/**
 * Looks for what has risen as of a local day and stores it, in place of what was found before as of that
 * day.
 * @throws QuestionError for a city that is not there, WarehouseDownError
 */
export async function detect(
  warehouse: Warehouse,
  cityId: string,
  asOf: string,
  now: Date,
): Promise<Detected> {
  const begun = performance.now()
  const { city, version } = await readSnapshot(warehouse, cityId)
  const pass = await makeAlerts(city, asOf, {
    readSeries: (request) => readSeries(warehouse, request, EVERYTHING, version),
    judgeAll: judgeOnThreads,
    calendar: calendarOf(city),
    formatLocal: (instant) => formatLocal(instant, city.timeZone),
    falseAlarmsAWeek: FALSE_ALARMS_A_WEEK,
  })
  await writeInsight(warehouse, 'alerts', pass, now)
  const series = pass.budget.levels.reduce((sum, level) => sum + level.series, 0)
  return { pass, series, seconds: (performance.now() - begun) / 1000 }
}
