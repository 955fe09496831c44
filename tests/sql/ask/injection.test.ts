import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { City } from '../../../sql/model/city.ts'
import { QuestionError } from '../../../sql/model/errors.ts'
import type { Question } from '../../../sql/model/question.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { createAsk } from '../../../sql/node/ask.ts'
import { listComplaints } from '../../../sql/node/complaints.ts'
import { select } from '../../../sql/node/run.ts'
import { sampleCity } from './sample-city.ts'
import { type SmallCity, smallCity } from './small-city.ts'

/** Codes and names that try to get out of their quotes. */
const HOSTILE = [
  "' OR 1 = 1 --",
  "'); DROP TABLE complaints; --",
  "\\'); DROP TABLE complaints; --",
  '{zone:String}',
  '`',
  '"',
  '\\',
  "\\'",
  'a\0b',
  'line\nbreak\ttab',
  "','unknown",
  '😀 北京 \u202e',
  '',
  '%',
  'unknown) UNION ALL SELECT 1',
]

const city: City = {
  ...sampleCity,
  areas: [],
  lists: { ...sampleCity.lists, areas: 'open' },
  issues: HOSTILE.map((code, i) => ({
    id: `issue ${i} ${code}`,
    names: { en: code, zh: code },
    where: [{ dimension: 'department', in: [code] }],
  })),
}

let small: SmallCity
beforeAll(async () => {
  const at = '2020-07-05T12:00:00Z'
  small = await smallCity(
    'injection',
    '2020-12-31T23:00:00Z',
    HOSTILE.map((code) => ({
      at,
      department: code,
      district: code,
      enterprise: code,
      life_areas: [code],
      requester_key: 'k',
      category2: code,
    })),
    city,
  )
})
afterAll(() => small?.close())

const window = { measures: ['complaints' as const], from: '2020-07-01', to: '2020-08-01' }

test.each(HOSTILE)('a code is a value, whatever it says: %j', async (code) => {
  for (const dimension of ['department', 'lifeArea', 'category2'] as const) {
    const where = [{ dimension, in: [code] }]
    const answer = await small.ask({
      ...window,
      measures: ['complaints', 'backlog', 'repeatRate'],
      by: [dimension],
      where,
      compare: 'lastYear',
    })
    expect(answer.rows.map((row) => [row[dimension], row.complaints])).toEqual([[code, 1]])
    const cases = await listComplaints(
      small.warehouse,
      { city: 'sample', from: window.from, to: window.to, where },
      EVERYTHING,
    )
    expect(cases.complaints.length).toBe(1)
  }
})

test('issues with hostile names and members are told apart', async () => {
  const answer = await small.ask({ ...window, by: ['issue'] })
  expect(answer.rows.map((row) => row.complaints)).toEqual(HOSTILE.map(() => 1))
  const ids = city.issues.map(({ id }) => id)
  expect(answer.rows.map((row) => row.issue).sort()).toEqual([...ids].sort())
})

test('no field of a Question gets into the SQL', async () => {
  const ask = createAsk(small.warehouse)
  const names = fc.constantFrom(
    'city',
    'measures',
    'by',
    'grain',
    'from',
    'to',
    'basis',
    'compare',
    'orderBy',
  )
  await fc.assert(
    fc.asyncProperty(
      names,
      fc.constantFrom(...HOSTILE),
      fc.boolean(),
      async (name, code, listed) => {
        const value = listed ? [code] : code
        const question = { city: 'sample', ...window, [name]: value } as unknown as Question
        await expect(ask(question, EVERYTHING)).rejects.toThrow(QuestionError)
      },
    ),
    { numRuns: 100, seed: 3 },
  )
  const [row] = await select<{ n: number }>(small.warehouse, 'SELECT count() AS n FROM complaints')
  expect(row?.n).toBe(2 * HOSTILE.length)
})

test('a scope holds in every leg of an answer', async () => {
  const ask = createAsk(small.warehouse)
  const scope = { where: [{ dimension: 'department' as const, in: ['%'] }] }
  const answer = await ask(
    {
      city: 'sample',
      ...window,
      measures: ['complaints', 'backlog', 'repeatRate', 'onTimeRate', 'hoursToClose'],
      from: '2020-08-01',
      to: '2020-09-01',
      grain: 'month',
      compare: 'previous',
    },
    scope,
  )
  expect(answer.rows).toMatchObject([
    {
      complaints: 0,
      'complaints.compare': 1,
      backlog: 1,
      'backlog.compare': 1,
      'repeatRate.compare.n': 1,
    },
  ])
})
