import { expect, test } from 'vitest'
import { type Compiled, compile } from '../../../sql/compile/compile.ts'
import type { Read } from '../../../sql/compile/read.ts'
import { TooMuchError } from '../../../sql/model/errors.ts'
import type { Question } from '../../../sql/model/question.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { sampleContext } from './context.ts'

/** The exact SQL of a few typical Questions. */
const compileSample = (question: Omit<Question, 'city'>) =>
  compile({ city: 'sample', ...question }, EVERYTHING, sampleContext)

/** The SQL of each read, one after the other. */
const sqlOf = ({ reads }: Compiled): string => reads.map(({ sql }) => sql).join('\n;\n')

test('one cube answers, with what is overdue counted beside it', () => {
  const compiled = compileSample({
    measures: ['complaints', 'onTimeRate'],
    by: ['district'],
    grain: 'month',
    from: '2020-01-01',
    to: '2020-03-01',
    where: [{ dimension: 'category1', in: ['works'] }],
    orderBy: '-complaints',
  })
  expect(compiled.source).toBe('cube_district_category1_day')
  expect(sqlOf(compiled)).toMatchInlineSnapshot(`
    "SELECT any(district), any(toStartOfMonth(day)), sum(complaints), sum(on_time), sum(on_time_told)
      FROM cube_district_category1_day
     WHERE _partition_id IN ({partitions:Array(String)}) AND day >= {since:Date} AND day < {until:Date} AND category1 IN ({category1:Array(String)})
     GROUP BY bitXor(cityHash64(district), bitRotateLeft(cityHash64(toStartOfMonth(day)), {turn:UInt32}))
     LIMIT {most:UInt32}
    ;
    SELECT any(district), any(toStartOfMonth(toDate(received_at, {zone:String}))), count()
      FROM open_complaints
     WHERE _partition_id IN ({partitions:Array(String)}) AND due_at <= {through:DateTime('UTC')} AND received_at >= {since:DateTime('UTC')} AND received_at < {until:DateTime('UTC')} AND category1 IN ({category1:Array(String)})
     GROUP BY bitXor(cityHash64(district), bitRotateLeft(cityHash64(toStartOfMonth(toDate(received_at, {zone:String}))), {turn:UInt32}))
     LIMIT {most:UInt32}"
  `)
  expect(compiled.reads.map(({ pieces }) => pieces)).toEqual([
    ['complaints', 'on_time', 'on_time_told'],
    ['overdue'],
  ])
  expect(compiled.reads.map(({ params }) => params)).toMatchInlineSnapshot(`
    [
      {
        "category1": [
          "works",
        ],
        "most": 500001,
        "partitions": [
          "20200100-4",
          "20200200-5",
        ],
        "since": "2020-01-01",
        "turn": 13,
        "until": "2020-03-01",
      },
      {
        "category1": [
          "works",
        ],
        "most": 500001,
        "partitions": [
          "20200100-4",
          "20200200-5",
        ],
        "since": "2020-01-01 05:00:00",
        "through": "2021-02-20 20:30:17",
        "turn": 13,
        "until": "2020-03-01 05:00:00",
        "zone": "America/New_York",
      },
    ]
  `)
})

