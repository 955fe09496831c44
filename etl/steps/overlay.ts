import { isOverlay, overlaySlice } from '../../sql/compile/slices.ts'
import { COMPLAINT_COLUMNS } from '../../sql/model/complaint.ts'
import { DERIVED } from '../../sql/model/cubes.ts'
import { LONG } from '../../sql/node/long.ts'
import { command, select } from '../../sql/node/run.ts'
import type { Generation, Snapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Attempt } from '../ledger.ts'
import {
  type ChangedRepeats,
  changedSeconds,
  findChangedRepeats,
  type Overlaid,
} from './changed-repeats.ts'
import { planTargets, stays, won } from './load.ts'
import { HOME, type Overlays } from './overlays.ts'
import { countBySlice, isDay, monthOf, owned, partitionId } from './slices.ts'
import { stageTable } from './stage.ts'
import { FEW, knownTable, type Winners, winnersTable } from './winners.ts'

/** The seconds that the overlays of a batch own. */
export const ownedTable = (batch: number): string => `owned_${batch}`

/** What the slices under the overlays of a batch hold of these seconds. */
export const beforeTable = (batch: number): string => `before_${batch}`

/** Slices with fewer complaints are written anew in a second or two. */
const LEAST_REWRITTEN = 200_000
/** What more complaints change is written into their slices. */
const MOST_WON = 20_000
/** Overlays with more complaints go into their slices: every load into one of a month writes it anew. */
const MOST_OVERLAID = 60_000

/** Whether few complaints would have very many written anew. */
function isWorth(before: Snapshot, winners: Winners, leastRewritten: number): boolean {
  const filled = before.repeats !== null && DERIVED.every((table) => before.cubes.has(table))
  if (!filled || winners.moves.length === 0) return false
  if (winners.staged > FEW || winners.loaded > MOST_WON) return false
  const targets = planTargets(before.partitions, winners, { gained: new Map() })
  const rewritten = targets.flatMap(({ from }) => from).reduce((sum, { rows }) => sum + rows, 0)
  return rewritten >= leastRewritten
}

const SECONDS = "(received_at DateTime('UTC')) ENGINE = MergeTree ORDER BY tuple()"
const MONTH = 'toYYYYMM(toDate(received_at, {zone:String}))'
const COLUMNS = COMPLAINT_COLUMNS.join(', ')

/** Keeps the seconds in which a complaint changes, or whether it is a repeated one. */
async function keepOwned(
  warehouse: Warehouse,
  attempt: Attempt,
  before: Snapshot,
  winners: Winners,
  changed: ChangedRepeats | null,
): Promise<void> {
  const { number: batch } = attempt
  const table = ownedTable(batch)
  const ofWinners = winners.all ? '' : `WHERE id IN (SELECT id FROM ${winnersTable(batch)})`
  const repeated = changed === null ? null : changedSeconds(attempt, before, changed)
  await command(warehouse, `CREATE OR REPLACE TABLE ${table} ${SECONDS}`)
  await command(
    warehouse,
    `INSERT INTO ${table} SELECT DISTINCT received_at
       FROM (SELECT received_at FROM ${stageTable(batch)} ${ofWinners}
             ${winners.all ? '' : `UNION ALL SELECT received_at FROM ${knownTable(batch)} ${ofWinners}`}
             ${repeated === null ? '' : `UNION ALL ${repeated.select}`})`,
    repeated?.params,
    LONG,
  )
}

/** The months (yyyymm) of the kept seconds. */
async function listMonths(warehouse: Warehouse, batch: number, zone: string): Promise<Set<number>> {
  const rows = await select<{ month: number }>(
    warehouse,
    `SELECT DISTINCT ${MONTH} AS month FROM ${ownedTable(batch)}`,
    { zone },
  )
  return new Set(rows.map(({ month }) => month))
}

