import { select } from '../../../sql/node/run.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import type { PhysicalColumn } from './columns.ts'

/** Records that are looked at for their members' names. */
const SAMPLED = 1000

/** The members that the first records of an ndjson file have. Later ones may have more. */
export async function describeNdjson(
  warehouse: Warehouse,
  path: string,
  gzipped: boolean,
): Promise<PhysicalColumn[]> {
  const names = await select<{ name: string }>(
    warehouse,
    `SELECT DISTINCT arrayJoin(JSONExtractKeys(line)) AS name
       FROM (SELECT line FROM file({path:String}, 'LineAsString', 'line String', {packing:String})
              WHERE notEmpty(trimBoth(line)) LIMIT {sampled:UInt32})`,
    { path, packing: gzipped ? 'gzip' : 'none', sampled: SAMPLED },
  )
  return names.map(({ name }) => ({ name, type: 'String' }))
}
