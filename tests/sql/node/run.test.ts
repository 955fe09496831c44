import { afterAll, beforeAll, expect, test } from 'vitest'
import { WarehouseDownError } from '../../../sql/model/errors.ts'
import { reaching } from '../../../sql/node/reaching.ts'
import { command, select } from '../../../sql/node/run.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await testWarehouse('run')
})
afterAll(() => warehouse.close())

test('rows come typed: integers, fractions, texts, blanks, lists', async () => {
  const sql = `SELECT toUInt64(9007199254740991) AS big, 0.5 AS half, '未诉' AS text, NULL AS none,
    true AS yes, [1, 2] AS list, toDate('2020-02-29') AS day, 0 / 0 AS nothing`
  expect(await select(warehouse, sql)).toEqual([
    {
      big: 2 ** 53 - 1,
      half: 0.5,
      text: '未诉',
      none: null,
      yes: true,
      list: [1, 2],
      day: '2020-02-29',
      nothing: null,
    },
  ])
})

test('no rows are an empty list', async () => {
  expect(await select(warehouse, 'SELECT 1 WHERE 0')).toEqual([])
})

test('a repeated deduplication token inserts once', async () => {
  await command(
    warehouse,
    `CREATE TABLE once (a UInt8) ENGINE = MergeTree ORDER BY a
     SETTINGS non_replicated_deduplication_window = 100`,
  )
  await Promise.all(
    [1, 2, 3].map((a) =>
      command(
        warehouse,
        'INSERT INTO once SELECT {a:UInt8}',
        { a },
        { insert_deduplication_token: 't' },
      ),
    ),
  )
  expect(await select(warehouse, 'SELECT count() AS n FROM once')).toEqual([{ n: 1 }])
})

test('an error of the asker stays what it is', async () => {
  await expect(select(warehouse, 'SELECT nosuch')).rejects.toMatchObject({ code: '47' })
})

test('a lost connection is a WarehouseDownError, whatever its shape', async () => {
  const shapes = [
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
    new Error('aborted'),
    new Error('outer', { cause: Object.assign(new Error('write'), { code: 'EPIPE' }) }),
  ]
  for (const shape of shapes)
    await expect(reaching(() => Promise.reject(shape))).rejects.toBeInstanceOf(WarehouseDownError)
})
