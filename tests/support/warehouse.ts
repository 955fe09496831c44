import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { openWarehouse, type Warehouse } from '../../sql/node/warehouse.ts'

/** The settings of a database of its own, on the engine that all tests share. */
export const testSettings = (name: string) => ({
  database: `${name.replaceAll(/\W/g, '_')}_${randomUUID().slice(0, 8)}`,
  data: inject('data'),
})

/** A fresh database with the schema. `close()` drops it. */
export async function testWarehouse(name: string): Promise<Warehouse> {
  const warehouse = await openWarehouse(testSettings(name))
  return {
    ...warehouse,
    close: async () => {
      await warehouse.client.command({
        query: `DROP DATABASE IF EXISTS ${warehouse.database} SYNC`,
      })
      await warehouse.close()
    },
  }
}
