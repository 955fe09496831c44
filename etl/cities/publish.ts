import { select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { CityPack } from './city-pack.ts'
import { publishBoundaries } from './publish-boundaries.ts'

async function publishCity(warehouse: Warehouse, pack: CityPack): Promise<void> {
  const { id } = pack.city
  const [latest] = await select<{ hash: string }>(
    warehouse,
    'SELECT argMax(hash, published_at) AS hash FROM cities WHERE city = {id:String}',
    { id },
  )
  if (latest?.hash === pack.hash) return
  await warehouse.client.insert({
    table: 'cities',
    values: [
      {
        city: id,
        published_at: new Date().toISOString().replace('T', ' ').replace('Z', ''),
        hash: pack.hash,
        pack: JSON.stringify(pack.city),
      },
    ],
    format: 'JSONEachRow',
  })
}

/**
 * Publishes a pack and its boundaries into the warehouse, unless their latest state there is the same.
 */
export async function publishPack(warehouse: Warehouse, pack: CityPack): Promise<void> {
  await publishBoundaries(warehouse, pack)
  await publishCity(warehouse, pack)
}
