import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CubeQuestion } from '../../../dashboard/cube/cube.ts'
import { type LocalCube, openCube } from '../../../dashboard/cube/open-cube.ts'
import { ARROW_TYPE } from '../../../server/contract/arrow.ts'
import type { Catalog } from '../../../server/contract/catalog.ts'
import type { Answer, Row } from '../../../sql/model/answer.ts'
import type { DimensionId } from '../../../sql/model/dimensions.ts'
import type { Clause, Question } from '../../../sql/model/question.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { makeComplaints } from '../../sql/ask/sample-complaints.ts'
import { sampleWarehouse } from '../../sql/ask/sample-warehouse.ts'
import { serve, type TestServer } from '../../support/server.ts'

let warehouse: Warehouse
let server: TestServer
let catalog: Catalog

beforeAll(async () => {
  warehouse = await sampleWarehouse('local', makeComplaints(6000, 31))
  server = await serve(warehouse)
  catalog = (await (await fetch(`${server.url}/api/catalog?city=sample`)).json()) as Catalog
})
afterAll(async () => {
  await server?.close()
  await warehouse?.close()
})

const MEASURES = [
  'complaints',
  'openComplaints',
  'overdueComplaints',
  'responseRate',
  'resolutionRate',
  'satisfactionRate',
  'onTimeRate',
] as const satisfies Question['measures']

const CUBE: CubeQuestion = {
  city: 'sample',
  measures: [...MEASURES],
  by: ['district', 'category1'],
  grain: 'day',
  from: '2020-09-01',
  to: '2021-03-01',
  where: [],
}

async function ask(question: Question, accept: string): Promise<Response> {
  const reply = await fetch(`${server.url}/api/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify(question),
  })
  expect(reply.status, JSON.stringify(question)).toBe(200)
  return reply
}

const askServer = async (question: Question) =>
  (await (await ask(question, 'application/json')).json()) as Answer

async function open(changes: Partial<CubeQuestion> = {}): Promise<LocalCube> {
  const question = { ...CUBE, ...changes }
  return openCube(await (await ask(question, ARROW_TYPE)).arrayBuffer(), question, catalog)
}

/** Rates may differ in their last digits, nothing else may. */
function expectSame(local: Answer, told: Answer): void {
  const rounded = (row: Row) =>
    Object.fromEntries(
      Object.entries(row).map(([id, value]) => [
        id,
        typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(12) : value,
      ]),
    )
  expect(local.columns).toEqual(told.columns)
  expect(local.rows.map(rounded)).toEqual(told.rows.map(rounded))
  expect([local.version, local.through]).toEqual([told.version, told.through])
}

async function expectAnswered(cube: LocalCube, question: Question): Promise<'whole' | 'part'> {
  const found = cube.tells(question)
  if (!found) throw new Error(`not answered: ${JSON.stringify(question)}`)
  const { compare, ...uncompared } = question
  expectSame(found.read(), await askServer(found.whole ? question : uncompared))
  if (!found.whole) expect(compare).toBeDefined()
  return found.whole ? 'whole' : 'part'
}

const day = (n: number) => new Date(Date.UTC(2020, 8, 1 + n)).toISOString().slice(0, 10)

const some = <Value>(values: readonly Value[], minLength = 0) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength, maxLength: 3 })

const clauses = (dimensions: Record<string, readonly string[]>) =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(dimensions).map(([id, members]) => [
          id,
          fc.option(some(members, 1), { nil: undefined }),
        ]),
      ),
    )
    .map((chosen) =>
      Object.entries(chosen).flatMap(([id, members]): Clause[] =>
        members ? [{ dimension: id as DimensionId, in: members }] : [],
      ),
    )

const asked = fc
  .record({
    measures: some(MEASURES, 1),
    by: fc.shuffledSubarray(['district', 'category1'] as const satisfies DimensionId[]),
    grain: fc.option(fc.constantFrom('day', 'week', 'month', 'quarter'), { nil: undefined }),
    compare: fc.option(fc.constantFrom('previous', 'lastYear'), { nil: undefined }),
    where: clauses({
      district: ['north', 'south', 'unknown'],
      category1: ['living', 'works', 'unknown'],
    }),
    start: fc.integer({ min: 0, max: 170 }),
    length: fc.integer({ min: 1, max: 90 }),
    order: fc.option(fc.constantFrom('complaints', '-complaints'), { nil: undefined }),
    limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  })
  .map(({ start, length, order, limit, ...rest }): Question => {
    const isRanked = rest.measures.includes('complaints') && rest.grain === undefined
    return {
      city: 'sample',
      ...rest,
      ...(isRanked && { orderBy: order, limit }),
      from: day(start),
      to: day(Math.min(181, start + length)),
    }
  })

describe('what a cube answers', () => {
  it('is what the server answers', async () => {
    const cube = await open()
    const seen = { whole: 0, part: 0 }
    await fc.assert(
      fc.asyncProperty(asked, async (question) => {
        seen[await expectAnswered(cube, question)] += 1
      }),
      { numRuns: 120, seed: 5 },
    )
    expect(seen.whole).toBeGreaterThan(20)
    expect(seen.part).toBeGreaterThan(20)
  }, 60_000)

  it('is compared with the days before where it holds them and they were not cut', async () => {
    const cube = await open()
    const question = { city: 'sample', measures: [...MEASURES], by: [...CUBE.by] }
    const compared = { ...question, compare: 'previous' as const }
    expect(await expectAnswered(cube, { ...compared, from: '2020-11-01', to: '2020-11-15' })).toBe(
      'whole',
    )
    // Not held, and cut at the cut-off of the data.
    expect(await expectAnswered(cube, { ...compared, from: '2020-09-03', to: '2020-11-15' })).toBe(
      'part',
    )
    expect(await expectAnswered(cube, { ...compared, from: '2021-02-01', to: '2021-03-01' })).toBe(
      'part',
    )
  })
})
