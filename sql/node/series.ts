import { compileSeries } from '../compile/series.ts'
import type { Scope } from '../model/scope.ts'
import type { Series, SeriesCounts, SeriesRequest } from '../model/series.ts'
import { LONG } from './long.ts'
import { select } from './run.ts'
import { readSnapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'

/**
 * Reads the counts of many series at once, at the newest data version or the named one.
 * @throws QuestionError for a city that is not there, VersionGoneError, WarehouseDownError
 */
export async function readSeries(
  warehouse: Warehouse,
  request: SeriesRequest,
  scope: Scope,
  version?: number,
): Promise<SeriesCounts> {
  const snapshot = await readSnapshot(warehouse, request.city, version)
  const { sql, params } = compileSeries(request, scope, snapshot)
  const series = await select<Series>(warehouse, sql, params, LONG)
  return { version: snapshot.version, through: snapshot.through, series }
}
