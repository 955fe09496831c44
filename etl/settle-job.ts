import { formatLocal } from '../sql/compile/calendar.ts'
import { isOverlay } from '../sql/compile/slices.ts'
import type { City } from '../sql/model/city.ts'
import { select } from '../sql/node/run.ts'
import { readSnapshot } from '../sql/node/snapshot.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import type { Job } from './schedule.ts'
import { settle } from './settle.ts'
import { RefusedError } from './steps/commit.ts'
import { partitionId } from './steps/slices.ts'

const PATTERN = '*/15 * * * *'
/** When overlays of any size are settled, local time. */
const NIGHT = '03:00'
/** Overlays that own so many seconds are settled by day: well before loads would have to do it. */
const MANY_SECONDS = 15_000

async function countOwned(warehouse: Warehouse, cityId: string): Promise<number> {
  const { partitions } = await readSnapshot(warehouse, cityId)
  const ids = partitions.filter(isOverlay).map(partitionId)
  if (ids.length === 0) return 0
  const [row] = await select<{ seconds: number }>(
    warehouse,
    'SELECT count() AS seconds FROM overlaid WHERE _partition_id IN ({ids:Array(String)})',
    { ids },
  )
  return row?.seconds ?? 0
}

/** Writes whole what small files changed, at night, or as soon as it is much. A load goes first. */
export function settleJob(
  warehouse: Warehouse,
  { id, timeZone }: City,
  manySeconds = MANY_SECONDS,
): Job {
  const work = async (due: Date): Promise<string> => {
    const least = formatLocal(due.getTime(), timeZone).slice(11, 16) === NIGHT ? 1 : manySeconds
    if ((await countOwned(warehouse, id)) < least) return 'nothing to settle'
    try {
      return `${await settle(warehouse, id, due)} slices written`
    } catch (error) {
      if (error instanceof RefusedError) return 'a load was first'
      throw error
    }
  }
  return { name: 'settle', city: id, pattern: PATTERN, timeZone, work }
}
