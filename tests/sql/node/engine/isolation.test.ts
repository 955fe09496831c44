import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WarehouseBusyError, WarehouseDownError } from '../../../../sql/model/errors.ts'
import { LANES } from '../../../../sql/node/engine/limits.ts'
import { command, select } from '../../../../sql/node/run.ts'
import type { Warehouse } from '../../../../sql/node/warehouse.ts'
import { makeFolder, openOwn } from '../../../support/own-engine.ts'
import { testWarehouse } from '../../../support/warehouse.ts'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await testWarehouse('isolation')
})
afterAll(() => warehouse.close())

/** Asks every session of the lane at once, each for something else. */
async function askSentinels(): Promise<void> {
  const sentinels = Array.from({ length: LANES.questions.sessions * 3 }, (_, n) => `sentinel ${n}`)
  const answers = await Promise.all(
    sentinels.map((sentinel) =>
      select(warehouse, 'SELECT {sentinel:String} AS sentinel, sleep(0.02) AS slept', { sentinel }),
    ),
  )
  expect(answers).toEqual(sentinels.map((sentinel) => [{ sentinel, slept: 0 }]))
}

describe('after an error every session answers its own question', () => {
  const failures: [string, string, Record<string, string | number>, RegExp][] = [
    ['throwIf', 'SELECT throwIf(number = 900000) FROM numbers(1000000)', {}, /throwIf/],
    [
      'max_execution_time',
      'SELECT sum(cityHash64(number)) FROM numbers(100000000000)',
      { max_execution_time: 1 },
      /Timeout exceeded/,
    ],
    ['max_result_rows', 'SELECT number FROM numbers(1000000)', { max_result_rows: '10' }, /Limit/],
    ['a syntax error', 'SELECT FROM WHERE', {}, /Syntax error/],
    ['an unknown table', 'SELECT * FROM nowhere', {}, /nowhere/],
    ['an unknown setting', 'SELECT 1', { no_such_setting: 1 }, /no_such_setting/],
    ['a bad value of a setting', 'SELECT 1', { max_threads: 'many' }, /many|parse/],
    [
      'memory',
      'SELECT groupArray(number) FROM numbers(100000000)',
      { max_memory_usage: '50000000' },
      /emory limit/,
    ],
  ]
  for (const [name, sql, settings, message] of failures)
    test(name, async () => {
      await Promise.all(
        Array.from({ length: 4 }, () =>
          expect(select(warehouse, sql, {}, settings)).rejects.toThrow(message),
        ),
      )
      await askSentinels()
    })

  test('an insert that fails in its middle', async () => {
    await command(warehouse, 'CREATE TABLE half (a UInt64) ENGINE = MergeTree ORDER BY a')
    const rows = `${'{"a":1}\n'.repeat(1000)}{"a":"x"}\n`
    await expect(
      warehouse.client.exec({ query: 'INSERT INTO half FORMAT JSONEachRow', values: bytes(rows) }),
    ).rejects.toThrow(/Cannot parse/)
    await askSentinels()
  })

  test('an abandoned query', async () => {
    const abort = new AbortController()
    const abandoned = warehouse.client.query({
      query: 'SELECT sum(sipHash64(number)) FROM numbers(200000000000)',
      abort_signal: abort.signal,
    })
    setTimeout(() => abort.abort(), 100)
    await expect(abandoned).rejects.toThrow(/abort/)
    await askSentinels()
    await expect
      .poll(
        () =>
          select(
            warehouse,
            "SELECT query FROM system.processes WHERE query LIKE '%numbers(2000' || '00000000)%'",
          ),
        { timeout: 5000 },
      )
      .toEqual([])
  })
})

test('an error tells its code and its type', async () => {
  const asked = warehouse.client.query({ query: 'SELECT * FROM nowhere' })
  await expect(asked).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' })
})

test('a setting holds for its request alone', async () => {
  const sql = "SELECT getSetting('max_block_size') AS size, getSetting('max_threads') AS threads"
  const [usual] = await select<{ size: number }>(warehouse, sql)
  const asked = Array.from({ length: 60 }, (_, n) => n)
  const answers = await Promise.all(
    asked.map((n) =>
      select<{ size: number }>(
        warehouse,
        sql,
        {},
        n % 2 ? { max_block_size: String(1000 + n) } : {},
      ),
    ),
  )
  expect(answers.map(([row]) => row?.size)).toEqual(
    asked.map((n) => (n % 2 ? 1000 + n : usual?.size)),
  )
  await command(warehouse, 'SET max_block_size = 77')
  for (let n = 0; n < 12; n += 1) expect((await select(warehouse, sql))[0]).toEqual(usual)
})

test('a setting that forbids changes is gone with its request', async () => {
  const n = LANES.questions.sessions * 2
  const readonly = Array.from({ length: n }, () =>
    select(warehouse, 'SELECT 1 AS one', {}, { readonly: '1' }),
  )
  expect(await Promise.all(readonly)).toEqual(readonly.map(() => [{ one: 1 }]))
  await askSentinels()
})

