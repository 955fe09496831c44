import { tableFromIPC } from 'apache-arrow'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ARROW_TYPE, writeArrow } from '../../server/contract/arrow.ts'
import type { Answer, Row } from '../../sql/model/answer.ts'
import { DIMENSIONS } from '../../sql/model/dimensions.ts'
import { GRAINS } from '../../sql/model/grains.ts'
import { MEASURES } from '../../sql/model/measures.ts'
import type { Question } from '../../sql/model/question.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { makeComplaints } from '../sql/ask/sample-complaints.ts'
import { sampleWarehouse } from '../sql/ask/sample-warehouse.ts'
import { send } from '../support/send.ts'
import { serve, type TestServer } from '../support/server.ts'

let warehouse: Warehouse
let server: TestServer

beforeAll(async () => {
  warehouse = await sampleWarehouse('arrow', makeComplaints(4000, 7))
  server = await serve(warehouse)
})
afterAll(async () => {
  await server?.close()
  await warehouse?.close()
})

const ASKED: Question = {
  city: 'sample',
  measures: ['complaints', 'onTimeRate'],
  by: ['district', 'category1'],
  grain: 'month',
  from: '2020-01-01',
  to: '2020-07-01',
}

const addressOf = (question: Partial<Question>) =>
  `${server.url}/api/ask?question=${encodeURIComponent(JSON.stringify({ ...ASKED, ...question }))}`

const get = (question: Partial<Question>, accept: string, headers = {}) =>
  fetch(addressOf(question), { headers: { Accept: accept, ...headers } })

