import { DERIVED } from '../sql/model/cubes.ts'
import { type Generation, readSnapshot } from '../sql/node/snapshot.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import { beginBatch, failBatch } from './ledger.ts'
import { commit, NOTHING_LOADED, RefusedError } from './steps/commit.ts'
import { computeCubes } from './steps/cubes.ts'
import { copySlices } from './steps/load.ts'
import { readOverlays } from './steps/overlays.ts'
import { computeRepeats } from './steps/repeats.ts'
import { sweep } from './steps/sweep.ts'

/** Months as they are typed: `YYYY-MM`, [from, to); an absent bound is open. */
export interface Months {
  from?: string | undefined
  to?: string | undefined
}

const toNumber = (month: string): number =>
  Number(month.slice(0, 4)) * 100 + Number(month.slice(5, 7))

/** The visible slices of these months. */
export function chooseSlices(visible: Generation[], { from, to }: Months): Generation[] {
  const lower = from ? toNumber(from) : 0
  const upper = to ? toNumber(to) : Number.POSITIVE_INFINITY
  return visible.filter((g) => {
    const month = Math.floor(g.slice / 100)
    return month >= lower && month < upper
  })
}

/**
 * Computes a city's cubes anew from its complaints, as one load that changes no complaint.
 * @returns the data version and how many slices were written
 * @throws RefusedError when another load was first
 */
export async function rebuild(
  warehouse: Warehouse,
  cityId: string,
  months: Months,
): Promise<{ version: number; slices: number }> {
  const origin = {
    city: cityId,
    source: '',
    file: 'rebuild',
    bytes: 0,
    modified: 0,
    sha256: '',
    mapping: '',
  }
  const attempt = await beginBatch(warehouse, origin)
  try {
    const snapshot = await readSnapshot(warehouse, cityId)
    if (snapshot.version !== attempt.parent) throw new RefusedError('another load was first')
    const chosen = chooseSlices(snapshot.partitions, months)
    const overlays = await readOverlays(warehouse, snapshot.partitions, snapshot.city.timeZone)
    const copied = await copySlices(warehouse, attempt, snapshot.partitions, chosen, overlays)
    const { generations, written } = copied
    const all = written.length === generations.length
    const cubes = all ? DERIVED : [...snapshot.cubes.keys()]
    await computeCubes(warehouse, written, snapshot.city.timeZone, cubes)
    const version = await commit(warehouse, attempt, {
      generations,
      cubes,
      repeats: await computeRepeats(warehouse, attempt.number, snapshot.repeats, copied),
      sources: snapshot.sources.map((s) => [s.source, Date.parse(s.through) / 1000]),
      counts: NOTHING_LOADED,
      days: null,
    })
    await sweep(warehouse, cityId)
    return { version, slices: written.length }
  } catch (error) {
    await failBatch(warehouse, attempt, error instanceof Error ? error.message : String(error))
    throw error
  }
}
