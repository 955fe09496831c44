import { COMPLAINT_COLUMNS } from '../../sql/model/complaint.ts'
import { LONG } from '../../sql/node/long.ts'
import { command } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Attempt } from '../ledger.ts'
import { countBySlice, isDay, monthOf, partitionId } from './slices.ts'
import { stageTable } from './stage.ts'
import type { Winners } from './winners.ts'
import { winnersTable } from './winners.ts'

/** The city's slices after a load that is not yet committed. */
export interface Loaded {
  /** All generations, those of untouched slices included. */
  generations: Generation[]
  /** Those that this attempt wrote. */
  written: Generation[]
}

/** A slice to be written anew: from the generations `from` and the staged winners. */
interface Target {
  slice: number
  from: Generation[]
  /** Rows that the new generation must have. */
  expected: number
  /** Its staged partition becomes a part of the new generation as it stands. */
  attach: boolean
}

/**
 * Plans which slices a load writes anew. A month that has closed since it was sliced by day is
 * written as one slice.
 */
function planTargets(visible: Generation[], winners: Winners): Target[] {
  const closing = new Set(winners.moves.map((m) => m.slice).filter((s) => !isDay(s)))
  const home = (slice: number): number => (closing.has(monthOf(slice)) ? monthOf(slice) : slice)
  const targets = new Map<number, Target>()
  const touch = (slice: number): Target => {
    const known = targets.get(slice)
    if (known) return known
    const from = visible.filter((g) => home(g.slice) === slice)
    const expected = from.reduce((sum, g) => sum + g.rows, 0)
    const target = { slice, from, expected, attach: false }
    targets.set(slice, target)
    return target
  }
  const came = new Map<number, number>()
  for (const move of winners.moves) {
    touch(move.slice).expected += move.complaints
    if (move.old !== 0) touch(home(move.old)).expected -= move.complaints
    came.set(move.slice, (came.get(move.slice) ?? 0) + move.complaints)
  }
  for (const target of targets.values()) {
    const won = came.get(target.slice)
    // Fewer rows are written together with those that are kept, so that a slice has not many parts.
    target.attach =
      won !== undefined &&
      won === winners.stagedBySlice.get(target.slice) &&
      won >= target.expected / 2
  }
  return [...targets.values()].sort((a, b) => a.slice - b.slice)
}

async function attach(warehouse: Warehouse, attempt: Attempt, targets: Target[]): Promise<void> {
  const staged = stageTable(attempt.number)
  const parts = targets.map(
    (t) =>
      `ATTACH PARTITION ID '${partitionId({ slice: t.slice, batch: attempt.number })}' FROM ${staged}`,
  )
  for (let i = 0; i < parts.length; i += 100) {
    await command(warehouse, `ALTER TABLE complaints ${parts.slice(i, i + 100).join(', ')}`)
  }
}

async function rewrite(
  warehouse: Warehouse,
  attempt: Attempt,
  targets: Target[],
  winners: Winners | null,
): Promise<void> {
  const columns = COMPLAINT_COLUMNS.join(', ')
  const staged = stageTable(attempt.number)
  const won = winnersTable(attempt.number)
  const ranked = winners !== null && !winners.all
  // Millions of ids as they are would take more memory than a query may have.
  const version = 'cityHash64(id, version, content)'
  const kept = `SELECT if(has({closing:Array(UInt32)}, intDiv(slice, 100) * 100), intDiv(slice, 100) * 100, slice) AS slice,
       {batch:UInt32} AS batch, loaded_by, ${columns}
  FROM complaints
 WHERE _partition_id IN ({from:Array(String)})
   ${ranked ? `AND NOT (source = {source:String} AND id IN (SELECT id FROM ${won} WHERE old_slice > 0))` : ''}`
  const staging = `SELECT slice, batch, loaded_by, ${columns}
  FROM ${staged}
 WHERE slice IN ({slices:Array(UInt32)})`
  const pick = (again: boolean) =>
    `${staging} AND ${version} IN (SELECT ${version} FROM ${won} WHERE slice IN ({slices:Array(UInt32)}) AND again = ${again})`
  const added = ranked
    ? `${pick(false)} UNION ALL SELECT * FROM (${pick(true)} LIMIT 1 BY id)`
    : staging
  await command(
    warehouse,
    `INSERT INTO complaints (slice, batch, loaded_by, ${columns})
     SELECT * FROM (${winners ? `${kept} UNION ALL ${added}` : kept})`,
    {
      batch: attempt.number,
      source: attempt.source,
      from: targets.flatMap((t) => t.from.map(partitionId)),
      slices: targets.filter((t) => !t.attach).map((t) => t.slice),
      closing: targets.map((t) => t.slice).filter((s) => !isDay(s)),
    },
    // Half the engine's own size: a block is there three times while it is sorted and written.
    { ...LONG, min_insert_block_size_bytes: String(128 * 1024 ** 2) },
  )
}

