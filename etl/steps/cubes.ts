import { CUBES } from '../../sql/model/cubes.ts'
import { DIMENSIONS } from '../../sql/model/dimensions.ts'
import { PARTS } from '../../sql/model/parts.ts'
import { command } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { partitionId } from './load.ts'
import { LONG } from './stage.ts'

/**
 * Computes each cube anew for the written generations, from the complaints' latest state. No counter
 * is ever incremented, so none can drift.
 */
export async function computeCubes(
  warehouse: Warehouse,
  written: Generation[],
  timeZone: string,
): Promise<void> {
  if (written.length === 0) return
  for (const cube of CUBES) {
    const dimensions = cube.dimensions.map((id) => DIMENSIONS[id].column).join(', ')
    const parts = cube.parts.map((part) => `countIf(${PARTS[part]})`).join(', ')
    await command(
      warehouse,
      `INSERT INTO ${cube.table} (slice, batch, day, ${dimensions}, ${cube.parts.join(', ')})
       SELECT slice, batch, toDate(received_at, {zone:String}) AS day, ${dimensions}, ${parts}
         FROM complaints
        WHERE _partition_id IN ({ids:Array(String)})
        GROUP BY slice, batch, day, ${dimensions}`,
      { zone: timeZone, ids: written.map(partitionId) },
      LONG,
    )
  }
}
