import { afterAll, beforeAll, expect, test } from 'vitest'
import { TooMuchError } from '../../../sql/model/errors.ts'
import { select } from '../../../sql/node/run.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { withinLimits } from '../../../sql/node/within-limits.ts'
import { testWarehouse } from '../../support/warehouse.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('limits')
})
afterAll(() => warehouse?.close())

const run = (sql: string, settings: Record<string, string | number>) =>
  withinLimits(() => select(warehouse, sql, {}, settings))

test('what takes too long is refused with what to do', async () => {
  const slow = run('SELECT sum(cityHash64(number)) FROM numbers(100000000000)', {
    max_execution_time: 1,
  })
  await expect(slow).rejects.toThrow(TooMuchError)
  await expect(slow).rejects.toThrow(/Take a shorter interval, fewer dimensions/)
})

test('so is what takes too much memory', async () => {
  const large = run('SELECT groupArray(number) FROM numbers(10000000)', {
    max_memory_usage: '10000000',
  })
  await expect(large).rejects.toThrow(TooMuchError)
})

test('any other error is left as it is', async () => {
  await expect(run('SELECT nonsense', {})).rejects.not.toThrow(TooMuchError)
})
