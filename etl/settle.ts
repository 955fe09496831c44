import { hasOverlays } from '../sql/compile/slices.ts'
import { readSnapshot } from '../sql/node/snapshot.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import { beginBatch, failBatch, readVersion } from './ledger.ts'
import { closedMonths } from './local-days.ts'
import { commit, NOTHING_LOADED, RefusedError } from './steps/commit.ts'
import { computeCubes } from './steps/cubes.ts'
import { copySlices } from './steps/load.ts'
import { readOverlays } from './steps/overlays.ts'
import { writeRepeats } from './steps/repeats.ts'
import { sweep } from './steps/sweep.ts'

/**
 * Writes the slices anew of which a city has overlays (etl/steps/overlay.ts), and months that are over as
 * one slice, as one load that changes no complaint.
 * @returns how many slices were written; 0 where there are no overlays
 * @throws RefusedError when another load was first
 */
export async function settle(warehouse: Warehouse, cityId: string, now: Date): Promise<number> {
  if (!hasOverlays((await readSnapshot(warehouse, cityId)).partitions)) return 0
  const origin = { city: cityId, source: '', file: 'settle', bytes: 0, modified: 0 }
  const attempt = await beginBatch(warehouse, { ...origin, sha256: '', mapping: '' })
  try {
    const snapshot = await readSnapshot(warehouse, cityId)
    if (snapshot.version !== attempt.parent) throw new RefusedError('another load was first')
    const { timeZone } = snapshot.city
    const overlays = await readOverlays(warehouse, snapshot.partitions, timeZone)
    const closed = closedMonths(snapshot.partitions, now, timeZone).map((month) => ({
      slice: month * 100,
    }))
    const loaded = await copySlices(warehouse, attempt, snapshot.partitions, closed, overlays)
    const cubes = [...snapshot.cubes.keys()]
    await computeCubes(warehouse, loaded.written, timeZone, cubes)
    await commit(warehouse, attempt, {
      generations: loaded.generations,
      cubes,
      repeats: await writeRepeats(warehouse, attempt, snapshot, loaded, { all: true }),
      sources: snapshot.sources.map((s) => [s.source, Date.parse(s.through) / 1000]),
      counts: NOTHING_LOADED,
      days: null,
    })
    await sweep(warehouse, cityId)
    return loaded.written.length
  } catch (error) {
    await failBatch(warehouse, attempt, error instanceof Error ? error.message : String(error))
    // What a load that was first swept away, this one misses.
    const overtaken = (await readVersion(warehouse, cityId)) !== attempt.parent
    throw overtaken ? new RefusedError('another load was first', { cause: error }) : error
  }
}