test('a request cannot stay without limits', async () => {
  const sql =
    "SELECT toFloat64(getSetting('max_execution_time')) AS seconds, getSetting('max_memory_usage') AS bytes"
  const unlimited = { max_execution_time: 300, max_memory_usage: '1000000000' }
  expect(await select(warehouse, sql, {}, unlimited)).toEqual([{ seconds: 300, bytes: 1e9 }])
  for (let n = 0; n < 12; n += 1)
    expect(await select(warehouse, sql)).toEqual([{ seconds: 60, bytes: 2 ** 31 }])
})

test('a parameter is not seen by the next request', async () => {
  const n = LANES.questions.sessions * 2
  await Promise.all(
    Array.from({ length: n }, () =>
      select(warehouse, 'SELECT {secret:String} AS s', { secret: 'x' }),
    ),
  )
  await Promise.all(
    Array.from({ length: n }, () =>
      expect(select(warehouse, 'SELECT {secret:String} AS s')).rejects.toThrow(/secret/),
    ),
  )
})

test('parameters come through as they are', async () => {
  const text = "'; DROP TABLE x; -- \\' \\\\ \t \n é 未诉 {a:String} `\"`"
  const row = { text, list: ["a'b", 'c\\d', ''], none: null, big: '18446744073709551615' }
  const [answer] = await select(
    warehouse,
    `SELECT {text:String} AS text, {list:Array(String)} AS list, {none:Nullable(String)} AS none,
            toString({big:UInt64}) AS big`,
    row,
  )
  expect(answer).toEqual(row)
})

test('many parameters come as a form', async () => {
  const list = Array.from({ length: 60_000 }, (_, n) => `member ${n}`)
  const sql = 'SELECT length({list:Array(String)}) AS n, {list:Array(String)}[-1] AS last'
  expect(await select(warehouse, sql, { list })).toEqual([{ n: 60_000, last: 'member 59999' }])
})

test('32 clients at once get each their own answers', async () => {
  await command(warehouse, 'CREATE TABLE many (a UInt64) ENGINE = MergeTree ORDER BY a')
  await command(warehouse, 'INSERT INTO many SELECT number FROM numbers(1000000)')
  const client = async (id: number) => {
    for (let turn = 0; turn < 12; turn += 1) {
      const upTo = 1 + ((id * 7919 + turn * 104_729) % 1_000_000)
      const answer = await select(
        warehouse,
        'SELECT {id:UInt32} AS id, {tag:String} AS tag, sum(a) AS total FROM many WHERE a < {upTo:UInt64}',
        { id, tag: `client ${id} turn ${turn}`, upTo },
        { max_threads: 1 + (id % 3) },
      )
      const total = (upTo * (upTo - 1)) / 2
      expect(answer).toEqual([{ id, tag: `client ${id} turn ${turn}`, total }])
    }
  }
  await Promise.all(Array.from({ length: 32 }, (_, id) => client(id)))
})

test('loads do not take the place of questions', async () => {
  const abort = new AbortController()
  const loads = Array.from({ length: LANES.loads.sessions + 2 }, () =>
    warehouse.client.command({
      query: 'INSERT INTO FUNCTION null() SELECT sleepEachRow(0.1) FROM numbers(500)',
      clickhouse_settings: { max_block_size: '1' },
      abort_signal: abort.signal,
    }),
  )
  const results = Promise.allSettled(loads)
  await askSentinels()
  abort.abort()
  for (const result of await results) expect(String(result.status)).toBe('rejected')
})

test('too many questions at once are refused, not kept for ever', async () => {
  const { sessions, waiting } = LANES.questions
  const beyond = 200
  // An engine of its own: other tests would be refused as well.
  const own = await openOwn(makeFolder())
  const asked = Array.from({ length: sessions + waiting + beyond }, () =>
    select(own, 'SELECT sleep(0.2) AS slept'),
  )
  const results = await Promise.allSettled(asked)
  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length).toBeLessThanOrEqual(beyond + sessions)
  for (const { reason } of refused) {
    expect(reason).toBeInstanceOf(WarehouseDownError)
    expect(reason).toMatchObject({
      message: 'The warehouse takes no more requests just now: try again in a moment.',
      cause: { code: '202', type: 'TOO_MANY_SIMULTANEOUS_QUERIES' },
    })
  }
})

test('a question that cannot be begun in time is refused, and loses its place with its asker', async () => {
  const own = await openOwn(makeFolder())
  const long = Array.from({ length: LANES.questions.sessions }, () => new AbortController())
  const results = Promise.allSettled(
    long.map(({ signal }) => own.client.query({ query: 'SELECT sleep(3)', abort_signal: signal })),
  )
  const wait = { queue_max_wait_ms: 200 }
  const refused = select(own, 'SELECT 1 AS one', {}, wait)
  await expect(refused).rejects.toBeInstanceOf(WarehouseBusyError)
  for (const one of long) one.abort()
  await results
  // The places of those who have gone are free long before their three seconds are over.
  const asked = select(own, 'SELECT 1 AS one', {}, { queue_max_wait_ms: 2500 })
  expect(await asked).toEqual([{ one: 1 }])
})

async function* stream(text: string) {
  yield Buffer.from(text)
}
const bytes = (text: string) => Readable.from(stream(text), { objectMode: false })