test('a comparison is read in the same pass, placed in the rows that it is compared with', () => {
  const compiled = compileSample({
    measures: ['complaints'],
    by: ['district', 'channel'],
    grain: 'week',
    from: '2021-01-04',
    to: '2021-03-01',
    compare: 'lastYear',
    limit: 3,
  })
  expect(compiled.reads.map(({ side }) => side)).toEqual([null, 'before'])
  expect(sqlOf(compiled)).toMatchInlineSnapshot(`
    "SELECT any(if(day >= {since:Date}, 0, 1)), any(district), any(channel), any(if(day >= {since:Date}, toMonday(day), addDays(toMonday(day), 7 * toISOWeek(makeDate(toISOYear(toMonday(day)), 12, 28))))), sum(complaints)
      FROM cube_calls_day
     WHERE _partition_id IN ({partitions:Array(String)}) AND ((day >= {since:Date} AND day < {until:Date}) OR (day >= {since_2:Date} AND day < {until_2:Date})) AND (day >= {since:Date} OR NOT toISOWeek(toMonday(day)) = 53)
     GROUP BY bitXor(bitXor(bitXor(cityHash64(if(day >= {since:Date}, 0, 1)), bitRotateLeft(cityHash64(district), {turn:UInt32})), bitRotateLeft(cityHash64(channel), {turn_2:UInt32})), bitRotateLeft(cityHash64(if(day >= {since:Date}, toMonday(day), addDays(toMonday(day), 7 * toISOWeek(makeDate(toISOYear(toMonday(day)), 12, 28))))), {turn_3:UInt32}))
     LIMIT {most:UInt32}
    ;
    SELECT any(district), any(channel), any(addDays(toMonday(toDate(received_at, {zone:String})), 7 * toISOWeek(makeDate(toISOYear(toMonday(toDate(received_at, {zone:String}))), 12, 28)))), count()
      FROM complaints
     WHERE _partition_id IN ({partitions:Array(String)}) AND received_at >= {since:DateTime('UTC')} AND received_at < {until:DateTime('UTC')} AND NOT toISOWeek(toMonday(toDate(received_at, {zone:String}))) = 53
     GROUP BY bitXor(bitXor(cityHash64(district), bitRotateLeft(cityHash64(channel), {turn:UInt32})), bitRotateLeft(cityHash64(addDays(toMonday(toDate(received_at, {zone:String})), 7 * toISOWeek(makeDate(toISOYear(toMonday(toDate(received_at, {zone:String}))), 12, 28)))), {turn_2:UInt32}))
     LIMIT {most:UInt32}"
  `)
})

test('the backlog is made of what came and what went', () => {
  const compiled = compileSample({
    measures: ['backlog'],
    grain: 'month',
    from: '2020-01-01',
    to: '2020-03-01',
  })
  expect(sqlOf(compiled)).toMatchInlineSnapshot(`
    "SELECT toStartOfMonth(day), sum(complaints)
      FROM cube_district_day
     WHERE _partition_id IN ({partitions:Array(String)}) AND day >= {since:Date} AND day < {until:Date}
     GROUP BY toStartOfMonth(day)
     LIMIT {most:UInt32}
    ;
    SELECT greatest(toStartOfMonth(toDate(turn.1, {zone:String})), {first:Date}), sum(1 * turn.2), sum(1 * turn.3)
      FROM (
          SELECT arrayJoin(if(ifNull(closed, false),
                   [(received_at, 1, 0), (assumeNotNull(greatest(closed_at, received_at)), 0, 1)],
                   [(received_at, 1, 0)])) AS turn
            FROM complaints
           WHERE _partition_id IN ({partitions:Array(String)}) AND source IN ({timed:Array(String)}) AND (closed = false OR closed_at IS NOT NULL))
     WHERE turn.1 < {until:DateTime('UTC')}
     GROUP BY greatest(toStartOfMonth(toDate(turn.1, {zone:String})), {first:Date})
     LIMIT {most:UInt32}"
  `)
})

test('medians of very many cases are asked of a sample, once it is known how many there are', async () => {
  const large = {
    ...sampleContext,
    partitions: sampleContext.partitions.map((one) => ({ ...one, rows: 1_000_000 })),
  }
  const question: Question = {
    city: 'sample',
    measures: ['hoursToClose'],
    by: ['district'],
    from: '2020-01-01',
    to: '2020-03-01',
  }
  const compiled = compile(question, EVERYTHING, large)
  const asked: Read[] = []
  const counts = [
    ['east', 900_000, 800_000],
    ['west', 700, 500],
  ]
  const rows = await compiled.answer(async (read) => {
    asked.push(read)
    if (!read.median) return counts
    const ofSample = read.sql.includes('FROM closed_sample')
    return ofSample
      ? [
          ['east', 7200],
          ['west', 1],
        ]
      : [
          ['east', 1],
          ['west', 3600],
        ]
  })
  expect(rows).toEqual([
    ['east', 2, 800_000, true],
    ['west', 1, 500, true],
  ])
  const [, sample, exact] = asked
  expect(asked).toHaveLength(3)
  expect(sample?.sql).toContain('FROM closed_sample')
  expect(sample?.params.level).toBe(2)
  expect(exact?.sql).toContain('district IN ({members:Array(String)})')
  expect(exact?.params.members).toEqual(['west'])
})

