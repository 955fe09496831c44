import { formatLocal } from '../../sql/compile/calendar.ts'
import { readCatalog } from '../../sql/node/catalog.ts'
import type { Snapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Ground } from '../questions/draw.ts'
import { CITY, FROM } from './history.ts'

/** What Questions can be drawn about in a history. @throws Error where nothing is loaded */
export async function readGround(warehouse: Warehouse, snapshot: Snapshot): Promise<Ground> {
  const { city, through } = snapshot
  if (through === null) throw new Error('The history is empty: build it with `npm run bench`.')
  const { dimensions } = await readCatalog(warehouse, CITY)
  return {
    city,
    dimensions,
    begin: FROM,
    through: formatLocal(Date.parse(through), city.timeZone),
  }
}
