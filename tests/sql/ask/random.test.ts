import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DIMENSIONS, type DimensionId } from '../../../sql/model/dimensions.ts'
import { GRAINS } from '../../../sql/model/grains.ts'
import { MEASURES } from '../../../sql/model/measures.ts'
import type { Question } from '../../../sql/model/question.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { type Bench, openBench } from './bench.ts'
import type { Asked, OracleRow } from './oracle.ts'
import { makeComplaints } from './sample-complaints.ts'

let bench: Bench
const complaints = makeComplaints(20_000, 2024)
beforeAll(async () => {
  bench = await openBench('random', complaints)
})
afterAll(() => bench?.close())

const dimensions = Object.keys(DIMENSIONS) as DimensionId[]
const members: Record<string, string[]> = {
  lifeArea: ['education', 'childcare', 'housing', 'unknown'],
  goodLife: ['fair', 'unknown'],
  issue: ['winter', 'nights', 'unknown'],
}
for (const one of complaints.slice(0, 2000)) {
  for (const [id, value] of Object.entries(one)) {
    if (!(id in DIMENSIONS) || typeof value !== 'string') continue
    members[id] = [...new Set([...(members[id] ?? []), value])]
  }
}

const clause = fc.constantFrom(...dimensions).chain((dimension) =>
  fc.record({
    dimension: fc.constant(dimension),
    in: fc.uniqueArray(fc.constantFrom(...(members[dimension] ?? ['unknown'])), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
)

const day = (n: number): string => new Date(Date.UTC(2019, 0, 1 + n)).toISOString().slice(0, 10)

/** Windows anywhere in the data, often across the reforms and the cut-off; hours only over some days. */
const asked = fc
  .record({
    measures: fc.uniqueArray(fc.constantFrom(...Object.keys(MEASURES)), {
      minLength: 1,
      maxLength: 4,
    }),
    by: fc.uniqueArray(fc.constantFrom(...dimensions), { maxLength: 2 }),
    grain: fc.option(fc.constantFrom(...GRAINS), { nil: undefined }),
    basis: fc.constantFrom('received', 'closed', 'rated'),
    compare: fc.option(fc.constantFrom('previous', 'lastYear'), { nil: undefined }),
    where: fc.option(fc.array(clause, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    start: fc.oneof(
      fc.integer({ min: 0, max: 780 }),
      fc.constantFrom(421, 422, 423, 424, 425, 726, 730),
    ),
    length: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ start, length, ...rest }): Asked => {
    const days =
      rest.grain === 'hour' ? 1 + (length % 4) : rest.grain === 'day' ? length : length * 7
    const question = { ...rest, from: day(start), to: day(start + days) }
    return JSON.parse(JSON.stringify(question)) as Asked
  })

test('answers to random Questions are those of the oracle', async () => {
  await fc.assert(
    fc.asyncProperty(asked, async (question) => {
      const { differences } = await bench.compare(question)
      expect(differences.slice(0, 5)).toEqual([])
    }),
    { numRuns: 120, seed: 7, endOnFailure: true },
  )
}, 300_000)

/** The order and the limit of the contract, over the oracle's rows, in plain JavaScript. */
function orderAndLimit(rows: OracleRow[], q: Asked, orderBy: string, limit: number): OracleRow[] {
  const down = orderBy.startsWith('-')
  const id = down ? orderBy.slice(1) : orderBy
  const ordered = rows
    .map((row, place) => ({ row, place }))
    .sort((a, b) => {
      const x = a.row[id] ?? null
      const y = b.row[id] ?? null
      if (x === y) return a.place - b.place
      if (x === null) return 1
      if (y === null) return -1
      const sign = x < y ? -1 : 1
      return down ? -sign : sign
    })
    .map(({ row }) => row)
  const tuple = (row: OracleRow): string => JSON.stringify(q.by.map((key) => row[key]))
  const first = [...new Set(ordered.map(tuple))].slice(0, limit)
  return ordered.filter((row) => first.includes(tuple(row)))
}

test('order and limit are those of the contract', async () => {
  const counts = ['complaints', 'openComplaints', 'backlog', 'repeatRate', 'overdueComplaints']
  await fc.assert(
    fc.asyncProperty(
      asked,
      fc.constantFrom(...counts),
      fc.constantFrom('', '.compare', '.n', '.mature'),
      fc.boolean(),
      fc.integer({ min: 1, max: 5 }),
      async (random, measure, suffix, down, limit) => {
        const question = { ...random, measures: counts }
        const rows = await bench.askOracle(question)
        const wanted = `${measure}${suffix}`
        const column = rows[0] && wanted in rows[0] ? wanted : measure
        const orderBy = `${down ? '-' : ''}${column}`
        const answer = await bench.ask(
          { city: 'sample', ...question, orderBy, limit } as Question,
          EVERYTHING,
        )
        const keys = [...question.by, 'period', column]
        const pick = (row: OracleRow) => keys.map((key) => row[key] ?? null)
        expect(answer.rows.map(pick)).toEqual(
          orderAndLimit(rows, question, orderBy, limit).map(pick),
        )
      },
    ),
    { numRuns: 40, seed: 11, endOnFailure: true },
  )
}, 300_000)
