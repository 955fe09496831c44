import { compileExtent, compileHexagons } from '../compile/hexagons.ts'
import type { Extent, HexagonCount, HexagonsRequest, PlacedRequest } from '../model/hexagons.ts'
import type { Scope } from '../model/scope.ts'
import { LONG } from './long.ts'
import { select } from './run.ts'
import { readSnapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'

interface ExtentRow {
  points: number
  lons: [number, number]
  lats: [number, number]
}

/**
 * Reads how many complaints carry coordinates, and where they lie, at the newest data version or the
 * named one; null where none does.
 * @throws QuestionError for a city that is not there, VersionGoneError, WarehouseDownError
 */
export async function readExtent(
  warehouse: Warehouse,
  request: PlacedRequest,
  scope: Scope,
  version?: number,
): Promise<(Extent & { points: number }) | null> {
  const snapshot = await readSnapshot(warehouse, request.city, version)
  const { sql, params } = compileExtent(request, scope, snapshot)
  const [row] = await select<ExtentRow>(warehouse, sql, params, LONG)
  if (!row || row.points === 0) return null
  const { points, lons, lats } = row
  return { points, west: lons[0], east: lons[1], south: lats[0], north: lats[1] }
}

/**
 * Counts the complaints of each category of level 1 by hexagon, at the newest data version or the named one.
 * @throws QuestionError for a city that is not there, VersionGoneError, WarehouseDownError
 */
export async function readHexagons(
  warehouse: Warehouse,
  request: HexagonsRequest,
  scope: Scope,
  version?: number,
): Promise<HexagonCount[]> {
  const snapshot = await readSnapshot(warehouse, request.city, version)
  const { sql, params } = compileHexagons(request, scope, snapshot)
  return select<HexagonCount>(warehouse, sql, params, LONG)
}