/** Of which of the months complaints go into slices of a day. */
function findDayMonths(
  months: ReadonlySet<number>,
  under: readonly Generation[],
  winners: Winners,
  overlays: Overlays,
): number[] {
  const isOf = (month: number) => (slice: number) => monthOf(slice) / 100 === month
  return [...months].filter((month) => {
    const slices = under.map(({ slice }) => slice).filter(isOf(month))
    if (slices.length > 0) return slices.some(isDay)
    if ([...overlays.gained.keys()].some(isOf(month))) return overlays.dayMonths.includes(month)
    return winners.moves.some(({ slice }) => isOf(month)(slice) && isDay(slice))
  })
}

/** Copies what the slices under the overlays hold of the owned seconds, or says that it is too much. */
async function keepBefore(
  warehouse: Warehouse,
  batch: number,
  under: readonly Generation[],
  zone: string,
): Promise<boolean> {
  const table = beforeTable(batch)
  const found = `FROM complaints
      WHERE _partition_id IN ({under:Array(String)})
        AND received_at IN (SELECT received_at FROM ${ownedTable(batch)})`
  const parameters = { under: under.map(partitionId), batch, zone }
  const [row] = await select<{ rows: number }>(
    warehouse,
    `SELECT count() AS rows ${found}`,
    parameters,
    LONG,
  )
  if ((row?.rows ?? 0) > MOST_OVERLAID) return false
  await command(
    warehouse,
    `CREATE OR REPLACE TABLE ${table} AS complaints ENGINE = MergeTree ORDER BY tuple()`,
  )
  await command(
    warehouse,
    `INSERT INTO ${table} (slice, batch, loaded_by, ${COLUMNS})
     SELECT ${MONTH} * 100 + 99, {batch:UInt32}, loaded_by, ${COLUMNS} ${found}`,
    parameters,
    LONG,
  )
  return true
}

interface Writing {
  /** The overlays to be written. */
  made: readonly { slice: number; batch: number }[]
  /** Overlays that the new ones take the place of. */
  absorbed: readonly Generation[]
  /** Months of which complaints go into slices of a day. */
  dayMonths: readonly number[]
  zone: string
}

/** Writes the overlays: of the owned seconds every complaint, as it is now. */
async function writeComplaints(
  warehouse: Warehouse,
  attempt: Attempt,
  winners: Winners,
  { made, absorbed, dayMonths, zone }: Writing,
): Promise<void> {
  const { number: batch, source } = attempt
  const absorbing = absorbed.length > 0
  const kept = stays(attempt, winners)
  await command(
    warehouse,
    `INSERT INTO complaints (slice, batch, loaded_by, ${COLUMNS})
     SELECT ${MONTH} * 100 + 99, {batch:UInt32}, loaded_by, ${COLUMNS}
       FROM (SELECT slice, batch, loaded_by, ${COLUMNS} FROM ${beforeTable(batch)}
              WHERE ${kept} ${absorbing ? `AND NOT ${owned('{absorbed:Array(String)}')}` : ''}
             UNION ALL
             ${absorbing ? `SELECT slice, batch, loaded_by, ${COLUMNS} FROM complaints WHERE _partition_id IN ({absorbed:Array(String)}) AND ${kept} UNION ALL` : ''}
             ${won(attempt, winners)})`,
    {
      batch,
      source,
      zone,
      absorbed: absorbed.map(partitionId),
      slices: winners.moves.map(({ slice }) => slice),
    },
    { ...LONG, max_insert_threads: '1' },
  )
  await command(
    warehouse,
    `INSERT INTO overlaid (slice, batch, home, received_at, gained)
     SELECT ${MONTH} * 100 + 99, {batch:UInt32},
            ${HOME}, received_at, sum(more)
       FROM (SELECT received_at, 0 AS more FROM ${ownedTable(batch)}
             UNION ALL
             SELECT received_at, 1 AS more FROM complaints WHERE _partition_id IN ({ids:Array(String)})
             UNION ALL
             SELECT received_at, -1 AS more FROM ${beforeTable(batch)})
      GROUP BY received_at`,
    { batch, zone, dayMonths, ids: made.map(partitionId) },
    { ...LONG, max_insert_threads: '1' },
  )
}

