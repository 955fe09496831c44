import { formatLocal } from '../compile/calendar.ts'
import type { City } from '../model/city.ts'
import { readAlertEvents } from '../queries/alert_events.ts'
import { type Insight, listInsights } from './insights.ts'
import { readSnapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'

/** What is told of a city's alerts by people. */
interface Note {
  alert: string
  kind: 'acknowledged' | 'commented'
  author: string
  text: string
}

/** So many notes of a city are read. */
const MOST_NOTES = 10_000

/** Keeps what is found every night and every hour, and what people say of it. Nothing is ever changed or taken away. */
export function createAlertStore<Pass extends Insight, HourPass extends Insight>(
  warehouse: Warehouse,
) {
  const readCity = async (city: string): Promise<City> => (await readSnapshot(warehouse, city)).city
  const list =
    <Kept extends Insight>(kind: 'alerts' | 'hours') =>
    (city: string, until: string | undefined, most: number): Promise<Kept[]> =>
      listInsights<Kept>(warehouse, kind, city, { ...(until !== undefined && { to: until }), most })
  return {
    readCity,
    listPasses: list<Pass>('alerts'),
    listHours: list<HourPass>('hours'),
    listNotes: async (city: string) => {
      const { timeZone } = await readCity(city)
      const rows = await readAlertEvents(warehouse, { city, alert: '', most: MOST_NOTES })
      return rows.map(({ said_at, ...row }) => ({
        ...row,
        at: formatLocal(Date.parse(said_at), timeZone),
      }))
    },
    writeNote: async (city: string, note: Note): Promise<void> => {
      await warehouse.client.insert({
        table: 'alert_events',
        values: [{ city, ...note, at: Date.now() }],
        format: 'JSONEachRow',
      })
    },
  }
}