test('medians of few cases are asked together with the counts', () => {
  const compiled = compileSample({
    measures: ['hoursToClose'],
    from: '2020-01-01',
    to: '2020-03-01',
  })
  expect(compiled.reads.map(({ median }) => median)).toEqual([false, true])
})

test('only partitions that can hold what is asked about are read', () => {
  const partitions = (question: Partial<Question>) =>
    compileSample({
      measures: ['complaints'],
      by: ['channel'],
      from: '2020-01-31',
      to: '2020-02-02',
      ...question,
    }).reads[0]?.params
  expect(partitions({})?.partitions).toEqual(['20200100-4', '20200200-5'])
  expect(partitions({ from: '2021-02-02', to: '2021-02-03' })?.partitions).toEqual(['20210202-6'])
  expect(partitions({ from: '2021-02-01', to: '2021-02-02', compare: 'previous' })).toMatchObject({
    partitions: ['20210201-6'],
  })
  expect(partitions({ basis: 'closed' })?.partitions).toEqual([
    '20191200-4',
    '20200100-4',
    '20200200-5',
  ])
})

test('the router takes the cheapest table that the model says can answer', () => {
  const source = (question: Partial<Question>): string =>
    compileSample({ measures: ['complaints'], from: '2020-01-01', to: '2020-02-01', ...question })
      .source
  expect(source({})).toBe('cube_district_day')
  expect(source({ by: ['category1'] })).toBe('cube_district_category1_day')
  expect(source({ by: ['handling'], grain: 'dayOfWeek' })).toBe('cube_district_category1_day')
  expect(source({ by: ['kind'] })).toBe('cube_calls_day')
  expect(source({ by: ['subdistrict'] })).toBe('cube_subdistrict_category1_day')
  expect(source({ by: ['subdistrict', 'kind'] })).toBe('complaints')
  expect(source({ grain: 'hour' })).toBe('cube_district_category1_hour')
  expect(source({ grain: 'hourOfDay' })).toBe('cube_district_category1_hour')
  expect(source({ basis: 'closed' })).toBe('complaints')
  expect(source({ by: ['category2'] })).toBe('cube_district_category2_day')
  expect(source({ by: ['category3'] })).toBe('cube_category3_day')
  expect(source({ by: ['category3', 'district'] })).toBe('complaints')
  expect(source({ by: ['lifeArea'] })).toBe('cube_category3_day')
  expect(source({ measures: ['hoursToClose'] })).toBe('cube_district_day')
  expect(source({ measures: ['backlog'] })).toBe('cube_district_day')
  expect(source({ measures: ['repeatRate'] })).toBe('cube_district_day')
  expect(source({ measures: ['score', 'overdueComplaints'] })).toBe('cube_district_day')
})

test('what the scope lets through decides the table too', () => {
  const question: Question = {
    city: 'sample',
    measures: ['complaints'],
    from: '2020-01-01',
    to: '2020-02-01',
  }
  const scope = { where: [{ dimension: 'community' as const, in: ['Water'] }] }
  const { reads, source } = compile(question, scope, sampleContext)
  expect(source).toBe('complaints')
  expect(reads[0]?.sql).toContain('community IN ({community:Array(String)})')
  expect(reads[0]?.params.community).toEqual(['Water'])
})

test('what no smaller table answers is refused before it is asked where it would read too much', () => {
  const large = {
    ...sampleContext,
    partitions: sampleContext.partitions.map((one) => ({ ...one, rows: 40_000_000 })),
  }
  const ask = (question: Partial<Question>) => () =>
    compile(
      {
        city: 'sample',
        measures: ['complaints'],
        by: ['community', 'kind'],
        from: '2019-12-01',
        to: '2020-03-01',
        ...question,
      },
      EVERYTHING,
      large,
    )
  expect(ask({})).toThrow(TooMuchError)
  expect(ask({})).toThrow(/120 million complaints one by one.*Take a shorter interval/)
  expect(ask({ from: '2020-01-01' })).not.toThrow()
  expect(ask({ where: [{ dimension: 'category1', in: ['works'] }] })).not.toThrow()
  expect(ask({ by: ['kind'] })).not.toThrow()
})
