import { select } from '../../../sql/node/run.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import type { PhysicalColumn } from './columns.ts'

/**
 * The columns of a parquet file. The engine's types give every timestamp a zone; whether it is an
 * instant or a wall time, the file's own metadata say. The old INT96 stands for instants.
 */
export async function describeParquet(
  warehouse: Warehouse,
  path: string,
): Promise<PhysicalColumn[]> {
  const columns = await select<{ name: string; type: string }>(
    warehouse,
    "DESCRIBE TABLE file({path:String}, 'Parquet')",
    { path },
  )
  const [metadata] = await select<{ instants: string[] }>(
    warehouse,
    `SELECT arrayFilter(c -> startsWith(c.logical_type, 'Timestamp(isAdjustedToUTC=true')
                             OR c.physical_type = 'INT96', columns).path AS instants
       FROM file({path:String}, 'ParquetMetadata')`,
    { path },
  )
  const instants = new Set(metadata?.instants ?? [])
  return columns.map(({ name, type }) => ({ name, type, instant: instants.has(name) }))
}
