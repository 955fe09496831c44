import { readdirSync, statSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { holdEngine } from '../../../../sql/node/engine/connect.ts'
import { preparePlace } from '../../../../sql/node/engine/place.ts'
import { command, select } from '../../../../sql/node/run.ts'
import type { Warehouse } from '../../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../../support/warehouse.ts'

const ROWS =
  "SELECT number AS id, 'é \\t \\\"未诉;' || toString(number) AS name, toDate('2020-02-28') + number AS day, " +
  'if(number % 3 = 0, NULL, number / 8) AS share, [number, number + 1] AS list FROM numbers(1000)'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await testWarehouse('transfer')
})
afterAll(() => warehouse.close())

async function makeTable(name: string) {
  await command(
    warehouse,
    `CREATE OR REPLACE TABLE ${name} (id UInt64, name String, day Date, share Nullable(Float64), list Array(UInt64))
     ENGINE = MergeTree ORDER BY id`,
  )
}

const fingerprint = async (from: string) => {
  const [row] = await select<{ n: number; print: string }>(
    warehouse,
    `SELECT count() AS n, toString(sum(cityHash64(id, name, day, share, list))) AS print FROM (${from})`,
  )
  return row
}

const exec = async (query: string, values?: Buffer | string) => {
  const given = values === undefined ? {} : { values: Readable.from([Buffer.from(values)]) }
  const { stream } = await warehouse.client.exec({ query, ...given })
  return buffer(stream)
}

describe('rows go out and come in again, unchanged, as', () => {
  const formats = [
    'Parquet',
    'Arrow',
    'ArrowStream',
    'ORC',
    'Avro',
    'Native',
    'RowBinary',
    'RowBinaryWithNamesAndTypes',
    'MsgPack',
    'JSONEachRow',
    'JSONCompactEachRow',
    'JSONCompactEachRowWithNamesAndTypes',
    'JSON',
    'CSV',
    'CSVWithNames',
    'TabSeparated',
    'TabSeparatedWithNames',
    'TSKV',
    'Values',
  ]
  for (const format of formats)
    test(format, async () => {
      await makeTable('copy')
      const bytes = await exec(`${ROWS} FORMAT ${format}`)
      await exec(`INSERT INTO copy FORMAT ${format}`, bytes)
      expect(await fingerprint('SELECT * FROM copy')).toEqual(await fingerprint(ROWS))
    })
})

test('the client inserts objects, lists and streams of them', async () => {
  await makeTable('objects')
  const row = (id: number) => ({
    id,
    name: `n${id}; "x"`,
    day: '2020-01-01',
    share: null,
    list: [id],
  })
  await warehouse.client.insert({
    table: 'objects',
    values: [row(1), row(2)],
    format: 'JSONEachRow',
    columns: ['id', 'name', 'day', 'share', 'list'],
  })
  await warehouse.client.insert({
    table: 'objects',
    values: Readable.from([row(3), row(4)]),
    format: 'JSONEachRow',
  })
  await warehouse.client.insert({
    table: 'objects',
    values: [[5, 'five']],
    columns: ['id', 'name'],
    format: 'JSONCompactEachRow',
  })
  expect(await select(warehouse, 'SELECT id, name FROM objects ORDER BY id')).toEqual([
    ...[1, 2, 3, 4].map((id) => ({ id, name: `n${id}; "x"` })),
    { id: 5, name: 'five' },
  ])
})

describe('inserts in all their shapes', () => {
  const shapes: [string, string, string | undefined, number[]][] = [
    ['columns', 'INSERT INTO shapes (id, name) FORMAT CSV', '1,"a;b"\n2,c\n', [1, 2]],
    ['settings before', 'INSERT INTO shapes (id) SETTINGS max_threads = 1 FORMAT CSV', '3\n', [3]],
    ['settings behind', 'INSERT INTO shapes (id) FORMAT CSV SETTINGS max_threads = 1', '4\n', [4]],
    ['values as data', 'INSERT INTO shapes (id, name) VALUES', "(5, 'x'), (6, ';')", [5, 6]],
    ['values', "INSERT INTO shapes (id, name) VALUES (7, 'FORMAT CSV; x')", undefined, [7]],
    [
      'rows in the statement',
      'INSERT INTO shapes (id, name) FORMAT CSV\n8,"x;y"\n9,\n',
      undefined,
      [8, 9],
    ],
    [
      'a select over the data',
      "INSERT INTO shapes (id, name) SELECT a * 10, s FROM input('a UInt64, s String') WHERE a > 1 FORMAT TSV",
      '1\tx\n2\ty\n',
      [20],
    ],
    ['a select', 'INSERT INTO shapes (id) SELECT 11 AS format -- FORMAT CSV;\n;', undefined, [11]],
    ['nothing', 'INSERT INTO shapes FORMAT JSONEachRow', '', []],
  ]
  for (const [name, query, data, ids] of shapes)
    test(name, async () => {
      await makeTable('shapes')
      await exec(query, data)
      expect(await select(warehouse, 'SELECT id FROM shapes ORDER BY id')).toEqual(
        ids.map((id) => ({ id })),
      )
    })

  test('rows for input() in the statement are refused, not lost', async () => {
    await makeTable('shapes')
    await expect(
      exec("INSERT INTO shapes (id) SELECT a FROM input('a UInt64') FORMAT TSV\n1\n"),
    ).rejects.toThrow(/body of the request/)
  })
})

