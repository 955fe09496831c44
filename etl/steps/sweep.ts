import { DERIVED } from '../../sql/model/cubes.ts'
import { command, select } from '../../sql/node/run.ts'
import { KEPT_SECONDS } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { repeatedTable } from './changed-repeats.ts'
import { beforeTable, ownedTable } from './overlay.ts'
import { affectedTable } from './repeat-slices.ts'
import { stageTable } from './stage.ts'
import { uploadTable } from './upload.ts'
import { knownTable, winnersTable } from './winners.ts'

/** Longer than a replaced version can be asked by as much as a query may take. */
const GRACE_SECONDS = KEPT_SECONDS + 300

/** What is kept of that which was replaced, for those who ask for an earlier version. */
export interface Keeping {
  /** Kept in any case: a query that has begun may still read it. */
  seconds: number
  /** Beyond that so many bytes are kept, those that were replaced last. */
  bytes: number
}
const KEEPING: Keeping = { seconds: 60, bytes: 2 * 1024 ** 3 }

/** Attempts of a city that began before its newest version: they can never commit any more. */
const DOOMED = `SELECT number FROM batches
                 WHERE city = {city:String}
                   AND parent < (SELECT max(version) FROM manifest WHERE city = {city:String})`

/**
 * Each partition of a city that no version to come can show, with the moment when the last version
 * that showed it was replaced (0: none that can still be asked), and how many bytes were replaced then
 * or later. Months of history loaded in a row would pile up otherwise: those replaced longest ago go.
 */
const REPLACED = `
  WITH shown AS (
    SELECT s.1 AS of_repeats, concat(toString(s.2), '-', toString(s.3)) AS id, max(replaced_at) AS until
      FROM (SELECT arrayConcat(arrayMap(s -> (false, s.1, s.2), slices),
                               arrayMap(s -> (true, s.1, s.2), repeats)) AS visible,
                   leadInFrame(at, 1, now64(3) + 1) OVER (
                     ORDER BY version ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS replaced_at
              FROM manifest WHERE city = {city:String})
     ARRAY JOIN visible AS s
     WHERE replaced_at > now64(3) - {grace:UInt32}
     GROUP BY of_repeats, id)
  SELECT p.table AS table, p.partition_id AS id, s.until AS until,
         sum(p.bytes) OVER (ORDER BY s.until DESC RANGE UNBOUNDED PRECEDING) AS bytes
    FROM (SELECT table, partition_id, sum(bytes_on_disk) AS bytes FROM system.parts
           WHERE database = currentDatabase() AND active AND table IN ({tables:Array(String)})
             AND toUInt32OrZero(splitByChar('-', partition_id)[2]) IN (${DOOMED})
           GROUP BY table, partition_id) AS p
    LEFT JOIN shown AS s ON s.id = p.partition_id AND s.of_repeats = (p.table = 'repeats')
   WHERE s.until <= now64(3)`

async function dropGenerations(
  warehouse: Warehouse,
  city: string,
  keeping: Keeping,
): Promise<void> {
  const garbage = await select<{ table: string; id: string }>(
    warehouse,
    `SELECT table, id FROM (${REPLACED})
      WHERE toUnixTimestamp64Milli(until) = 0 OR (until < now64(3) - {seconds:UInt32} AND bytes > {bytes:UInt64})
      ORDER BY table, id`,
    {
      city,
      grace: GRACE_SECONDS,
      ...keeping,
      tables: ['complaints', 'repeats', 'overlaid', ...DERIVED],
    },
  )
  const byTable = new Map<string, typeof garbage>()
  for (const row of garbage) byTable.set(row.table, [...(byTable.get(row.table) ?? []), row])
  for (const [table, rows] of byTable) {
    const drops = rows.map((row) => `DROP PARTITION ID '${row.id}'`)
    await command(warehouse, `ALTER TABLE ${table} ${drops.join(', ')}`)
  }
}

async function dropTables(warehouse: Warehouse, city: string): Promise<void> {
  const tables = await select<{ name: string }>(
    warehouse,
    `SELECT name FROM system.tables
      WHERE database = currentDatabase() AND match(name, '^(upload|stage|known|winners|affected|owned|before|repeated|filling[0-9])_[0-9]+$')
        AND toUInt32OrZero(splitByChar('_', name)[2]) IN (${DOOMED})`,
    { city },
  )
  for (const { name } of tables) await command(warehouse, `DROP TABLE IF EXISTS ${name} SYNC`)
}

/**
 * Drops what nobody can read any more: generations that were replaced a while ago, or
 * lately where they are many, and all that attempts left behind which can never commit.
 */
export async function sweep(
  warehouse: Warehouse,
  city: string,
  keeping: Keeping = KEEPING,
): Promise<void> {
  await dropGenerations(warehouse, city, keeping)
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
    ownedTable(batch),
    beforeTable(batch),
    repeatedTable(batch),
  ]) {
    await command(warehouse, `DROP TABLE IF EXISTS ${table} SYNC`)
  }
}
