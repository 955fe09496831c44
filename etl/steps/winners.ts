import { isOverlay } from '../../sql/compile/slices.ts'
import { LONG } from '../../sql/node/long.ts'
import { command, select } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import type { Attempt } from '../ledger.ts'
import { HOME_SLICE, type Overlays } from './overlays.ts'
import { KEY } from './repeat-slices.ts'
import { inForce, monthOf, partitionId } from './slices.ts'
import { stageTable } from './stage.ts'

export const knownTable = (batch: number): string => `known_${batch}`
export const winnersTable = (batch: number): string => `winners_${batch}`

/** So many complaints came into `slice` from `old`, the visible slice where they lie (0: new ones). */
interface Move {
  slice: number
  old: number
  complaints: number
}

/** Which staged rows become the present state of their complaint. */
export interface Winners {
  /** Every staged row wins: no complaint is known and none is staged twice. */
  all: boolean
  staged: number
  loaded: number
  superseded: number
  duplicates: number
  /** Bad fields over all staged rows. */
  warnings: number
  stagedBySlice: Map<number, number>
  /** First and last local day of receipt, YYYY-MM-DD; null where nothing is staged. */
  days: { first: string; last: string } | null
  moves: Move[]
}

interface Staged {
  rows: number
  ids: number
  firstId: string
  lastId: string
  warnings: number
  bySlice: Map<number, number>
  days: Winners['days']
}

async function countStaged(
  warehouse: Warehouse,
  attempt: Attempt,
  timeZone: string,
): Promise<Staged> {
  const table = stageTable(attempt.number)
  const [total] = await select<{
    rows: number
    ids: number
    firstId: string
    lastId: string
    warnings: number
    first: string
    last: string
  }>(
    warehouse,
    `SELECT count() AS rows, uniqExact(id) AS ids,
            min(id) AS firstId, max(id) AS lastId, sum(length(raw)) AS warnings,
            toString(toDate(min(received_at), {zone:String})) AS first,
            toString(toDate(max(received_at), {zone:String})) AS last
       FROM ${table}`,
    { zone: timeZone },
    LONG,
  )
  const slices = await select<{ slice: number; rows: number }>(
    warehouse,
    `SELECT slice, count() AS rows FROM ${table} GROUP BY slice`,
  )
  return {
    rows: total?.rows ?? 0,
    ids: total?.ids ?? 0,
    firstId: total?.firstId ?? '',
    lastId: total?.lastId ?? '',
    warnings: total?.warnings ?? 0,
    bySlice: new Map(slices.map((s) => [s.slice, s.rows])),
    days: total && total.rows > 0 ? { first: total.first, last: total.last } : null,
  }
}

/** So many ids are looked for one by one; for more, a part of a table is read from first to last. */
export const FEW = 50_000

/**
 * Which rows may belong to a staged complaint. A million ids as they are would take more memory than a
 * query may have, so their hashes are compared: a row of another complaint may pass, and does no harm.
 */
const isStaged = (attempt: Attempt, staged: Staged): string =>
  staged.rows <= FEW
    ? `id IN (SELECT id FROM ${stageTable(attempt.number)})`
    : `id BETWEEN {firstId:String} AND {lastId:String}
         AND cityHash64(id) IN (SELECT cityHash64(id) FROM ${stageTable(attempt.number)})`

/**
 * The visible generations in which versions of the staged complaints may lie. The index names slices
 * of the time when they were written; a month may have closed since that was sliced by day.
 */
async function findPlaces(
  warehouse: Warehouse,
  attempt: Attempt,
  visible: Generation[],
  staged: Staged,
): Promise<Generation[]> {
  if (visible.length === 0) return []
  const rows = await select<{ slice: number }>(
    warehouse,
    `SELECT DISTINCT slice FROM complaint_index
      WHERE city = {city:String} AND source = {source:String}
        AND ${isStaged(attempt, staged)}`,
    {
      city: attempt.city,
      source: attempt.source,
      firstId: staged.firstId,
      lastId: staged.lastId,
    },
    LONG,
  )
  const named = new Set(rows.flatMap(({ slice }) => [slice, monthOf(slice)]))
  return visible.filter((g) => named.has(isOverlay(g) ? monthOf(g.slice) : g.slice))
}

/**
 * Finds what the warehouse already knows of the staged complaints: where they lie, which version; of few
 * ones also when they came, and the key by which they can be repeated (0: none).
 */
