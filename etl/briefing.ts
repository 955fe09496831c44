import { Temporal } from 'temporal-polyfill'
import { makeDaily } from '../server/briefing/daily.ts'
import type { DailyNotification } from '../server/briefing/document.ts'
import { writeText } from '../server/briefing/prose.ts'
import { EVERYTHING } from '../sql/model/scope.ts'
import { createAsk } from '../sql/node/ask.ts'
import { readDayLoads, writeBriefing } from '../sql/node/briefings.ts'
import { readSnapshot } from '../sql/node/snapshot.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'

/** The local day before an instant. */
export const dayBefore = (instant: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .subtract({ days: 1 })
    .toString()

/** How far the data of a city tell; null while nothing is loaded. Throws QuestionError for an unknown city. */
export async function readThrough(warehouse: Warehouse, city: string): Promise<Date | null> {
  const { through } = await readSnapshot(warehouse, city)
  return through === null ? null : new Date(through)
}

/**
 * Makes the daily notification of a city about a day and stores it.
 * @throws QuestionError for an unknown city, RangeError for a day before its data, WarehouseDownError
 */
export async function briefDay(
  warehouse: Warehouse,
  cityId: string,
  day: string,
  now: Date,
): Promise<DailyNotification> {
  const { city } = await readSnapshot(warehouse, cityId)
  const ask = createAsk(warehouse)
  const document = await makeDaily(city, day, {
    ask: (question) => ask(question, EVERYTHING),
    readDayLoads: (of, on, version) => readDayLoads(warehouse, of, on, version),
    now,
  })
  const headline = {
    en: writeText(document.headline.en, document.facts, 'en'),
    zh: writeText(document.headline.zh, document.facts, 'zh'),
  }
  await writeBriefing(warehouse, { ...document, headline }, document)
  return document
}
