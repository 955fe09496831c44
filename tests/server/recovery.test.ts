import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { problemSchema } from '../../server/contract/problem.ts'
import { openWarehouse } from '../../sql/node/warehouse.ts'
import { loadMonth, publishCity } from '../support/city.ts'
import { send } from '../support/send.ts'
import { serve } from '../support/server.ts'

const QUESTION = { city: 'harbour', measures: ['complaints'], from: '2011-07-01', to: '2011-08-01' }

it('outlives its engine: a clear refusal at the worst, and answers again', async () => {
  const data = mkdtempSync(join(tmpdir(), 'weisu-recovery-'))
  const warehouse = await openWarehouse({ database: 'recovery', data })
  const server = await serve(warehouse)
  const ask = () => send(`${server.url}/api/ask`, { body: QUESTION })
  try {
    const city = await publishCity(warehouse)
    await loadMonth(warehouse, city, {
      slice: 20110700,
      batch: 1,
      through: '2012-01-01 04:55:00',
      told: [{ id: 'a', received_at: '2011-07-04 12:00:00' }],
    })
    expect((await ask()).status).toBe(200)
    const inFlight = Array.from({ length: 16 }, ask)
    process.kill(Number(readFileSync(join(data, 'engine.pid'), 'utf8')), 'SIGKILL')
    for (const reply of await Promise.all(inFlight)) {
      expect([200, 503]).toContain(reply.status)
      if (reply.status !== 503) continue
      expect(reply.headers['retry-after']).toBe('3')
      expect(problemSchema.parse(reply.json()).title).toBe('Warehouse down')
    }
    await expect.poll(async () => (await ask()).status, { timeout: 20_000 }).toBe(200)
  } finally {
    await server.close()
    await warehouse.close()
    rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
})