async function findKnown(
  warehouse: Warehouse,
  attempt: Attempt,
  visible: Generation[],
  staged: Staged,
  overlays: Overlays,
): Promise<number> {
  const known = knownTable(attempt.number)
  await command(
    warehouse,
    `CREATE OR REPLACE TABLE ${known}
       (id String, slice UInt32, version DateTime64(6, 'UTC'), content UInt64,
        received_at DateTime('UTC'), key UInt64)
     ENGINE = MergeTree ORDER BY id`,
  )
  const places = await findPlaces(warehouse, attempt, visible, staged)
  if (places.length === 0) return 0
  await command(
    warehouse,
    `INSERT INTO ${known}
     SELECT id, ${HOME_SLICE}, version, content, received_at,
            ${staged.rows <= FEW ? `if(requester_key = '', 0, ${KEY})` : '0'}
       FROM complaints
      WHERE ${inForce(places, '{ids:Array(String)}')} AND source = {source:String}
        AND ${isStaged(attempt, staged)}`,
    {
      ids: places.map(partitionId),
      source: attempt.source,
      firstId: staged.firstId,
      lastId: staged.lastId,
      zone: overlays.timeZone,
      dayMonths: overlays.dayMonths,
    },
    LONG,
  )
  const [row] = await select<{ n: number }>(warehouse, `SELECT count() AS n FROM ${known}`)
  return row?.n ?? 0
}

/**
 * Picks the newest version of each staged complaint where it is newer than the known one. Of equal
 * versions the greater content wins, so that the order of arrival does not show.
 * Only the complaints that are staged more than once are grouped: few are, and texts take memory.
 * @param unique none is staged more than once
 */
async function rank(warehouse: Warehouse, attempt: Attempt, unique: boolean) {
  const winners = winnersTable(attempt.number)
  const staged = stageTable(attempt.number)
  const known = knownTable(attempt.number)
  await command(
    warehouse,
    `CREATE OR REPLACE TABLE ${winners}
       (id String, version DateTime64(6, 'UTC'), content UInt64, slice UInt32, old_slice UInt32,
        again Bool COMMENT 'staged more than once')
     ENGINE = MergeTree ORDER BY id`,
  )
  const twice = `(SELECT cityHash64(id) AS h FROM ${staged} GROUP BY h HAVING count() > 1)`
  const once = `SELECT id, tuple(version, content) AS newest, slice, false AS again FROM ${staged}`
  const newest = unique
    ? once
    : `${once} WHERE cityHash64(id) NOT IN ${twice}
       UNION ALL
       SELECT id, max(tuple(version, content)) AS newest, argMax(slice, tuple(version, content)) AS slice, true AS again
         FROM ${staged} WHERE cityHash64(id) IN ${twice} GROUP BY id`
  await command(
    warehouse,
    `INSERT INTO ${winners}
     SELECT s.id, (s.newest).1, (s.newest).2, s.slice, k.slice, s.again
       FROM (${newest}) AS s
       LEFT JOIN ${known} AS k ON k.id = s.id
      WHERE k.id = '' OR s.newest > tuple(k.version, k.content)`,
    {},
    LONG,
  )
  const older = unique
    ? `SELECT countIf(r.version < k.version) FROM ${staged} AS r INNER JOIN ${known} AS k ON k.id = r.id`
    : `SELECT countIf(r.version < greatest(t.newest, k.version))
         FROM ${staged} AS r
         LEFT JOIN (SELECT id, max(version) AS newest FROM ${staged}
                     WHERE cityHash64(id) IN ${twice} GROUP BY id) AS t ON t.id = r.id
         LEFT JOIN ${known} AS k ON k.id = r.id`
  const [counts] = await select<{ loaded: number; superseded: number }>(
    warehouse,
    `SELECT (SELECT count() FROM ${winners}) AS loaded, (${older}) AS superseded`,
    {},
    LONG,
  )
  const moves = await select<{ slice: number; old_slice: number; complaints: number }>(
    warehouse,
    `SELECT slice, old_slice, count() AS complaints FROM ${winners} GROUP BY slice, old_slice`,
  )
  return {
    loaded: counts?.loaded ?? 0,
    superseded: counts?.superseded ?? 0,
    moves: moves.map((m) => ({ slice: m.slice, old: m.old_slice, complaints: m.complaints })),
  }
}

/**
 * Compares the staged rows with each other and with what the warehouse knows. A complaint's newest
 * version wins if it is newer than the known one; of the rest, those of the newest version, whatever
 * their content, are duplicates and the older ones superseded.
 */
export async function pickWinners(
  warehouse: Warehouse,
  attempt: Attempt,
  visible: Generation[],
  overlays: Overlays,
): Promise<Winners> {
  const staged = await countStaged(warehouse, attempt, overlays.timeZone)
  const known = await findKnown(warehouse, attempt, visible, staged, overlays)
  const counted = {
    staged: staged.rows,
    warnings: staged.warnings,
    stagedBySlice: staged.bySlice,
    days: staged.days,
  }
  if (known === 0 && staged.ids === staged.rows) {
    const moves = [...staged.bySlice].map(([slice, complaints]) => ({ slice, old: 0, complaints }))
    return { ...counted, all: true, loaded: staged.rows, superseded: 0, duplicates: 0, moves }
  }
  const { loaded, superseded, moves } = await rank(warehouse, attempt, staged.ids === staged.rows)
  const duplicates = staged.rows - loaded - superseded
  return { ...counted, all: false, loaded, superseded, duplicates, moves }
}
