import { isOverlay } from '../../sql/compile/slices.ts'
import { select } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { isDay, monthOf, partitionId } from './slices.ts'

/** The overlays of a city at one data version: what changed since the slices under them were written. */
export interface Overlays {
  timeZone: string
  generations: readonly Generation[]
  /** Complaints by which each slice grows when it takes in what the overlays hold of it. */
  gained: ReadonlyMap<number, number>
  /** Months (yyyymm) of which the overlays hold days; of others, the whole month. */
  dayMonths: readonly number[]
}

/** The slice into which a row of an overlay goes when it is written whole. */
export const HOME = `if(has({dayMonths:Array(UInt32)}, toYYYYMM(toDate(received_at, {zone:String}))),
       toYYYYMMDD(toDate(received_at, {zone:String})),
       toYYYYMM(toDate(received_at, {zone:String})) * 100)`

/** The slice in which a row of `complaints` lies, or into which it goes where it lies in an overlay. */
export const HOME_SLICE = `if(slice % 100 = 99, ${HOME}, slice)`

export async function readOverlays(
  warehouse: Warehouse,
  visible: readonly Generation[],
  timeZone: string,
): Promise<Overlays> {
  const generations = visible.filter(isOverlay)
  if (generations.length === 0) return { timeZone, generations, gained: new Map(), dayMonths: [] }
  const rows = await select<{ home: number; complaints: number }>(
    warehouse,
    `SELECT home, sum(gained) AS complaints FROM overlaid
      WHERE _partition_id IN ({ids:Array(String)}) GROUP BY home`,
    { ids: generations.map(partitionId) },
  )
  const days = rows.filter(({ home }) => isDay(home))
  return {
    timeZone,
    generations,
    gained: new Map(rows.map(({ home, complaints }) => [home, complaints])),
    dayMonths: [...new Set(days.map(({ home }) => monthOf(home) / 100))],
  }
}
