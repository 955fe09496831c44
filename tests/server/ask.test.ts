import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerSchema } from '../../server/contract/answer.ts'
import { catalogSchema } from '../../server/contract/catalog.ts'
import { healthSchema } from '../../server/contract/health.ts'
import { loadsSchema } from '../../server/contract/loads.ts'
import { problemSchema } from '../../server/contract/problem.ts'
import type { City } from '../../sql/model/city.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { loadMonth, publishCity } from '../support/city.ts'
import { send } from '../support/send.ts'
import { serve, type TestServer } from '../support/server.ts'
import { testWarehouse } from '../support/warehouse.ts'

let warehouse: Warehouse
let server: TestServer
let city: City
const month = { slice: 20110700, through: '2012-01-01 04:55:00' }

beforeAll(async () => {
  warehouse = await testWarehouse('ask')
  server = await serve(warehouse)
  city = await publishCity(warehouse)
  await loadMonth(warehouse, city, {
    ...month,
    batch: 1,
    told: [
      { id: 'a', received_at: '2011-07-04 12:00:00', district: 'Quay' },
      { id: 'b', received_at: '2011-07-04 13:00:00', district: 'Quay', category1: 'Roads' },
      { id: 'c', received_at: '2011-07-05 13:00:00', district: 'Hill' },
    ],
  })
})
afterAll(async () => {
  await server.close()
  await warehouse.close()
})

const QUESTION = {
  city: 'harbour',
  measures: ['complaints', 'openComplaints'],
  by: ['district'],
  from: '2011-07-01',
  to: '2011-08-01',
}

const asked = (question: unknown) =>
  `${server.url}/api/ask?question=${encodeURIComponent(JSON.stringify(question))}`

describe('a Question', () => {
  it('is answered alike by POST and GET', async () => {
    const posted = await send(`${server.url}/api/ask`, { body: QUESTION })
    const got = await send(asked(QUESTION))
    expect([posted.status, got.status]).toEqual([200, 200])
    expect(posted.headers['cache-control']).toBe('no-store')
    expect(got.headers['cache-control']).toBe('no-cache')
    const answer = answerSchema.parse(posted.json())
    expect(answer).toMatchObject({
      rows: [
        { district: 'Hill', complaints: 1, openComplaints: 1 },
        { district: 'Quay', complaints: 2, openComplaints: 2 },
      ],
      through: '2011-12-31T23:55:00-05:00',
      version: 1,
      source: 'cube_district_day',
    })
    expect(answerSchema.parse(got.json()).rows).toEqual(answer.rows)
  })

  it('is not answered again while the answer still holds', async () => {
    const first = await send(asked(QUESTION))
    const tag = String(first.headers.etag)
    const { by, city: id, ...rest } = QUESTION
    const reordered = asked({ ...rest, city: id, by })
    const again = await send(reordered, { headers: { 'If-None-Match': tag } })
    expect([again.status, again.text]).toEqual([304, ''])
    const other = asked({ ...QUESTION, by: ['category1'] })
    expect((await send(other, { headers: { 'If-None-Match': tag } })).status).toBe(200)

    await loadMonth(warehouse, city, {
      ...month,
      slice: 20110800,
      batch: 2,
      told: [{ id: 'd', received_at: '2011-08-04 12:00:00' }],
    })
    const fresh = await send(asked(QUESTION), { headers: { 'If-None-Match': tag } })
    expect(fresh.status).toBe(200)
    expect(answerSchema.parse(fresh.json()).version).toBe(2)
    expect(fresh.headers.etag).not.toBe(tag)
  })

  it('of a restricted asker is answered within what they may see, under another tag', async () => {
    const scopeOf = () => ({ where: [{ dimension: 'district' as const, in: ['Hill'] }] })
    const narrow = await serve(warehouse, { scopeOf })
    const reply = await send(asked(QUESTION).replace(server.url, narrow.url))
    const whole = await send(asked(QUESTION))
    await narrow.close()
    expect(answerSchema.parse(reply.json()).rows).toMatchObject([{ district: 'Hill' }])
    expect(reply.headers.etag).not.toBe(whole.headers.etag)
  })

  it.each([
    ['an unknown measure', { ...QUESTION, measures: ['calls'] }, 'onTimeRate'],
    ['an unknown dimension', { ...QUESTION, by: ['planet'] }, 'district'],
    ['an unknown grain', { ...QUESTION, grain: 'decade' }, 'month'],
    ['an unknown field', { ...QUESTION, groupBy: [] }, 'by'],
    ['an unknown city', { ...QUESTION, city: 'atlantis' }, 'harbour'],
    ['an order by what is not answered', { ...QUESTION, orderBy: 'backlog' }, 'complaints'],
  ])('that is wrong (%s) gets 400 and what is allowed', async (_what, question, allowed) => {
    for (const reply of [
      await send(`${server.url}/api/ask`, { body: question }),
      await send(asked(question)),
    ]) {
      expect(reply.status).toBe(400)
      expect(problemSchema.parse(reply.json()).allowed).toContain(allowed)
    }
  })

  it.each([
    ['', 'question is missing'],
    ['?question=%7B', 'question is no JSON'],
    ['?question=%7B%7D&question=%7B%7D', 'question must be a string'],
    ['?question=%7B%7D&pretty=1', 'Unknown field "pretty"'],
  ])('that is not there or malformed (%s) gets 400', async (query, words) => {
    const reply = await send(`${server.url}/api/ask${query}`)
    expect(reply.status).toBe(400)
    expect(problemSchema.parse(reply.json()).detail).toContain(words)
  })

  it('about a version that is not there gets 410', async () => {
    const reply = await send(`${server.url}/api/ask`, { body: { ...QUESTION, version: 99 } })
    expect(reply.status).toBe(410)
  })
})

it.each([
  ['/api/health', healthSchema],
  ['/api/loads?city=harbour', loadsSchema],
  ['/api/catalog?city=harbour', catalogSchema],
])('%s answers as its contract says', async (path, schema) => {
  const reply = await send(server.url + path)
  expect(reply.status).toBe(200)
  const read = schema.safeParse(reply.json())
  expect(read.error?.issues).toBeUndefined()
})

it.each(['/api/catalog', '/api/catalog?city=atlantis', '/api/catalog?city=a&town=b'])(
  '%s gets 400',
  async (path) => {
    expect((await send(server.url + path)).status).toBe(400)
  },
)
