import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { loadSample } from './load-sample.ts'
import { LATE_THROUGH, sampleCity, THROUGH } from './sample-city.ts'
import type { RawComplaint } from './sample-complaints.ts'

/** A warehouse that holds the sample city with these complaints; the last month in slices of a day. */
export async function sampleWarehouse(
  name: string,
  complaints: readonly RawComplaint[],
): Promise<Warehouse> {
  const warehouse = await testWarehouse(name)
  await loadSample(warehouse, {
    city: sampleCity,
    complaints,
    openFrom: 20_210_201,
    through: { full: THROUGH, flags: THROUGH, bare: LATE_THROUGH },
  })
  return warehouse
}
