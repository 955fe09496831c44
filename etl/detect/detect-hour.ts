import type { HourPass } from '../../server/insight/alerts/hours/hour-pass.ts'
import { makeHours } from '../../server/insight/alerts/hours/make-hours.ts'
import { EMERGENCY } from '../../server/insight/alerts/hours/read-hours.ts'
import { calendarOf } from '../../server/insight/calendar.ts'
import type { City } from '../../sql/model/city.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { createAsk } from '../../sql/node/ask.ts'
import { writeInsight } from '../../sql/node/insights.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { falseAlarmsOf } from './false-alarms.ts'

/** The hours may bring a third as many false alarms as the nights, beside those. */
const SHARE = 1 / 3

/** Whether a city tells emergencies from other complaints. */
export const hasEmergencies = ({ kinds, lists }: Pick<City, 'kinds' | 'lists'>): boolean =>
  lists.kinds === 'open' || kinds.some(({ code }) => code === EMERGENCY)

/**
 * Looks for emergencies that have risen in the hours before a local hour and stores what was found, in
 * place of what was found before as of that hour.
 * @param asOf YYYY-MM-DDTHH:00
 * @throws QuestionError for a city that is not there or tells no emergencies, WarehouseDownError
 */
export async function detectHour(
  warehouse: Warehouse,
  cityId: string,
  asOf: string,
): Promise<{ pass: HourPass; seconds: number }> {
  const begun = performance.now()
  const { city, version } = await readSnapshot(warehouse, cityId)
  const ask = createAsk(warehouse)
  const pass = await makeHours(city, asOf, {
    ask: (question) => ask({ ...question, version }, EVERYTHING),
    calendar: calendarOf(city),
    falseAlarmsAWeek: SHARE * falseAlarmsOf(city),
  })
  await writeInsight(warehouse, 'hours', pass, new Date())
  return { pass, seconds: (performance.now() - begun) / 1000 }
}