async function countWritten(
  warehouse: Warehouse,
  attempt: Attempt,
  targets: Target[],
): Promise<Generation[]> {
  const { number: batch } = attempt
  const counted = await countBySlice(
    warehouse,
    'complaints',
    targets.map(({ slice }) => ({ slice, batch })),
  )
  for (const target of targets) {
    const got = counted.get(target.slice) ?? 0
    if (got !== target.expected) {
      throw new Error(
        `slice ${target.slice} of batch ${batch} has ${got} complaints where ${target.expected} are due`,
      )
    }
  }
  return targets
    .filter((t) => t.expected > 0)
    .map((t) => ({ slice: t.slice, batch, rows: t.expected }))
}

async function writeTargets(
  warehouse: Warehouse,
  attempt: Attempt,
  visible: Generation[],
  targets: Target[],
  winners: Winners | null,
): Promise<Loaded> {
  const attached = targets.filter((t) => t.attach)
  const rewritten = targets.filter((t) => !t.attach || t.from.length > 0)
  if (attached.length > 0) await attach(warehouse, attempt, attached)
  if (rewritten.length > 0) await rewrite(warehouse, attempt, rewritten, winners)
  const written = await countWritten(warehouse, attempt, targets)
  const replaced = new Set(targets.flatMap((t) => t.from.map((g) => g.slice)))
  const untouched = visible.filter((g) => !replaced.has(g.slice))
  const generations = [...untouched, ...written].sort((a, b) => a.slice - b.slice)
  return { generations, written }
}

/** Notes for the loads to come where complaints lie that were not known there. */
async function noteSlices(warehouse: Warehouse, attempt: Attempt, winners: Winners): Promise<void> {
  const moved = winners.all
    ? stageTable(attempt.number)
    : `${winnersTable(attempt.number)} WHERE slice != old_slice`
  await command(
    warehouse,
    `INSERT INTO complaint_index (city, source, id, slice)
     SELECT {city:String}, {source:String}, id, slice FROM ${moved}`,
    { city: attempt.city, source: attempt.source },
    LONG,
  )
}

/**
 * Writes new generations of the slices that the staged winners touch: of those that they come into
 * and of those that they leave. Nothing that is visible is altered.
 */
export async function load(
  warehouse: Warehouse,
  attempt: Attempt,
  visible: Generation[],
  winners: Winners,
): Promise<Loaded> {
  const targets = planTargets(visible, winners)
  const loaded = await writeTargets(warehouse, attempt, visible, targets, winners)
  await noteSlices(warehouse, attempt, winners)
  return loaded
}

/** Writes new generations of slices as they are, so that their cubes are computed anew. */
export function copySlices(
  warehouse: Warehouse,
  attempt: Attempt,
  visible: Generation[],
  chosen: Generation[],
): Promise<Loaded> {
  const targets = chosen.map((g) => ({
    slice: g.slice,
    from: [g],
    expected: g.rows,
    attach: false,
  }))
  return writeTargets(warehouse, attempt, visible, targets, null)
}
