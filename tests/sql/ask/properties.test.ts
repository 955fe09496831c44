import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Row } from '../../../sql/model/answer.ts'
import type { Clause, Question } from '../../../sql/model/question.ts'
import { EVERYTHING, type Scope } from '../../../sql/model/scope.ts'
import { type Ask, createAsk } from '../../../sql/node/ask.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { makeComplaints } from './sample-complaints.ts'
import { sampleWarehouse } from './sample-warehouse.ts'

let warehouse: Warehouse
let ask: Ask
beforeAll(async () => {
  warehouse = await sampleWarehouse('properties', makeComplaints(5000, 42))
  ask = createAsk(warehouse)
})
afterAll(() => warehouse?.close())

const runs = { numRuns: 20, seed: 1, endOnFailure: true }
const DISTRICTS = ['north', 'south', 'east', 'unknown']
const KINDS = ['complaint', 'consultation', 'other', 'unknown']

const day = (n: number): string => new Date(Date.UTC(2019, 0, 1 + n)).toISOString().slice(0, 10)
const windows = fc
  .tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 200 }))
  .map(([from, days]) => ({ from: day(from), to: day(from + days) }))

const COUNTS = ['complaints', 'openComplaints', 'backlog', 'resolutionRate', 'repeatRate'] as const
const ADDITIVE = ['complaints', 'openComplaints', 'backlog', 'resolutionRate.n', 'repeatRate.n']

const add = (rows: readonly Row[], id: string): number =>
  rows.reduce((sum, row) => sum + Number(row[id] ?? 0), 0)

test('the sum of the parts is the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      windows,
      fc.constantFrom('district', 'kind', 'channel', 'community', 'department'),
      async (window, dimension) => {
        const question = { city: 'sample', measures: [...COUNTS], ...window }
        const whole = await ask(question, EVERYTHING)
        const parts = await ask({ ...question, by: [dimension] }, EVERYTHING)
        for (const id of ADDITIVE) {
          // The backlog of a member without a complaint in the window has no row.
          if (id === 'backlog') expect(add(parts.rows, id)).toBeLessThanOrEqual(add(whole.rows, id))
          else expect(add(parts.rows, id)).toBe(add(whole.rows, id))
        }
      },
    ),
    runs,
  )
})

test('finer periods sum up to coarser ones', async () => {
  await fc.assert(
    fc.asyncProperty(
      windows,
      fc.constantFrom('received', 'closed', 'rated'),
      async (window, basis) => {
        const question: Question = {
          city: 'sample',
          measures: ['complaints', 'satisfactionRate'],
          basis,
          ...window,
        }
        const whole = await ask(question, EVERYTHING)
        for (const grain of ['day', 'week', 'halfMonth', 'month', 'year', 'dayOfWeek'] as const) {
          const { rows } = await ask({ ...question, grain }, EVERYTHING)
          for (const id of ['complaints', 'satisfactionRate.n']) {
            expect(add(rows, id)).toBe(add(whole.rows, id))
          }
        }
      },
    ),
    { ...runs, numRuns: 8 },
  )
})

const clauses = fc.tuple(
  fc.subarray(DISTRICTS, { minLength: 1 }),
  fc.subarray(KINDS, { minLength: 1 }),
)

test('clauses are joined by AND, members by OR, and a scope is one more clause', async () => {
  await fc.assert(
    fc.asyncProperty(windows, clauses, async (window, [districts, kinds]) => {
      const count = async (where: Clause[], scope: Scope = EVERYTHING): Promise<number> => {
        const answer = await ask(
          { city: 'sample', measures: ['complaints'], ...window, where },
          scope,
        )
        return Number(answer.rows[0]?.complaints)
      }
      const district: Clause = { dimension: 'district', in: districts }
      const kind: Clause = { dimension: 'kind', in: kinds }
      const both = await count([district, kind])
      expect(await count([kind, district])).toBe(both)
      expect(await count([district], { where: [kind] })).toBe(both)
      const rest = KINDS.filter((code) => !kinds.includes(code))
      const others =
        rest.length === 0 ? 0 : await count([district, { dimension: 'kind', in: rest }])
      expect(both + others).toBe(await count([district]))
      const sums = await Promise.all(
        kinds.map((code) => count([district, { dimension: 'kind', in: [code] }])),
      )
      expect(sums.reduce((a, b) => a + b, 0)).toBe(both)
    }),
    { ...runs, numRuns: 12 },
  )
})
