import { isOverlay } from '../../sql/compile/slices.ts'
import { COMPLAINT_COLUMNS } from '../../sql/model/complaint.ts'
import { LONG } from '../../sql/node/long.ts'
import { command } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Attempt } from '../ledger.ts'
import { HOME_SLICE, type Overlays } from './overlays.ts'
import { countBySlice, isDay, monthOf, owned, partitionId } from './slices.ts'
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
 * Plans which slices a load writes anew: those that its winners come into or leave, and those that take
 * in what overlays hold of them. A month that has closed since it was sliced by day is written as one slice.
 */
export function planTargets(
  visible: readonly Generation[],
  winners: Pick<Winners, 'moves' | 'stagedBySlice'>,
  overlays: Pick<Overlays, 'gained'>,
): Target[] {
  const closing = new Set(winners.moves.map((m) => m.slice).filter((s) => !isDay(s)))
  const home = (slice: number): number => (closing.has(monthOf(slice)) ? monthOf(slice) : slice)
  const targets = new Map<number, Target>()
  const touch = (slice: number): Target => {
    const known = targets.get(slice)
    if (known) return known
    const from = visible.filter((g) => !isOverlay(g) && home(g.slice) === slice)
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
  for (const [slice, complaints] of overlays.gained) touch(home(slice)).expected += complaints
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

const COLUMNS = COMPLAINT_COLUMNS.join(', ')

/** The rows of `complaints` of which no newer version won. */
export const stays = (attempt: Attempt, winners: Winners | null): string =>
  winners === null || winners.all
    ? 'true'
    : `NOT (source = {source:String} AND id IN (SELECT id FROM ${winnersTable(attempt.number)} WHERE old_slice > 0))`

/** The staged rows that won, of some slices. */
export function won(attempt: Attempt, winners: Winners): string {
  const table = winnersTable(attempt.number)
  // Millions of ids as they are would take more memory than a query may have.
  const version = 'cityHash64(id, version, content)'
  const staging = `SELECT slice, batch, loaded_by, ${COLUMNS}
  FROM ${stageTable(attempt.number)}
 WHERE slice IN ({slices:Array(UInt32)})`
  const pick = (again: boolean) =>
    `${staging} AND ${version} IN (SELECT ${version} FROM ${table} WHERE slice IN ({slices:Array(UInt32)}) AND again = ${again})`
  return winners.all
    ? staging
    : `${pick(false)} UNION ALL SELECT * FROM (${pick(true)} LIMIT 1 BY id)`
}

async function rewrite(
  warehouse: Warehouse,
  attempt: Attempt,
  targets: Target[],
  winners: Winners | null,
  overlays: Overlays,
): Promise<void> {
  const folded = overlays.generations.length > 0
  const home = folded ? HOME_SLICE : 'slice'
  const kept = `SELECT if(has({closing:Array(UInt32)}, intDiv(${home} AS home, 100) * 100), intDiv(home, 100) * 100, home),
       {batch:UInt32}, loaded_by, ${COLUMNS}
  FROM complaints
 WHERE (_partition_id IN ({from:Array(String)})
        ${folded ? `AND NOT ${owned('{overlays:Array(String)}')} OR _partition_id IN ({overlays:Array(String)})` : ''})
   AND ${stays(attempt, winners)}`
  await command(
    warehouse,
    `INSERT INTO complaints (slice, batch, loaded_by, ${COLUMNS})
     SELECT * FROM (${winners ? `${kept} UNION ALL ${won(attempt, winners)}` : kept})`,
    {
      batch: attempt.number,
      source: attempt.source,
      from: targets.flatMap((t) => t.from.map(partitionId)),
      slices: targets.filter((t) => !t.attach).map((t) => t.slice),
      closing: targets.map((t) => t.slice).filter((s) => !isDay(s)),
      overlays: overlays.generations.map(partitionId),
      zone: overlays.timeZone,
      dayMonths: overlays.dayMonths,
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
  overlays: Overlays,
): Promise<Loaded> {
  const attached = targets.filter((t) => t.attach)
  const kept = (t: Target): boolean => t.from.length > 0 || overlays.generations.length > 0
  const rewritten = targets.filter((t) => !t.attach || kept(t))
  if (attached.length > 0) await attach(warehouse, attempt, attached)
  if (rewritten.length > 0) await rewrite(warehouse, attempt, rewritten, winners, overlays)
  const written = await countWritten(warehouse, attempt, targets)
  const gone = [...targets.flatMap((t) => t.from), ...overlays.generations]
  const replaced = new Set(gone.map((g) => g.slice))
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
 * and of those that they leave; and of those of which overlays hold something, which go. Nothing that is
 * visible is altered.
 */
export async function load(
  warehouse: Warehouse,
  attempt: Attempt,
  visible: Generation[],
  winners: Winners,
  overlays: Overlays,
): Promise<Loaded> {
  if (winners.moves.length === 0) return { generations: visible, written: [] }
  const targets = planTargets(visible, winners, overlays)
  const loaded = await writeTargets(warehouse, attempt, visible, targets, winners, overlays)
  await noteSlices(warehouse, attempt, winners)
  return loaded
}

/**
 * Writes new generations of slices as they are, so that their cubes are computed anew, and of those of
 * which overlays hold something.
 * @param chosen a month is written as one slice
 */
export function copySlices(
  warehouse: Warehouse,
  attempt: Attempt,
  visible: Generation[],
  chosen: readonly { slice: number }[],
  overlays: Overlays,
): Promise<Loaded> {
  const moves = chosen.map(({ slice }) => ({ slice, old: slice, complaints: 0 }))
  const targets = planTargets(visible, { moves, stagedBySlice: new Map() }, overlays)
  return writeTargets(warehouse, attempt, visible, targets, null, overlays)
}
