import { DERIVED } from '../../sql/model/cubes.ts'
import { command, select } from '../../sql/node/run.ts'
import { KEPT_SECONDS } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { affectedTable } from './repeat-slices.ts'
import { stageTable } from './stage.ts'
import { uploadTable } from './upload.ts'
import { knownTable, winnersTable } from './winners.ts'

/** Longer than a replaced version can be asked by as much as a query may take. */
const GRACE_SECONDS = KEPT_SECONDS + 300

/** Attempts of a city that began before its newest version: they can never commit any more. */
const DOOMED = `SELECT number FROM batches
                 WHERE city = {city:String}
                   AND parent < (SELECT max(version) FROM manifest WHERE city = {city:String})`

async function dropGenerations(warehouse: Warehouse, city: string): Promise<void> {
  const garbage = await select<{ table: string; partition_id: string }>(
    warehouse,
    `SELECT DISTINCT table, partition_id FROM system.parts
      WHERE database = currentDatabase() AND active AND table IN ({tables:Array(String)})
        AND toUInt32OrZero(splitByChar('-', partition_id)[2]) IN (${DOOMED})
        AND (table = 'repeats', partition_id) NOT IN (
          SELECT s.1, concat(toString(s.2), '-', toString(s.3))
            FROM (SELECT arrayConcat(arrayMap(s -> (false, s.1, s.2), slices),
                                     arrayMap(s -> (true, s.1, s.2), repeats)) AS visible,
                         leadInFrame(at, 1, now64(3) + 1) OVER (
                           ORDER BY version ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS replaced_at
                    FROM manifest WHERE city = {city:String})
           ARRAY JOIN visible AS s
           WHERE replaced_at > now64(3) - {grace:UInt32})`,
    { city, grace: GRACE_SECONDS, tables: ['complaints', 'repeats', ...DERIVED] },
  )
  const byTable = new Map<string, typeof garbage>()
  for (const row of garbage) byTable.set(row.table, [...(byTable.get(row.table) ?? []), row])
  for (const [table, rows] of byTable) {
    const drops = rows.map((row) => `DROP PARTITION ID '${row.partition_id}'`)
    await command(warehouse, `ALTER TABLE ${table} ${drops.join(', ')}`)
  }
}

async function dropTables(warehouse: Warehouse, city: string): Promise<void> {
  const tables = await select<{ name: string }>(
    warehouse,
    `SELECT name FROM system.tables
      WHERE database = currentDatabase() AND match(name, '^(upload|stage|known|winners|affected)_[0-9]+$')
        AND toUInt32OrZero(splitByChar('_', name)[2]) IN (${DOOMED})`,
    { city },
  )
  for (const { name } of tables) await command(warehouse, `DROP TABLE IF EXISTS ${name} SYNC`)
}

/**
 * Drops what nobody can read any more: generations that were replaced a while ago, and all that
 * attempts left behind which can never commit.
 */
export async function sweep(warehouse: Warehouse, city: string): Promise<void> {
  await dropGenerations(warehouse, city)
  await dropTables(warehouse, city)
}

/** Drops the tables of one attempt that is over. */
export async function dropAttempt(warehouse: Warehouse, batch: number): Promise<void> {
  for (const table of [
    uploadTable(batch),
    stageTable(batch),
    knownTable(batch),
    winnersTable(batch),
    affectedTable(batch),
  ]) {
    await command(warehouse, `DROP TABLE IF EXISTS ${table} SYNC`)
  }
}
