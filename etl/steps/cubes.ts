import { CUBES, type Cube, DERIVED, EXTRACTS, type Extract } from '../../sql/model/cubes.ts'
import { DIMENSIONS, type DimensionId } from '../../sql/model/dimensions.ts'
import { FLOWS, PARTS } from '../../sql/model/parts.ts'
import { command } from '../../sql/node/run.ts'
import type { Generation } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { partitionId } from './slices.ts'
import { LONG } from './stage.ts'

const columnsOf = (dimensions: readonly DimensionId[]): string[] =>
  dimensions.flatMap((id) => DIMENSIONS[id].column ?? [])

const LOCAL_DAY = 'toDate(received_at, {zone:String})'
const LOCAL_HOUR = `toStartOfHour(toDateTime(toUnixTimestamp(received_at) + timeZoneOffset(toTimeZone(received_at, {zone:String})), 'UTC'), 'UTC')`
const CLOSING_DAY = 'toDate(assumeNotNull(greatest(received_at, closed_at)), {zone:String})'
const SLICES = '_partition_id IN ({ids:Array(String)})'

function aggregate(cube: Cube, into: string): string {
  const keys = ['slice', 'batch', cube.moment, ...columnsOf(cube.dimensions)].join(', ')
  const counts = cube.parts.map((part) => `countIf(${PARTS[part]}) AS p_${part}`)
  const came = `SELECT ${keys.replace(cube.moment, `${cube.moment === 'day' ? LOCAL_DAY : LOCAL_HOUR} AS ${cube.moment}`)},
         ${counts.join(', ')}${cube.flows ? `, countIf(${FLOWS.entered}) AS p_entered, 0 AS p_gone` : ''}
    FROM complaints WHERE ${SLICES} GROUP BY ${keys}`
  const columns = [...cube.parts, ...(cube.flows ? ['entered', 'gone'] : [])]
  const insert = `INSERT INTO ${into} (${keys}, ${columns.join(', ')})`
  if (!cube.flows) return `${insert}\n  ${came}`
  const went = `SELECT ${keys.replace('day', `${CLOSING_DAY} AS day`)},
         ${cube.parts.map(() => '0').join(', ')}, 0, count()
    FROM complaints WHERE ${SLICES} AND ${FLOWS.gone} GROUP BY ${keys}`
  return `${insert}
  SELECT ${keys}, ${columns.map((column) => `sum(p_${column})`).join(', ')}
    FROM (${came}
    UNION ALL ${went})
   GROUP BY ${keys}`
}

function extract({ columns, where }: Extract, into: string): string {
  const dimensions = columnsOf(Object.keys(DIMENSIONS) as DimensionId[]).join(', ')
  return `INSERT INTO ${into} (slice, batch, ${Object.keys(columns).join(', ')}, ${dimensions})
  SELECT slice, batch, ${Object.values(columns).join(', ')}, ${dimensions}
    FROM complaints WHERE ${SLICES} AND ${where}`
}

/**
 * Computes one table anew for these generations, from the complaints' latest state.
 * @param into the table, or one of its shape
 */
export async function derive(
  warehouse: Warehouse,
  derived: Cube | Extract,
  into: string,
  generations: readonly Generation[],
  timeZone: string,
): Promise<void> {
  const statement = 'parts' in derived ? aggregate(derived, into) : extract(derived, into)
  await command(
    warehouse,
    statement,
    { zone: timeZone, ids: generations.map(partitionId) },
    // One thread writes each slice as one part, which nobody has to merge.
    { ...LONG, max_insert_threads: '1' },
  )
}

/**
 * The derived tables that hold every slice once these were written: those that held all before, or all
 * where nothing was left as it was.
 */
export const holdAll = (
  before: ReadonlyMap<string, number>,
  generations: readonly Generation[],
  written: readonly Generation[],
): string[] => (generations.length === written.length ? [...DERIVED] : [...before.keys()])

/**
 * Computes every cube and extract anew for the written generations. No counter is ever incremented, so
 * none can drift.
 */
export async function computeCubes(
  warehouse: Warehouse,
  written: readonly Generation[],
  timeZone: string,
): Promise<void> {
  if (written.length === 0) return
  for (const derived of [...CUBES, ...EXTRACTS]) {
    await derive(warehouse, derived, derived.table, written, timeZone)
  }
}
