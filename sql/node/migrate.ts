import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { ClickHouseClient } from '@clickhouse/client'
import { LONG } from './long.ts'
import { splitStatements } from './statements.ts'

/** A numbered file of sql/schema. Each statement may be run again without harm. */
export interface Migration {
  name: string
  hash: string
  statements: string[]
}

const SCHEMA = new URL('../schema/', import.meta.url)
const FILE_NAME = /^\d{3}_[a-z0-9_]+\.sql$/

const LEDGER = `CREATE TABLE IF NOT EXISTS schema_migrations
(
    name String,
    hash String,
    at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY name`

/** The migrations in their order. Throws where a file is misnamed or two have the same number. */
export function readMigrations(folder: URL = SCHEMA): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const numbers = new Set<string>()
  return names.map((name) => {
    if (!FILE_NAME.test(name))
      throw new Error(`sql/schema/${name}: a migration is named NNN_name.sql.`)
    const number = name.slice(0, 3)
    if (numbers.has(number))
      throw new Error(`sql/schema/${name}: there is another migration with the number ${number}.`)
    numbers.add(number)
    const sql = readFileSync(new URL(name, folder), 'utf8')
    const hash = createHash('sha256').update(sql).digest('hex')
    return { name, hash, statements: splitStatements(sql) }
  })
}

/**
 * Those that were not applied yet.
 * @throws Error where an applied file was changed since
 */
async function readPending(
  client: ClickHouseClient,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  const found = await client.query({
    query: 'SELECT name, hash FROM schema_migrations',
    format: 'JSONEachRow',
  })
  const applied = new Map(
    (await found.json<{ name: string; hash: string }>()).map(({ name, hash }) => [name, hash]),
  )
  return migrations.filter(({ name, hash }) => {
    const known = applied.get(name)
    if (known !== undefined && known !== hash)
      throw new Error(
        `sql/schema/${name} was changed after it had been applied to this database: ` +
          'put it back, and write the change as a new migration.',
      )
    return known === undefined
  })
}

async function apply(client: ClickHouseClient, { name, hash, statements }: Migration) {
  // A statement may carry all complaints over into another table.
  for (const query of statements) await client.command({ query, clickhouse_settings: LONG })
  await client.insert({
    table: 'schema_migrations',
    values: [{ name, hash, at: Date.now() }],
    format: 'JSONEachRow',
  })
}

/**
 * Brings the schema up to date. Of an empty database two processes may do it at once: statements are
 * idempotent, and a second ledger row of the same file says the same. Where complaints are carried over,
 * the second would lose what was loaded since the first was done.
 * @param takeTurn waits until no other does it, and gives what lets the next
 * @throws Error where an applied file was changed since
 */
export async function migrate(
  client: ClickHouseClient,
  takeTurn: () => Promise<() => Promise<void>> = async () => async () => undefined,
  migrations: readonly Migration[] = readMigrations(),
): Promise<void> {
  await client.command({ query: LEDGER })
  if ((await readPending(client, migrations)).length === 0) return
  const giveTurn = await takeTurn()
  try {
    for (const migration of await readPending(client, migrations)) await apply(client, migration)
  } finally {
    await giveTurn()
  }
}
