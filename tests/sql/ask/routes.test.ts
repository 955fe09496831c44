import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile } from '../../../sql/compile/compile.ts'
import { type Context, planQuestion } from '../../../sql/compile/plan.ts'
import { cubesThatAnswer } from '../../../sql/compile/route.ts'
import { CUBES } from '../../../sql/model/cubes.ts'
import type { DimensionId } from '../../../sql/model/dimensions.ts'
import { GRAINS, type Grain } from '../../../sql/model/grains.ts'
import { MEASURES, type MeasureId } from '../../../sql/model/measures.ts'
import type { Clause, Question } from '../../../sql/model/question.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { runCompiled } from '../../../sql/node/ask.ts'
import { readSnapshot } from '../../../sql/node/snapshot.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { makeComplaints } from './sample-complaints.ts'
import { sampleWarehouse } from './sample-warehouse.ts'

let warehouse: Warehouse
let context: Context
beforeAll(async () => {
  warehouse = await sampleWarehouse('routes', makeComplaints(4000, 7))
  const snapshot = await readSnapshot(warehouse, 'sample')
  // Only where every source tells of closings can a cube tell a backlog.
  const sources = snapshot.city.sources.map((source) => ({
    ...source,
    tells: [...new Set([...source.tells, 'closed_at' as const])],
  }))
  context = { ...snapshot, city: { ...snapshot.city, sources } }
})
afterAll(() => warehouse?.close())

/** The answer's values from one table. */
async function answerFrom(question: Question, table: string) {
  const compiled = compile(question, EVERYTHING, context, table)
  expect(compiled.source).toBe(table)
  return { columns: compiled.columns, rows: await runCompiled(warehouse, compiled) }
}

const tablesOf = (question: Question): string[] => {
  const { city, current, compared, clauses } = planQuestion(question, EVERYTHING, context)
  const { partitions, cubes } = context
  return cubesThatAnswer({ city, question, clauses, current, compared, partitions, cubes }).map(
    ({ table }) => table,
  )
}

const HOURS: ReadonlySet<Grain> = new Set(['hour', 'hourOfDay'])
const CODES: Partial<Record<DimensionId, string[]>> = {
  district: ['north', 'south', 'unknown'],
  kind: ['complaint', 'unknown'],
  handling: ['direct', 'dispatched'],
  category1: ['works', 'unknown'],
}

const day = (n: number): string => new Date(Date.UTC(2019, 0, 1 + n)).toISOString().slice(0, 10)
/** Questions that a cube can answer: over some of its dimensions. */
const questions = fc.constantFrom(...CUBES).chain((cube) =>
  fc
    .record({
      measures: fc.subarray(Object.keys(MEASURES) as MeasureId[], { minLength: 1, maxLength: 5 }),
      by: fc.subarray([...cube.dimensions], { maxLength: Math.min(2, cube.dimensions.length) }),
      grain: fc.constantFrom(
        undefined,
        ...GRAINS.filter((grain) => cube.moment === 'hour' || !HOURS.has(grain)),
      ),
      compare: fc.constantFrom<Question['compare'][]>(undefined, 'previous', 'lastYear'),
      window: fc.tuple(fc.integer({ min: 0, max: 780 }), fc.integer({ min: 1, max: 150 })),
      filtered: fc.subarray(cube.dimensions.filter((id) => id in CODES)),
    })
    .map(
      ({ window: [from, days], filtered, ...rest }): Question => ({
        city: 'sample',
        ...rest,
        from: day(from),
        to: day(from + days),
        where: filtered.map((dimension): Clause => ({ dimension, in: CODES[dimension] ?? [] })),
      }),
    ),
)

test('every table that claims to be able to answer gives the rows of the complaints', async () => {
  const asked = new Set<string>()
  await fc.assert(
    fc.asyncProperty(questions, async (question) => {
      const base = await answerFrom(question, 'complaints')
      for (const table of tablesOf(question)) {
        asked.add(table)
        const answer = await answerFrom(question, table)
        expect(answer, table).toEqual(base)
      }
    }),
    { numRuns: 60, seed: 5, endOnFailure: true },
  )
  expect([...asked].sort()).toEqual(CUBES.map(({ table }) => table).sort())
})

test('a table that cannot answer is not read', () => {
  const question: Question = {
    city: 'sample',
    measures: ['complaints'],
    by: ['community'],
    from: '2020-01-01',
    to: '2020-02-01',
  }
  expect(() => compile(question, EVERYTHING, context, 'cube_calls_day')).toThrow('cannot answer')
})
