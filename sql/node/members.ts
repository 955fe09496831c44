import { columnOf } from '../compile/names.ts'
import { join, parameter, render, sql } from '../compile/sql.ts'
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

async function membersIn(warehouse: Warehouse, ids: string[]): Promise<KnownMembers> {
  const lists = readable.map((id) => {
    const column = columnOf(id)
    const one = DIMENSIONS[id].multiple ? sql`arrayJoin(${column})` : column
    return sql`(SELECT groupUniqArray(${parameter('most', 'UInt32', MOST_MEMBERS)})(one) FROM (SELECT ${one} AS one FROM complaints WHERE _partition_id IN (${parameter('partitions', 'Array(String)', ids)})))`
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
  const found = await membersIn(warehouse, fresh)
  const members = before ? union(before.members, found) : found
  cities.set(snapshot.city.id, { version: snapshot.version, partitions: new Set(ids), members })
  return members
}
