import { formatLocal } from '../compile/calendar.ts'
import { compileSeries, countPeriods } from '../compile/series.ts'
import type { Scope } from '../model/scope.ts'
import type { SeriesCounts, SeriesRequest } from '../model/series.ts'
import { LONG } from './long.ts'
import { select } from './run.ts'
import { readSnapshot } from './snapshot.ts'
import type { Warehouse } from './warehouse.ts'

interface Row {
  area: string
  category: string
  periods: number[]
  counts: number[]
}

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
  const rows = await select<Row>(warehouse, sql, params, LONG)
  const length = countPeriods(request)
  const series = rows.map(({ area, category, periods, counts }) => {
    const filled = new Array<number>(length).fill(0)
    periods.forEach((period, i) => {
      filled[period] = counts[i] ?? 0
    })
    return { area, category, counts: filled }
  })
  const { through, city } = snapshot
  const cutOff = through === null ? null : formatLocal(Date.parse(through), city.timeZone)
  return { version: snapshot.version, through: cutOff, series }
}
