import { NotFoundError } from '../model/errors.ts'
import { readInsights } from '../queries/insights.ts'
import { readSnapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'

export type InsightKind = 'alerts' | 'hotspots' | 'forecasts' | 'hours'

/** What is stored of every insight beside the whole of it. */
export interface Insight {
  city: string
  /** The local day at whose begin it was looked, or the local hour, YYYY-MM-DDTHH:00. */
  asOf: string
  /** Null where nothing was asked. */
  version: number | null
}

/** Stores what was found beside what was found before as of the same day or hour, of which it takes the place. */
export async function writeInsight(
  warehouse: Warehouse,
  kind: InsightKind,
  document: Insight,
  now: Date,
): Promise<void> {
  const { city, asOf, version } = document
  const [day, hour = '0'] = asOf.split('T')
  const looked = { as_of: day, hour: Number.parseInt(hour, 10) }
  const row = { city, kind, ...looked, version: version ?? 0, made_at: now.getTime() }
  await warehouse.client.insert({
    table: 'insights',
    values: [{ ...row, document: JSON.stringify(document) }],
    format: 'JSONEachRow',
  })
}

const FIRST_DAY = '1970-01-01'
const LAST_DAY = '2105-12-31'

/** What was found as of the days [from, to], the newest first. */
export async function listInsights<Document extends Insight>(
  warehouse: Warehouse,
  kind: InsightKind,
  city: string,
  { from = FIRST_DAY, to = LAST_DAY, most }: { from?: string; to?: string; most: number },
): Promise<Document[]> {
  const rows = await readInsights(warehouse, { city, kind, from, to, most })
  return rows.map(({ document }) => JSON.parse(document) as Document)
}

/**
 * What was found as of a day; unless it is named, of the newest.
 * @throws QuestionError for a city that is not there, NotFoundError that names the days that are
 */
export async function readInsight<Document extends Insight>(
  warehouse: Warehouse,
  kind: InsightKind,
  city: string,
  asOf?: string,
): Promise<Document> {
  await readSnapshot(warehouse, city)
  const days = asOf === undefined ? {} : { from: asOf, to: asOf }
  const [found] = await listInsights<Document>(warehouse, kind, city, { ...days, most: 1 })
  if (found) return found
  const known = await listInsights<Document>(warehouse, kind, city, { most: 20 })
  throw new NotFoundError(
    known.length === 0
      ? `There are no ${kind} of ${city} yet: they are made every night, or by "npm run etl -- detect --city ${city}".`
      : `There are no ${kind} of ${city} as of ${asOf}.`,
    known.map((one) => one.asOf),
  )
}
