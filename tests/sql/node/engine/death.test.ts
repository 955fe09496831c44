import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test, vi } from 'vitest'
import { WarehouseDownError } from '../../../../sql/model/errors.ts'
import { LANES } from '../../../../sql/node/engine/limits.ts'
import { reaching } from '../../../../sql/node/reaching.ts'
import { command, select } from '../../../../sql/node/run.ts'
import type { Warehouse } from '../../../../sql/node/warehouse.ts'
import { askOne, enginePid, isRunning, makeFolder, openOwn } from '../../../support/own-engine.ts'

describe('after kill -9 of the engine', () => {
  test('at idle the next questions are answered', async () => {
    const data = makeFolder()
    const warehouse = await openOwn(data)
    for (let turn = 0; turn < 3; turn += 1) {
      const pid = enginePid(data)
      process.kill(pid, 'SIGKILL')
      await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false)
      expect(await vi.waitFor(() => askOne(warehouse), { timeout: 10_000 })).toEqual([{ one: 1 }])
      expect(enginePid(data)).not.toBe(pid)
    }
  })

  test('questions in flight fail with a clear error, and can be asked again', async () => {
    const data = makeFolder()
    const warehouse = await openOwn(data)
    // More than there are sessions: some run, and some still wait for their turn.
    const asked = Array.from({ length: LANES.questions.sessions + 4 }, (_, n) =>
      select(warehouse, 'SELECT sum(cityHash64(number, {n:UInt32})) FROM numbers(100000000000)', {
        n,
      }),
    )
    const results = Promise.allSettled(asked)
    await new Promise((resolve) => setTimeout(resolve, 500))
    process.kill(enginePid(data), 'SIGKILL')
    for (const result of await results) {
      expect(result.status).toBe('rejected')
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(WarehouseDownError)
    }
    const again = Array.from({ length: 20 }, () => askOne(warehouse))
    expect(await Promise.all(again)).toEqual(again.map(() => [{ one: 1 }]))
  })

  test('an insert in flight fails, and what was there before is there', async () => {
    const data = makeFolder()
    const warehouse = await openOwn(data)
    await command(warehouse, 'CREATE TABLE kept (a UInt64) ENGINE = MergeTree ORDER BY a')
    await command(warehouse, 'INSERT INTO kept SELECT number FROM numbers(1000)')
    const insert = command(warehouse, 'INSERT INTO kept SELECT 5 FROM numbers(100000000000)')
    const failed = expect(insert).rejects.toBeInstanceOf(WarehouseDownError)
    await running(warehouse, 'numbers(100000000000)')
    process.kill(enginePid(data), 'SIGKILL')
    await failed
    const kept = 'SELECT count() AS n, sum(a) AS total FROM kept WHERE a != 5'
    // A connection that the dying engine still took is refused once, not asked again by itself.
    const asked = await vi.waitFor(() => select(warehouse, kept), { timeout: 10_000 })
    expect(asked).toEqual([{ n: 999, total: 499_495 }])
  })

  test('a body on its way fails, and its spooled part is gone', async () => {
    const data = makeFolder()
    const warehouse = await openOwn(data)
    await command(warehouse, 'CREATE TABLE sent (a UInt64) ENGINE = MergeTree ORDER BY a')
    const pid = enginePid(data)
    async function* rows() {
      for (let n = 0; ; n += 1) {
        if (n === 20_000) process.kill(pid, 'SIGKILL')
        yield { a: n }
        if (n % 1000 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
    }
    const insert = warehouse.client.insert({
      table: 'sent',
      values: Readable.from(rows()),
      format: 'JSONEachRow',
    })
    await expect(reaching(() => insert)).rejects.toBeInstanceOf(WarehouseDownError)
    const count = () => select(warehouse, 'SELECT count() AS n FROM sent')
    const asked = await vi.waitFor(count, { timeout: 10_000 })
    expect(asked).toEqual([{ n: 0 }])
    await expect.poll(() => readdirSync(join(data, 'spool'))).toEqual([])
  })

  test('an answer on its way is an error, not a short answer', async () => {
    const data = makeFolder()
    const warehouse = await openOwn(data)
    const { stream } = await warehouse.client.exec({
      query: "SELECT repeat('x', 500) FROM numbers(400000) FORMAT TabSeparated",
    })
    const read = reaching(async () => {
      let bytes = 0
      for await (const chunk of stream) {
        if (bytes === 0) process.kill(enginePid(data), 'SIGKILL')
        bytes += chunk.length
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      return bytes
    })
    await expect(read).rejects.toBeInstanceOf(WarehouseDownError)
  })
})

/** Waits until a statement that contains the text runs. */
async function running(warehouse: Warehouse, text: string): Promise<void> {
  const sql = `SELECT 1 FROM system.processes
               WHERE position(query, {text:String}) > 0 AND query NOT LIKE '%system.processes%'`
  await expect.poll(() => select(warehouse, sql, { text }).then((rows) => rows.length)).not.toBe(0)
}
