import { writeFileSync } from 'node:fs'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { RawComplaint } from './sample-complaints.ts'

/** A value in the oracle's SQL. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
export const list = (values: readonly string[]): string => `[${values.map(text).join(', ')}]`

/** Seconds that local time is ahead of UTC, from each instant on: New York's law, by hand. */
const OFFSETS = [
  ['2018-11-04T06:00:00Z', -18_000],
  ['2019-03-10T07:00:00Z', -14_400],
  ['2019-11-03T06:00:00Z', -18_000],
  ['2020-03-08T07:00:00Z', -14_400],
  ['2020-11-01T06:00:00Z', -18_000],
  ['2021-03-14T07:00:00Z', -14_400],
] as const

const instant = (column: string): string => `
  (${column} + CASE ${[...OFFSETS]
    .reverse()
    .map(([at, offset]) => `WHEN ${column} >= ${Date.parse(at) / 1000} THEN ${offset}`)
    .join(' ')} END)`

const wall = (column: string): string =>
  `CASE WHEN ${column} IS NULL THEN NULL ELSE make_timestamp(CAST(${instant(column)} AS BIGINT) * 1000000) END`

/** The issues of a complaint, given what its subcategory counts as. */
const issuesFor = (category2: string): string => `list_filter([
  CASE WHEN ${category2} IN ('heating', 'noise') AND district IN ('north', 'unknown') THEN 'winter' END,
  CASE WHEN ${category2} IN ('noise', 'lamps') THEN 'nights' END], lambda x: x IS NOT NULL)`

export async function openOracle(
  complaints: readonly RawComplaint[],
  file: string,
): Promise<DuckDBConnection> {
  writeFileSync(file, complaints.map((one) => JSON.stringify(one)).join('\n'))
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run('SET threads = 2')
  await connection.run(`
    CREATE TABLE raw AS SELECT * FROM read_json(${text(file)}, format = 'newline_delimited', columns = {
      source: 'VARCHAR', id: 'VARCHAR', received: 'BIGINT', due: 'BIGINT', closedTime: 'BIGINT', rated: 'BIGINT',
      dispatched: 'BOOLEAN', responded: 'BOOLEAN', closed: 'BOOLEAN', has_due: 'BOOLEAN', on_time: 'BOOLEAN',
      resolved: 'BOOLEAN', satisfied: 'BOOLEAN', requester_key: 'VARCHAR', district: 'VARCHAR',
      subdistrict: 'VARCHAR', community: 'VARCHAR', category1: 'VARCHAR', category2: 'VARCHAR',
      category3: 'VARCHAR', kind: 'VARCHAR', handling: 'VARCHAR', channel: 'VARCHAR', requester: 'VARCHAR',
      department: 'VARCHAR', enterprise: 'VARCHAR', deadline: 'VARCHAR', language: 'VARCHAR',
      sector: 'VARCHAR', life_areas: 'VARCHAR[]', good_life: 'VARCHAR[]'})`)
  await connection.run(`
    CREATE TABLE c AS SELECT *,
      ${wall('received')} AS received_wall, ${wall('closedTime')} AS closed_wall, ${wall('rated')} AS rated_wall,
      requester_key <> '' AND EXISTS (
        SELECT 1 FROM raw b WHERE b.requester_key = a.requester_key AND b.category2 = a.category2
           AND b.received >= a.received - 7776000 AND b.received < a.received) AS repeated,
      ${issuesFor('category2')} AS issues,
      ${issuesFor(`replace(category2, 'noise-old', 'noise')`)} AS issues_reformed
    FROM raw a`)
  await connection.run(`
    CREATE MACRO monday1(y) AS make_date(y, 1, 4) - CAST(isodow(make_date(y, 1, 4)) - 1 AS INTEGER);
    CREATE MACRO year_before(t) AS CASE WHEN month(t) = 2 AND day(t) = 29
      THEN CAST(make_date(year(t) - 1, 3, 1) AS TIMESTAMP)
      ELSE CAST(make_date(year(t) - 1, month(t), day(t)) AS TIMESTAMP) + (t - date_trunc('day', t)) END;
    CREATE MACRO week_before(t) AS CAST(CASE WHEN week(t) = 53 THEN monday1(isoyear(t))
      ELSE monday1(isoyear(t) - 1) + CAST(7 * (week(t) - 1) + isodow(t) - 1 AS INTEGER) END AS TIMESTAMP);
    CREATE MACRO half_month(t) AS CASE WHEN day(t) < 16 THEN date_trunc('month', t)
      ELSE date_trunc('month', t) + INTERVAL 15 DAY END;`)
  return connection
}
