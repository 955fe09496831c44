import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DIMENSIONS } from '../../../sql/model/dimensions.ts'
import { QuestionError, TooMuchError, VersionGoneError } from '../../../sql/model/errors.ts'
import { GRAINS } from '../../../sql/model/grains.ts'
import { MEASURES } from '../../../sql/model/measures.ts'
import type { Question } from '../../../sql/model/question.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { type Ask, createAsk } from '../../../sql/node/ask.ts'
import { command } from '../../../sql/node/run.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { makeComplaints } from './sample-complaints.ts'
import { sampleWarehouse } from './sample-warehouse.ts'

let warehouse: Warehouse
let ask: Ask
beforeAll(async () => {
  warehouse = await sampleWarehouse('wrong', makeComplaints(300, 3))
  ask = createAsk(warehouse)
})
afterAll(() => warehouse?.close())

const right = {
  city: 'sample',
  measures: ['complaints'],
  from: '2020-01-01',
  to: '2020-02-01',
}

async function refusal(
  change: object,
): Promise<{ detail: string; allowed: readonly string[] | undefined }> {
  const asked = ask({ ...right, ...change } as Question, EVERYTHING)
  const error = await asked.then(
    () => new Error('was answered'),
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(QuestionError)
  const { message, allowed } = error as QuestionError
  return { detail: message, allowed }
}

test.each([
  [{ city: 'atlantis' }, 'There is no city "atlantis" here.', ['sample']],
  [{ city: undefined }, '`city` is missing: say which city is asked about.', undefined],
  [{ measures: ['happiness'] }, 'There is no measure "happiness".', Object.keys(MEASURES)],
  [{ measures: [] }, '`measures` is empty: name at least one.', Object.keys(MEASURES)],
  [{ measures: 'complaints' }, '`measures` is a list of measures.', Object.keys(MEASURES)],
  [{ measures: ['complaints', 'complaints'] }, '`measures` names "complaints" twice.', undefined],
  [{ by: ['planet'] }, 'There is no dimension "planet".', Object.keys(DIMENSIONS)],
  [{ by: ['toString'] }, 'There is no dimension "toString".', Object.keys(DIMENSIONS)],
  [{ by: ['district', 'district'] }, '`by` names "district" twice.', undefined],
  [{ grain: 'decade' }, 'There is no grain "decade".', [...GRAINS]],
  [{ basis: 'opened' }, 'There is no basis "opened".', ['received', 'closed', 'rated']],
  [{ compare: 'tomorrow' }, 'There is no comparison "tomorrow".', ['previous', 'lastYear']],
  [
    { colour: 'red' },
    'A Question has no field "colour".',
    expect.arrayContaining(['measures', 'orderBy']),
  ],
  [
    { where: [{ dimension: 'district', in: [] }] },
    '`where[0].in` is empty: name at least one member of district, or leave the clause out.',
    undefined,
  ],
  [
    { where: [{ dimension: 'district', in: 'north' }] },
    '`where[0].in` is a list of members of district.',
    undefined,
  ],
  [
    { where: [{ dimension: 'district', in: ['north'], not: true }] },
    '`where[0]` has no field "not".',
    ['dimension', 'in'],
  ],
  [
    { where: [{ dimension: 'district', in: ['nowhere'] }] },
    'district has no member "nowhere" in sample.',
    ['north', 'south', 'east', 'unknown'],
  ],
  [
    { where: [{ dimension: 'issue', in: ['summer'] }] },
    'issue has no member "summer" in sample.',
    ['winter', 'nights', 'unknown'],
  ],
  [{ from: '2020-02-30' }, '`from`: there is no day 2020-02-30 in the calendar.', undefined],
  [{ from: '2020-1-1' }, '`from` is a local day such as "2011-07-01", not "2020-1-1".', undefined],
  [{ to: undefined }, '`to` is a local day such as "2011-07-01", not undefined.', undefined],
  [
    { from: '0001-01-01', to: '0001-02-01' },
    '`from` lies between 1970-01-01 and 2106-01-01, not 0001-01-01.',
    undefined,
  ],
  [
    { to: '2020-01-01' },
    'The interval is empty: `to` (2020-01-01) is the day after the last one and must be after `from` (2020-01-01).',
    undefined,
  ],
  [{ orderBy: 'price' }, 'There is no column "price".', ['complaints']],
  [{ orderBy: '-complaints.compare' }, 'There is no column "complaints.compare".', ['complaints']],
  [{ orderBy: 7 }, 'There is no column 7.', ['complaints']],
  [{ limit: 0 }, '`limit` is a whole number from 1 on, not 0.', undefined],
  [{ limit: 1.5 }, '`limit` is a whole number from 1 on, not 1.5.', undefined],
  [{ version: -1 }, '`version` is a whole number from 0 on, not -1.', undefined],
])('%j', async (change, detail, allowed) => {
  expect(await refusal(change)).toEqual({ detail, allowed })
})

test('an interval longer than the data could be is refused, one as long is not', async () => {
  const { detail } = await refusal({ from: '1990-01-01', to: '2100-01-01' })
  expect(detail).toMatch(/longer than the data could be: 2018-01-01 to \d{4}-\d\d-\d\d\.$/)
  await ask({ ...right, from: '2018-01-01', to: '2021-12-31' } as Question, EVERYTHING)
})

test('a code that an open list does not have is answered with no rows', async () => {
  const where = [{ dimension: 'category2' as const, in: ['new'] }]
  const answer = await ask({ ...right, by: ['category2'], where } as Question, EVERYTHING)
  expect(answer.rows).toEqual([])
})

test('a code that only the data know is answered, though the list is closed', async () => {
  await command(
    warehouse,
    `INSERT INTO complaints (slice, batch, city, source, id, received_at, district)
     SELECT slice, batch, city, source, 'stray', received_at, 'docklands' FROM complaints
      WHERE batch IN (7, 9) AND slice = 20200100 LIMIT 1`,
  )
  const where = [{ dimension: 'district' as const, in: ['docklands'] }]
  const answer = await ask({ ...right, by: ['community'], where } as Question, EVERYTHING)
  expect(answer.rows).toEqual([{ community: '', complaints: 1 }])
})

test('a version that is not kept is gone', async () => {
  await expect(ask({ ...right, version: 12 } as Question, EVERYTHING)).rejects.toThrow(
    VersionGoneError,
  )
})

test('an answer of too many rows is refused with what to do', async () => {
  await command(
    warehouse,
    `INSERT INTO complaints (slice, batch, city, source, id, received_at, enterprise)
     SELECT 20200300, 9, 'sample', 'full', toString(number), '2020-03-15 12:00:00', toString(number)
       FROM numbers(100001)`,
  )
  await command(
    warehouse,
    `INSERT INTO manifest (city, version, batch, token, at, slices, sources)
     SELECT city, 2, 9, 'u', '2021-03-02 00:00:00', [(20200300, 9, 100001)], sources FROM manifest`,
  )
  const many = { ...right, by: ['enterprise'], from: '2020-03-01', to: '2020-04-01' } as Question
  await expect(ask(many, EVERYTHING)).rejects.toThrow(TooMuchError)
  await expect(ask(many, EVERYTHING)).rejects.toThrow(/more than 100,000 rows.*`by`.*`grain`/)
  expect((await ask({ ...many, limit: 5, orderBy: '-enterprise' }, EVERYTHING)).rows.length).toBe(5)
})

test('any JSON is refused or answered, and nothing else happens', async () => {
  const fragment = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      'complaints',
      'district',
      'month',
      '2020-01-01',
      '2020-02-01',
      '__proto__',
      'constructor',
    ),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(
        fc.constantFrom(...Object.keys(right), 'by', 'grain', 'where', 'limit', 'orderBy', 'x'),
        fragment,
        { maxKeys: 3 },
      ),
      async (change) => {
        try {
          await ask({ ...right, ...change } as unknown as Question, EVERYTHING)
        } catch (error) {
          expect(error instanceof QuestionError || error instanceof VersionGoneError).toBe(true)
        }
      },
    ),
    { numRuns: 200, seed: 5, endOnFailure: true },
  )
})
