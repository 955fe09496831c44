import { Temporal } from 'temporal-polyfill'
import { formatLocal } from '../compile/calendar.ts'
import { NotFoundError } from '../model/errors.ts'
import type { Labels } from '../model/labels.ts'
import { readBriefing as queryBriefing } from '../queries/briefing.ts'
import { readBriefings } from '../queries/briefings.ts'
import { readDayLoads as queryDayLoads } from '../queries/day_loads.ts'
import type { Warehouse } from './warehouse.ts'

/** What is stored of a briefing beside the whole of it. */
export interface BriefingEntry {
  id: string
  city: string
  kind: 'daily'
  /** The local day that it reports on. */
  day: string
  /** Local time of the city, with its offset. */
  madeAt: string
  version: number
  through: string | null
  title: Labels
  /** The day in one sentence. */
  headline: Labels
}

/** Stores a briefing beside earlier ones of the same id, of which it takes the place. Throws WarehouseDownError. */
export async function writeBriefing(
  warehouse: Warehouse,
  entry: BriefingEntry,
  document: object,
): Promise<void> {
  const { id, city, kind, day, madeAt, version, through, title, headline } = entry
  await warehouse.client.insert({
    table: 'briefings',
    values: [
      {
        id,
        city,
        kind,
        day,
        made_at: Date.parse(madeAt),
        version,
        through: through ?? '',
        title: JSON.stringify(title),
        headline: JSON.stringify(headline),
        document: JSON.stringify(document),
      },
    ],
    format: 'JSONEachRow',
  })
}

/** The latest of each briefing, the newest day first; of one city or of all. Throws WarehouseDownError. */
export async function listBriefings(
  warehouse: Warehouse,
  city: string | undefined,
  limit: number,
): Promise<{ briefings: BriefingEntry[] }> {
  const rows = await readBriefings(warehouse, { city: city ?? '', most: limit })
  const briefings = rows.map(
    (row): BriefingEntry => ({
      id: row.id,
      city: row.city,
      kind: row.kind,
      day: row.day,
      madeAt: formatLocal(Date.parse(row.made_at), row.time_zone || 'UTC'),
      version: row.version,
      through: row.through === '' ? null : row.through,
      title: JSON.parse(row.title) as Labels,
      headline: JSON.parse(row.headline) as Labels,
    }),
  )
  return { briefings }
}

/** How many are named to whoever asks for one that is not there. */
const MOST_NAMED = 20

/**
 * A briefing whole, as it was last made.
 * @throws NotFoundError that names the newest that are there, WarehouseDownError
 */
export async function readBriefing<Document>(warehouse: Warehouse, id: string): Promise<Document> {
  const [row] = await queryBriefing(warehouse, { id })
  if (row) return JSON.parse(row.document) as Document
  const { briefings } = await listBriefings(warehouse, undefined, MOST_NAMED)
  throw new NotFoundError(
    briefings.length === 0
      ? `There is no briefing "${id}", and none has been made yet.`
      : `There is no briefing "${id}".`,
    briefings.map((entry) => entry.id),
  )
}

/**
 * What the loads counted that told of a local day, up to a data version, and how many files failed on
 * that day or the next and were not loaded since.
 */
export async function readDayLoads(
  warehouse: Warehouse,
  city: { id: string; timeZone: string },
  day: string,
  version: number,
): Promise<{
  files: number
  rowsRead: number
  rejected: number
  warnings: number
  failed: number
}> {
  const first = Temporal.PlainDate.from(day)
  const startOf = (date: Temporal.PlainDate): number =>
    Math.floor(date.toZonedDateTime(city.timeZone).epochMilliseconds / 1000)
  const [row] = await queryDayLoads(warehouse, {
    city: city.id,
    day,
    version,
    since: startOf(first),
    until: startOf(first.add({ days: 2 })),
  })
  return {
    files: row?.files ?? 0,
    rowsRead: row?.rows_read ?? 0,
    rejected: row?.rejected ?? 0,
    warnings: row?.warnings ?? 0,
    failed: row?.failed ?? 0,
  }
}