const post = (question: Partial<Question>, accept: string) =>
  fetch(`${server.url}/api/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify({ ...ASKED, ...question }),
  })

interface Read {
  columns: { id: string; role: string | undefined; type: string }[]
  rows: Row[]
  facts: Record<string, string>
}

/** What an Arrow stream says, in the words of an answer. */
function read(bytes: ArrayBuffer | Uint8Array): Read {
  const table = tableFromIPC(new Uint8Array(bytes))
  const { schema, numRows } = table
  const columns = schema.fields.map(({ name, metadata, type }) => ({
    id: name,
    role: metadata.get('role'),
    type: String(type),
  }))
  const vectors = columns.map(({ id }) => [id, table.getChild(id)] as const)
  const rows = Array.from({ length: numRows }, (_, i) => {
    const cells = vectors.map(([id, vector]) => [id, vector?.get(i)] as const)
    return Object.fromEntries(cells.filter(([id, value]) => id !== 'compareTo' || value !== null))
  })
  return { columns, rows, facts: Object.fromEntries(schema.metadata) }
}

async function expectSame(question: Partial<Question>): Promise<Read> {
  const [json, arrow] = await Promise.all([
    post(question, 'application/json'),
    post(question, ARROW_TYPE),
  ])
  expect([json.status, arrow.status], await json.clone().text()).toEqual([200, 200])
  expect(arrow.headers.get('Content-Type')).toBe(ARROW_TYPE)
  const answer = (await json.json()) as Answer
  const told = read(await arrow.arrayBuffer())
  expect(told.rows).toEqual(answer.rows)
  expect(
    told.columns.filter(({ role }) => role !== 'cut').map(({ id, role }) => ({ id, role })),
  ).toEqual(answer.columns)
  expect(told.facts).toEqual({
    version: String(answer.version),
    source: answer.source,
    through: answer.through,
  })
  return told
}

describe('an answer as Arrow', () => {
  it('says what the JSON answer says, column by column', async () => {
    const { columns, rows } = await expectSame({})
    expect(rows.length).toBeGreaterThan(20)
    expect(columns).toEqual([
      { id: 'district', role: 'dimension', type: 'Dictionary<Int32, Utf8>' },
      { id: 'category1', role: 'dimension', type: 'Dictionary<Int32, Utf8>' },
      { id: 'period', role: 'time', type: 'Utf8' },
      { id: 'complaints', role: 'measure', type: 'Uint32' },
      { id: 'onTimeRate', role: 'measure', type: 'Float64' },
      { id: 'onTimeRate.n', role: 'denominator', type: 'Uint32' },
      { id: 'onTimeRate.mature', role: 'maturity', type: 'Bool' },
    ])
  })

  it.each<[string, Partial<Question>]>([
    ['a total', { by: [], grain: undefined }],
    ['hours', { grain: 'hour', from: '2020-03-01', to: '2020-03-03' }],
    ['medians and backlogs', { measures: ['hoursToClose', 'backlog', 'score'] }],
    ['residents', { measures: ['perThousandResidents'], by: ['district'] }],
    ['no complaints', { from: '2018-01-01', to: '2018-02-01' }],
    ['the year before', { compare: 'lastYear', grain: 'week' }],
  ])('says the same of %s', async (_what, question) => {
    await expectSame(question)
  })

  it('has cyclic periods as small integers, also where there are none', async () => {
    for (const from of ['2020-01-01', '2018-01-01']) {
      const question = {
        by: [],
        grain: 'hourOfDay' as const,
        from,
        to: `${from.slice(0, 4)}-03-01`,
      }
      const { columns } = await expectSame(question)
      expect(columns[0]).toEqual({ id: 'period', role: 'time', type: 'Uint8' })
    }
  })

  it('says where compared periods were cut', async () => {
    const question = { by: [], compare: 'previous' as const, from: '2020-12-01', to: '2021-04-01' }
    const { columns, rows } = await expectSame(question)
    expect(columns.at(-1)).toEqual({ id: 'compareTo', role: 'cut', type: 'Utf8' })
    expect(rows.map((row) => 'compareTo' in row)).toContain(false)
    expect(rows.map((row) => 'compareTo' in row)).toContain(true)
  })

  it('says the same of any Question', async () => {
    const question = fc.record({
      measures: fc.uniqueArray(
        fc.constantFrom(...(Object.keys(MEASURES) as Question['measures'])),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      by: fc.uniqueArray(
        fc.constantFrom(...(Object.keys(DIMENSIONS) as NonNullable<Question['by']>)),
        { maxLength: 2 },
      ),
      grain: fc.option(fc.constantFrom(...GRAINS), { nil: undefined }),
      compare: fc.option(fc.constantFrom('previous', 'lastYear'), { nil: undefined }),
      to: fc.constantFrom('2020-01-09', '2020-03-02', '2021-03-01'),
    })
    await fc.assert(
      fc.asyncProperty(question, async ({ to, ...rest }) => {
        await expectSame({ ...rest, from: to.replace(/\d\d$/, '01').replace('-03-', '-02-'), to })
      }),
      { numRuns: 40, seed: 11 },
    )
  })

  it('keeps numbers that a Uint32 cannot', () => {
    const columns = [{ id: 'backlog', role: 'measure' as const }]
    const facts = { columns, through: null, version: 0, source: 'complaints', elapsedMs: 0 }
    for (const value of [2 ** 32, -1]) {
      const rows = [{ backlog: value }, { backlog: null }]
      const told = read(writeArrow({ ...facts, rows }, undefined))
      expect(told.rows).toEqual(rows)
      expect(told.columns[0]?.type).toBe('Float64')
      expect(told.facts).toEqual({ version: '0', source: 'complaints' })
    }
    const most = [{ backlog: 2 ** 32 - 1 }]
    expect(read(writeArrow({ ...facts, rows: most }, undefined))).toMatchObject({
      rows: most,
      columns: [{ type: 'Uint32' }],
    })
  })
})

describe('which form an answer has', () => {
  it.each([
    [ARROW_TYPE, ARROW_TYPE],
    [`${ARROW_TYPE}, application/json;q=0.9`, ARROW_TYPE],
    [`application/json;q=0.2, ${ARROW_TYPE};q=0.4, */*;q=0.1`, ARROW_TYPE],
    [`application/json, ${ARROW_TYPE};q=0.9`, 'application/json'],
    [`${ARROW_TYPE};q=0, */*`, 'application/json'],
    ['application/*', 'application/json'],
    ['*/*', 'application/json'],
    ['text/html', 'application/json'],
  ])('is said by Accept: %s', async (accept, type) => {
    for (const reply of [await get({}, accept), await post({}, accept)]) {
      expect(reply.status).toBe(200)
      expect(reply.headers.get('Content-Type')?.split(';')[0]).toBe(type)
      expect(reply.headers.get('Vary')?.split(/, */)).toContain('Accept')
      await reply.arrayBuffer()
    }
  })

  it('is told apart by the ETag, so that no cache takes one for the other', async () => {
    const ask = (accept: string, tag = '""') =>
      send(addressOf({}), { headers: { Accept: accept, 'If-None-Match': tag } })
    const json = await ask('application/json')
    const arrow = await ask(ARROW_TYPE)
    const tag = String(arrow.headers.etag)
    expect(tag).not.toBe(json.headers.etag)
    const again = await ask(ARROW_TYPE, tag)
    expect([again.status, again.headers.vary?.split(/, */)]).toEqual([304, ['Accept']])
    expect((await ask('application/json', tag)).status).toBe(200)
  })

  it('is compressed on its way like any other', async () => {
    const day: Partial<Question> = { grain: 'day' }
    expect((await get(day, ARROW_TYPE)).headers.get('Content-Encoding')).toBeTruthy()
    const plain = await get(day, ARROW_TYPE, { 'Accept-Encoding': 'identity' })
    expect(plain.headers.get('Content-Encoding')).toBeNull()
  })

  it('does not change what a refusal looks like', async () => {
    const reply = await get({ measures: ['calls' as 'complaints'] }, ARROW_TYPE)
    expect([reply.status, reply.headers.get('Content-Type')]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
    ])
  })
})