test('gzip both ways', async () => {
  const hold = await holdEngine(inject('data'))
  const client = createClient({
    url: 'http://engine',
    http_agent: hold.agent,
    keep_alive: { enabled: false },
    database: warehouse.database,
    compression: { request: true, response: true },
    log: { level: ClickHouseLogLevel.OFF },
  })
  await makeTable('zipped')
  const rows = await (await client.query({ query: ROWS, format: 'JSONEachRow' })).json()
  expect(rows).toHaveLength(1000)
  await client.insert({ table: 'zipped', values: rows, format: 'JSONEachRow' })
  expect(await fingerprint('SELECT * FROM zipped')).toEqual(await fingerprint(ROWS))
  await expect(client.query({ query: 'SELECT * FROM nowhere' })).rejects.toMatchObject({
    code: '60',
  })
  await client.close()
  hold.release()
})

test('a reader who stops early leaves nothing behind', async () => {
  const { stream } = await warehouse.client.exec({
    query: "SELECT repeat('x', 500) FROM numbers(400000) FORMAT TabSeparated",
  })
  for await (const _ of stream) break
  stream.destroy()
  await spoolForgets()
})

test('a writer who stops early leaves nothing behind, and nothing is inserted', async () => {
  await makeTable('broken')
  const { socket } = preparePlace(inject('data'))
  const query = `INSERT INTO ${warehouse.database}.broken (id) FORMAT CSV`
  const path = `/?query=${encodeURIComponent(query)}`
  const sending = request({ socketPath: socket, path, method: 'POST', agent: false })
  sending.on('error', () => {})
  sending.write('1\n'.repeat(100_000), () => sending.destroy())
  await new Promise((resolve) => sending.once('close', resolve))
  await spoolForgets()
  expect(await select(warehouse, 'SELECT count() AS n FROM broken')).toEqual([{ n: 0 }])
})

test('an answer whose error comes late is an error from its first byte', async () => {
  const response = await ask(
    '/?query=SELECT+number,throwIf(number=5000000)+FROM+numbers(10000000)+FORMAT+CSV',
  )
  expect(response.statusCode).toBe(500)
  expect(response.headers['x-clickhouse-exception-code']).toBe('395')
  expect(await text(response)).toMatch(/^Code: 395\. DB::Exception: .*\(FUNCTION_THROW_IF/s)
})

describe("ClickHouse's HTTP interface", () => {
  const pages: [string, string, number, RegExp][] = [
    ['GET', '/ping', 200, /^Ok\.\n$/],
    ['HEAD', '/', 405, /^$/],
    ['PUT', '/', 405, /^$/],
    ['GET', '/elsewhere', 404, /no handle/],
    ['GET', '/?query=SELECT+1', 200, /^1\n$/],
    ['GET', '/?query=SELECT+1+AS+x&default_format=JSONEachRow', 200, /^\{"x":1\}\n$/],
    ['GET', '/?query=SELECT+1+AS+x+FORMAT+CSV&default_format=JSONEachRow', 200, /^1\n$/],
    ['GET', '/?query=SELECT+{a:Int8}&param_a=-3', 200, /^-3\n$/],
    ['GET', '/?query=SELECT+{a:Int8}', 400, /^Code: 456\. .*\(UNKNOWN_QUERY_PARAMETER\)/],
    ['GET', '/?query=SELEC+1+2', 400, /^Code: 62\. .*\(SYNTAX_ERROR\)/s],
    ['GET', '/?query=', 400, /Empty query/],
    ['GET', '/?query=SELECT+1;SELECT+2', 400, /Multi-statements/],
    ['GET', '/?query=SELECT+1;', 200, /^1\n$/],
    ['GET', '/?query=SELECT+1&database=nowhere', 404, /UNKNOWN_DATABASE/],
    ['GET', '/?query=SELECT+1&session_id=x', 501, /no sessions/],
    ['GET', '/?query=SELECT+1&no%20such=x', 404, /UNKNOWN_SETTING/],
    ['GET', '/?query=SELECT+1&default_format=No', 404, /UNKNOWN_FORMAT/],
    ['GET', "/?query=SELECT+1+INTO+OUTFILE+'x'", 501, /not allowed/],
    ['GET', "/?query=INSERT+INTO+x+FROM+INFILE+'x'+FORMAT+CSV", 501, /not allowed/],
    ['GET', '/?query=SELECT+1&query_id=mine', 200, /^1\n$/],
  ]
  for (const [method, path, status, body] of pages)
    test(`${method} ${path}`, async () => {
      const response = await ask(path, method)
      expect(response.statusCode).toBe(status)
      expect(await text(response)).toMatch(body)
      if (path.includes('query_id')) expect(response.headers['x-clickhouse-query-id']).toBe('mine')
    })

  test('the answer says its format and its cost', async () => {
    const { headers } = await ask('/?query=SELECT+number+FROM+numbers(1000)+FORMAT+CSV')
    expect(headers['x-clickhouse-format']).toBe('CSV')
    const summary = JSON.parse(String(headers['x-clickhouse-summary']))
    expect(Number(summary.elapsed_ns)).toBeGreaterThan(0)
  })
})

test('only the owner may come to the engine', () => {
  const place = preparePlace(inject('data'))
  const mode = (path: string) => statSync(path).mode & 0o777
  expect(mode(place.data)).toBe(0o700)
  expect(mode(place.socket)).toBe(0o600)
  expect(mode(join(place.data, 'spool'))).toBe(0o700)
})

/** Waits until all that lies in the spool now is gone; other tests put their own there meanwhile. */
async function spoolForgets(): Promise<void> {
  const spool = join(inject('data'), 'spool')
  const now = new Set(readdirSync(spool))
  await expect
    .poll(() => readdirSync(spool).filter((name) => now.has(name)), { timeout: 20_000 })
    .toEqual([])
}

function ask(path: string, method = 'GET'): Promise<IncomingMessage> {
  const { socket } = preparePlace(inject('data'))
  return new Promise((resolve, reject) => {
    request({ socketPath: socket, path, method, agent: false }, resolve).on('error', reject).end()
  })
}
