import type {
  Boundaries,
  BoundariesRequest,
  BoundaryCollection,
  BoundaryLevel,
} from '../model/boundaries.ts'
import type { City } from '../model/city.ts'
import { QuestionError } from '../model/errors.ts'
import { select } from './run.ts'
import { readSnapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'

interface Remembered {
  hash: string
  collection: BoundaryCollection
}

/** What was read last, by warehouse, then by city and level. */
const remembered = new WeakMap<Warehouse, Map<string, Remembered>>()

async function readCollection(
  warehouse: Warehouse,
  city: string,
  level: BoundaryLevel,
): Promise<BoundaryCollection> {
  const [latest] = await select<{ hash: string }>(
    warehouse,
    `SELECT argMax(hash, published_at) AS hash FROM boundaries
      WHERE city = {city:String} AND level = {level:String}`,
    { city, level },
  )
  const hash = latest?.hash ?? ''
  const read = remembered.get(warehouse) ?? new Map<string, Remembered>()
  remembered.set(warehouse, read)
  const known = read.get(`${city} ${level}`)
  if (known?.hash === hash) return known.collection
  const [row] = await select<{ collection: string }>(
    warehouse,
    `SELECT collection FROM boundaries
      WHERE city = {city:String} AND level = {level:String} AND hash = {hash:String} LIMIT 1`,
    { city, level, hash },
  )
  if (!row) return { type: 'FeatureCollection', features: [] }
  const collection = JSON.parse(row.collection) as BoundaryCollection
  read.set(`${city} ${level}`, { hash, collection })
  return collection
}

/** The codes of the areas that lie in a district. */
function codesWithin(city: City, level: BoundaryLevel, within: string): Set<string> {
  if (level === 'district') {
    throw new QuestionError('within names a district: it goes with level subdistrict.', [
      'subdistrict',
    ])
  }
  const districts = city.areas.filter((area) => area.level === 'district').map(({ code }) => code)
  if (!districts.includes(within)) {
    throw new QuestionError(`There is no district "${within}" in ${city.names.en}.`, districts)
  }
  const lying = city.areas.filter((area) => area.level === level && area.parent === within)
  return new Set(lying.map(({ code }) => code))
}

/**
 * The boundaries of a city's areas on one level, of those in one district where it is named.
 * @throws QuestionError for a city or district that is not there, WarehouseDownError
 */
export async function readBoundaries(
  warehouse: Warehouse,
  { city: id, level, within }: BoundariesRequest,
): Promise<Boundaries> {
  const { city } = await readSnapshot(warehouse, id)
  const codes = within === undefined ? null : codesWithin(city, level, within)
  const { features } = await readCollection(warehouse, id, level)
  const asked = codes ? features.filter(({ properties }) => codes.has(properties.code)) : features
  return {
    city: id,
    level,
    schematic: asked.some(({ properties }) => properties.schematic === true),
    collection: { type: 'FeatureCollection', features: asked },
  }
}
