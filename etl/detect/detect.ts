import type { AlertPass } from '../../server/insight/alerts/alert.ts'
import { makeAlerts } from '../../server/insight/alerts/make-alerts.ts'
import { calendarOf } from '../../server/insight/calendar.ts'
import { makeForecasts } from '../../server/insight/forecasts/make-forecasts.ts'
import { makeHotspots } from '../../server/insight/hotspots/make.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { createAsk } from '../../sql/node/ask.ts'
import { readBoundaries } from '../../sql/node/boundaries.ts'
import { readExtent, readHexagons } from '../../sql/node/hexagons.ts'
import { writeInsight } from '../../sql/node/insights.ts'
import { readSeries } from '../../sql/node/series.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { falseAlarmsOf } from './false-alarms.ts'
import { judgeOnThreads } from './judge-threads.ts'

/** What was done as of a day. */
export interface Detected {
  pass: AlertPass
  /** Series of all kinds that are watched. */
  series: number
  /** For the alerts alone, reads included. */
  seconds: number
}

/**
 * Looks for what has risen as of a local day and stores it, in place of what was found before as of that
 * day.
 * @throws QuestionError for a city that is not there, WarehouseDownError
 */
export async function detectRises(
  warehouse: Warehouse,
  cityId: string,
  asOf: string,
): Promise<Detected> {
  const begun = performance.now()
  const { city, version } = await readSnapshot(warehouse, cityId)
  const pass = await makeAlerts(city, asOf, {
    readSeries: (request) => readSeries(warehouse, request, EVERYTHING, version),
    judgeAll: judgeOnThreads,
    calendar: calendarOf(city),
    falseAlarmsAWeek: falseAlarmsOf(city),
  })
  await writeInsight(warehouse, 'alerts', pass, new Date())
  const series = pass.budget.levels.reduce((sum, level) => sum + level.series, 0)
  return { pass, series, seconds: (performance.now() - begun) / 1000 }
}

/**
 * Finds the hot spots and makes the forecasts of a city as of a local day, and stores them.
 * @throws QuestionError for a city that is not there, WarehouseDownError
 */
export async function lookAhead(warehouse: Warehouse, cityId: string, asOf: string): Promise<void> {
  const { city, version } = await readSnapshot(warehouse, cityId)
  const ask = createAsk(warehouse)
  const hotspots = await makeHotspots(city, asOf, {
    readSeries: (request) => readSeries(warehouse, request, EVERYTHING, version),
    readBoundaries: (request) => readBoundaries(warehouse, request),
    readExtent: (request) => readExtent(warehouse, request, EVERYTHING, version),
    readHexagons: (request) => readHexagons(warehouse, request, EVERYTHING, version),
  })
  await writeInsight(warehouse, 'hotspots', hotspots, new Date())
  const forecasts = await makeForecasts(city, asOf, {
    ask: (question) => ask({ ...question, version }, EVERYTHING),
    calendar: calendarOf(city),
  })
  await writeInsight(warehouse, 'forecasts', forecasts, new Date())
}
