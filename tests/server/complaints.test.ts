import { afterAll, beforeAll, expect, it } from 'vitest'
import { complaintsPageSchema } from '../../server/contract/complaints.ts'
import { problemSchema } from '../../server/contract/problem.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { loadMonth, publishCity } from '../support/city.ts'
import { send } from '../support/send.ts'
import { serve, type TestServer } from '../support/server.ts'
import { testWarehouse } from '../support/warehouse.ts'

let warehouse: Warehouse
let server: TestServer
beforeAll(async () => {
  warehouse = await testWarehouse('complaints')
  server = await serve(warehouse)
  const city = await publishCity(warehouse)
  await loadMonth(warehouse, city, {
    slice: 20110700,
    through: '2012-01-01 04:55:00',
    batch: 1,
    told: [
      {
        id: 'a',
        received_at: '2011-07-04 12:00:00',
        district: 'Quay',
        requester_key: 'a-secret-key',
        title: '我叫王小明，电话13812345678',
        text: 'Call me at 617-555-0142 or write to jane@example.org about 12 Main St, 07/04/2011',
      },
      ...Array.from({ length: 6 }, (_, i) => ({
        id: `b${i}`,
        received_at: '2011-07-05 13:00:00',
        district: 'Hill',
      })),
    ],
  })
})
afterAll(async () => {
  await server.close()
  await warehouse.close()
})

const FILTERS = { city: 'harbour', from: '2011-07-01', to: '2011-08-01' }
const list = (body: Record<string, unknown>) => send(`${server.url}/api/complaints`, { body })

it('masks personal data and never gives the key of the requester', async () => {
  const reply = await list({ ...FILTERS, where: [{ dimension: 'district', in: ['Quay'] }] })
  expect(reply.status).toBe(200)
  expect(reply.headers['cache-control']).toBe('no-store')
  expect(reply.text).not.toMatch(/13812345678|王小明|617-555|jane@|secret-key|requester_key/)
  const { complaints, next, version } = complaintsPageSchema.parse(reply.json())
  expect(complaints).toHaveLength(1)
  expect(complaints[0]).toMatchObject({
    id: 'a',
    received_at: '2011-07-04T08:00:00-04:00',
    title: '我叫***，电话***',
    text: 'Call me at *** or write to *** about 12 Main St, 07/04/2011',
  })
  expect([next, version]).toEqual([null, 1])
})

it('gives page after page, each complaint once', async () => {
  const seen: string[] = []
  let after: string | null = null
  do {
    const body: Record<string, unknown> = { ...FILTERS, limit: 3, ...(after && { after }) }
    const page = complaintsPageSchema.parse((await list(body)).json())
    expect(page.complaints.length).toBeLessThanOrEqual(3)
    seen.push(...page.complaints.map(({ id }) => id))
    after = page.next
  } while (after)
  expect(seen).toHaveLength(7)
  expect(new Set(seen).size).toBe(7)
  expect(seen.at(-1)).toBe('a')
})

it.each([
  [{ ...FILTERS, limit: 201 }],
  [{ ...FILTERS, measures: ['complaints'] }],
  [{ ...FILTERS, after: 'nonsense' }],
  [{ ...FILTERS, where: [{ dimension: 'district', in: [] }] }],
  [{ ...FILTERS, city: 'atlantis' }],
])('refuses %j', async (body) => {
  const reply = await list(body)
  expect(reply.status).toBe(400)
  problemSchema.parse(reply.json())
})
