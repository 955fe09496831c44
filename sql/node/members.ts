import { tableOf } from '../compile/cost.ts'
import { columnOf } from '../compile/names.ts'
import { join, parameter, render, type Sql, sql } from '../compile/sql.ts'
import { CUBES, type Cube } from '../model/cubes.ts'
import { DIMENSIONS, type DimensionId } from '../model/dimensions.ts'
import { select } from './run.ts'
import type { Generation, Snapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'

/** Members of each dimension that the data know. Of very many the first found are kept. */
export type KnownMembers = ReadonlyMap<DimensionId, readonly string[]>

const MOST_MEMBERS = 5000

const readable = (Object.keys(DIMENSIONS) as DimensionId[]).filter(
  (id) => DIMENSIONS[id].column !== null,
)

interface Remembered {
  version: number
  partitions: Set<string>
  members: KnownMembers
}

const remembered = new WeakMap<Warehouse, Map<string, Remembered>>()

const idOf = ({ slice, batch }: Generation): string => `${slice}-${batch}`

/** The smallest table that tells a dimension's members. */
function tableFor(id: DimensionId, cubes: Snapshot['cubes']): Sql {
  const telling = CUBES.filter(
    ({ table, dimensions }) => cubes.has(table) && dimensions.includes(id),
  )
  const rowsOf = (cube: Cube): number => cubes.get(cube.table) ?? 0
  const [smallest] = telling.sort((a, b) => rowsOf(a) - rowsOf(b))
  return smallest ? tableOf(smallest) : sql`complaints`
}

async function membersIn(
  warehouse: Warehouse,
  { cubes }: Snapshot,
  ids: string[],
): Promise<KnownMembers> {
  const partitions = parameter('partitions', 'Array(String)', ids)
  const most = parameter('most', 'UInt32', MOST_MEMBERS)
  const lists = readable.map((id) => {
    const column = columnOf(id)
    const one = DIMENSIONS[id].multiple ? sql`arrayJoin(${column})` : column
    const found = sql`SELECT DISTINCT ${one} AS one FROM ${tableFor(id, cubes)}
       WHERE _partition_id IN (${partitions}) LIMIT ${most}`
    return sql`(SELECT groupArray(toString(one)) FROM (${found}))`
  })
  const query = render(sql`SELECT [${join(lists, sql`, `)}] AS lists`)
  const [row] = await select<{ lists: string[][] }>(warehouse, query.sql, query.params)
  return new Map(readable.map((id, i) => [id, row?.lists[i] ?? []]))
}

function union(a: KnownMembers, b: KnownMembers): KnownMembers {
  return new Map(
    readable.map((id) => [id, [...new Set([...(a.get(id) ?? []), ...(b.get(id) ?? [])])]]),
  )
}

/**
 * The members that a city's data know, read once for each data version. Of a newer version only the
 * slices that it wrote are read, so a member that a correction removed stays until the process ends.
 */
export async function readMembers(warehouse: Warehouse, snapshot: Snapshot): Promise<KnownMembers> {
  const cities = remembered.get(warehouse) ?? new Map<string, Remembered>()
  remembered.set(warehouse, cities)
  const before = cities.get(snapshot.city.id)
  if (before?.version === snapshot.version) return before.members
  const ids = snapshot.partitions.map(idOf)
  const fresh = before ? ids.filter((id) => !before.partitions.has(id)) : ids
  const found = await membersIn(warehouse, snapshot, fresh)
  const members = before ? union(before.members, found) : found
  cities.set(snapshot.city.id, { version: snapshot.version, partitions: new Set(ids), members })
  return members
}
