import { expect, it, onTestFinished } from 'vitest'
import { problemSchema } from '../../server/contract/problem.ts'
import { LANES } from '../../sql/node/engine/limits.ts'
import { loadMonth, publishCity } from '../support/city.ts'
import { makeFolder, openOwn } from '../support/own-engine.ts'
import { send } from '../support/send.ts'
import { serve } from '../support/server.ts'

const QUESTION = { city: 'harbour', measures: ['complaints'], from: '2011-07-01', to: '2011-08-01' }
const DAILY = { ...QUESTION, grain: 'day' }
const month = { slice: 20110700, through: '2012-01-01 04:55:00' }
const told = [{ id: 'a', received_at: '2011-07-04 12:00:00' }]

it('an engine that is taken refuses new Questions in time, and still gives the answers it has', async () => {
  const warehouse = await openOwn(makeFolder())
  const server = await serve(warehouse)
  onTestFinished(() => server.close())
  const ask = (body: Record<string, unknown>) => send(`${server.url}/api/ask`, { body })
  const city = await publishCity(warehouse)
  await loadMonth(warehouse, city, { ...month, batch: 1, told })
  expect((await ask(QUESTION)).status).toBe(200)

  const long = Array.from({ length: LANES.questions.sessions }, () => new AbortController())
  const taken = Promise.allSettled(
    long.map(({ signal }) =>
      warehouse.client.query({
        query: 'SELECT sleepEachRow(1) FROM numbers(50)',
        clickhouse_settings: { max_block_size: '1' },
        abort_signal: signal,
      }),
    ),
  )
  const [refused, ...kept] = await Promise.all([ask(DAILY), ask(QUESTION), ask(QUESTION)])
  expect(kept.map(({ status }) => status)).toEqual([200, 200])
  expect(refused?.status).toBe(503)
  expect(refused?.headers['retry-after']).toBe('2')
  expect(problemSchema.parse(refused?.json()).title).toBe('Too many requests')

  for (const one of long) one.abort()
  await taken
  await expect.poll(async () => (await ask(DAILY)).status, { timeout: 20_000 }).toBe(200)
})

it('who goes away ends what was computed for them, and it is not logged as a mistake', async () => {
  const warehouse = await openOwn(makeFolder())
  const ended: boolean[] = []
  const asker = new AbortController()
  const server = await serve(warehouse, {
    ask: (_question, _scope, gone) =>
      new Promise((_resolve, reject) => {
        asker.abort()
        gone?.addEventListener('abort', () => {
          ended.push(true)
          reject(gone.reason)
        })
      }),
  })
  onTestFinished(() => server.close())
  const body = JSON.stringify(QUESTION)
  const headers = { 'Content-Type': 'application/json' }
  const { signal } = asker
  const asked = fetch(`${server.url}/api/ask`, { method: 'POST', headers, body, signal })
  await expect(asked).rejects.toThrow(/abort/)
  await expect.poll(() => ended).toEqual([true])
  expect(server.logged.filter((line) => line.includes('"err"'))).toEqual([])
})
