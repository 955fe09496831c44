import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { migrate, readMigrations } from '../../../sql/node/migrate.ts'
import { command, select } from '../../../sql/node/run.ts'
import { openWarehouse, type Warehouse } from '../../../sql/node/warehouse.ts'
import { testSettings, testWarehouse } from '../../support/warehouse.ts'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await testWarehouse('migrate')
})
afterAll(() => warehouse.close())

function readFolder(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'weisu-schema-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
  return readMigrations(pathToFileURL(`${folder}/`))
}

const applied = () =>
  select<{ name: string; n: number }>(
    warehouse,
    'SELECT name, count() AS n FROM schema_migrations GROUP BY name ORDER BY name',
  )

test('the schema is applied in order, once', async () => {
  const names = readMigrations().map(({ name }) => name)
  expect(names).toEqual([...names].sort())
  expect(await applied()).toEqual(names.map((name) => ({ name, n: 1 })))
  await migrate(warehouse.client)
  expect(await applied()).toEqual(names.map((name) => ({ name, n: 1 })))
})

test('every statement of the schema may be run again', async () => {
  for (const { statements } of readMigrations())
    for (const statement of statements) await command(warehouse, statement)
})

test('two that open a new database at once both get the whole schema', async () => {
  const settings = testSettings('twice')
  const opened = await Promise.all([1, 2, 3].map(() => openWarehouse(settings)))
  const rows = await Promise.all(
    opened.map((one) => select(one, 'SELECT DISTINCT name FROM schema_migrations')),
  )
  for (const found of rows) expect(found).toHaveLength(readMigrations().length)
  // One after the other: nothing was carried over twice.
  const [first] = opened
  if (!first) throw new Error('nothing was opened')
  expect(await select(first, 'SELECT count() AS n FROM schema_migrations')).toEqual([
    { n: readMigrations().length },
  ])
  for (const [index, one] of opened.entries()) {
    if (index === 0) await command(one, `DROP DATABASE ${one.database}`)
    await one.close()
  }
})

test('a statement with a semicolon in a string is one statement', async () => {
  const migrations = readFolder({
    '901_text.sql': `-- Why; it is so.
      CREATE TABLE IF NOT EXISTS semicolon (a String DEFAULT 'x;y') ENGINE = Memory;
      -- more;
      INSERT INTO semicolon SELECT 'p;q' WHERE NOT EXISTS (SELECT 1 FROM semicolon);`,
  })
  expect(migrations[0]?.statements).toHaveLength(2)
  await migrate(warehouse.client, undefined, migrations)
  expect(await select(warehouse, 'SELECT a FROM semicolon')).toEqual([{ a: 'p;q' }])
})

test('a file that was changed after it was applied is refused', async () => {
  await migrate(warehouse.client, undefined, readFolder({ '902_changed.sql': 'SELECT 1' }))
  await expect(
    migrate(warehouse.client, undefined, readFolder({ '902_changed.sql': 'SELECT 2' })),
  ).rejects.toThrow(/902_changed\.sql was changed after it had been applied/)
})

test('misnamed files and numbers used twice are refused', () => {
  expect(() => readFolder({ 'first.sql': '' })).toThrow(/first\.sql: a migration is named/)
  expect(() => readFolder({ '001_a.sql': '', '001_b.sql': '' })).toThrow(/number 001/)
})

test('a name that is no database name is refused before anything is started', async () => {
  const settings = { ...testSettings('x'), database: 'a; DROP DATABASE b' }
  await expect(openWarehouse(settings)).rejects.toThrow(/no name for a database/)
})