/**
 * The overlays as they were written, with the complaints by which the city grows through each; null where
 * one would take more from its month than it brings, as no manifest can say.
 */
async function countMade(
  warehouse: Warehouse,
  winners: Winners,
  { made, absorbed }: Writing,
): Promise<Generation[] | null> {
  const there = await countBySlice(warehouse, 'complaints', made)
  const rows = await select<{ slice: number; gained: number }>(
    warehouse,
    `SELECT slice, sum(gained) AS gained FROM overlaid
      WHERE _partition_id IN ({ids:Array(String)}) GROUP BY slice`,
    { ids: made.map(partitionId) },
  )
  const gained = new Map(rows.map((row) => [row.slice, row.gained]))
  const got = rows.reduce((sum, row) => sum + row.gained, 0)
  const fresh = winners.moves.filter(({ old }) => old === 0)
  const due = [...fresh.map((m) => m.complaints), ...absorbed.map((g) => g.rows)]
  const expected = due.reduce((sum, complaints) => sum + complaints, 0)
  if (got !== expected) {
    throw new Error(`the overlays bring ${got} complaints more where ${expected} are due`)
  }
  if (rows.some((row) => row.gained < 0)) return null
  return made
    .filter(({ slice }) => there.has(slice))
    .map((g) => ({ ...g, rows: gained.get(g.slice) ?? 0 }))
}

/** Notes for the loads to come where the complaints lie once their slices are written whole. */
async function noteHomes(
  warehouse: Warehouse,
  attempt: Attempt,
  { made, dayMonths, zone }: Writing,
): Promise<void> {
  const { city, source, number: batch } = attempt
  await command(
    warehouse,
    `INSERT INTO complaint_index (city, source, id, slice)
     SELECT {city:String}, {source:String}, id, ${HOME} FROM complaints
      WHERE _partition_id IN ({ids:Array(String)}) AND loaded_by = {batch:UInt32}`,
    { city, source, batch, zone, dayMonths, ids: made.map(partitionId) },
    LONG,
  )
}

/**
 * Where few complaints would have very many written anew, writes what changed of each month beside its
 * slices instead: an overlay, which goes before them (sql/compile/slices.ts) until they are written whole.
 * There is one overlay of a month, which takes in the one before. Nothing that is visible is altered.
 * @returns null where the slices are to be written
 */
export async function writeOverlays(
  warehouse: Warehouse,
  attempt: Attempt,
  before: Snapshot,
  winners: Winners,
  overlays: Overlays,
  leastRewritten: number = LEAST_REWRITTEN,
): Promise<Overlaid | null> {
  if (!isWorth(before, winners, leastRewritten)) return null
  const { number: batch } = attempt
  const { timeZone: zone } = overlays
  const changed = await findChangedRepeats(warehouse, attempt, before, winners)
  await keepOwned(warehouse, attempt, before, winners, changed)
  const months = await listMonths(warehouse, batch, zone)
  const ofMonths = before.partitions.filter(({ slice }) => months.has(monthOf(slice) / 100))
  const absorbed = ofMonths.filter(isOverlay)
  const under = ofMonths.filter((g) => !isOverlay(g))
  if (absorbed.length > 0) {
    await command(
      warehouse,
      `INSERT INTO ${ownedTable(batch)} SELECT received_at FROM overlaid
        WHERE _partition_id IN ({absorbed:Array(String)})`,
      { absorbed: absorbed.map(partitionId) },
    )
  }
  if (!(await keepBefore(warehouse, batch, under, zone))) return null
  const writing = {
    made: [...months].map((month) => ({ slice: overlaySlice(month), batch })),
    absorbed,
    dayMonths: findDayMonths(months, under, winners, overlays),
    zone,
  }
  await writeComplaints(warehouse, attempt, winners, writing)
  const written = await countMade(warehouse, winners, writing)
  if (written === null) return null
  await noteHomes(warehouse, attempt, writing)
  const kept = before.partitions.filter((g) => !absorbed.includes(g))
  const generations = [...kept, ...written].sort((a, b) => a.slice - b.slice)
  return { generations, written, changed }
}
