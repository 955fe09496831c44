import { expect, test } from 'vitest'
import { compile } from '../../../sql/compile/compile.ts'
import { TooMuchError } from '../../../sql/model/errors.ts'
import type { Question } from '../../../sql/model/question.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { sampleContext } from './context.ts'

/** The exact SQL of a few typical Questions. */
const compiled = (question: Omit<Question, 'city'>) =>
  compile({ city: 'sample', ...question }, EVERYTHING, sampleContext)

test('one cube answers, with what is overdue counted beside it', () => {
  const { sql, params, source } = compiled({
    measures: ['complaints', 'onTimeRate'],
    by: ['district'],
    grain: 'month',
    from: '2020-01-01',
    to: '2020-03-01',
    where: [{ dimension: 'category1', in: ['works'] }],
    orderBy: '-complaints',
  })
  expect(source).toBe('cube_district_category1_day')
  expect(sql).toMatchInlineSnapshot(`
    "SELECT key1 AS \`district\`, bucket AS \`period\`, complaints_now AS \`complaints\`, on_time_now / nullIf((on_time_told_now + overdue_now), 0) AS \`onTimeRate\`, on_time_told_now + overdue_now AS \`onTimeRate.n\`, toBool(addDays(least(addMonths(bucket, 1), {to:Date}), {wait:Int32} - 1) <= {through_day:Date}) AS \`onTimeRate.mature\`
      FROM (
    SELECT key1, bucket, sum(p_complaints) AS complaints_now, sum(p_on_time) AS on_time_now, sum(p_on_time_told) AS on_time_told_now, sum(p_overdue) AS overdue_now
      FROM (
      SELECT any(district) AS key1, any(toStartOfMonth(day)) AS bucket, toInt64(sum(complaints)) AS p_complaints, toInt64(sum(on_time)) AS p_on_time, toInt64(sum(on_time_told)) AS p_on_time_told, toInt64(0) AS p_overdue
        FROM cube_district_category1_day
       WHERE _partition_id IN ({partitions:Array(String)}) AND day >= {since:Date} AND day < {until:Date} AND category1 IN ({category1:Array(String)})
       GROUP BY bitXor(cityHash64(district), bitRotateLeft(cityHash64(toStartOfMonth(day)), {turn:UInt32}))
      UNION ALL
      SELECT any(district) AS key1, any(toStartOfMonth(toDate(received_at, {zone:String}))) AS bucket, toInt64(0) AS p_complaints, toInt64(0) AS p_on_time, toInt64(0) AS p_on_time_told, toInt64(count()) AS p_overdue
        FROM open_complaints
       WHERE _partition_id IN ({partitions:Array(String)}) AND due_at <= {through:DateTime('UTC')} AND received_at >= {since_2:DateTime('UTC')} AND received_at < {until_2:DateTime('UTC')} AND category1 IN ({category1:Array(String)})
       GROUP BY bitXor(cityHash64(district), bitRotateLeft(cityHash64(toStartOfMonth(toDate(received_at, {zone:String}))), {turn:UInt32}))
      )
     GROUP BY key1, bucket
    )
     WHERE complaints_now > 0
     ORDER BY \`complaints\` DESC NULLS LAST, \`district\`, \`period\`
     LIMIT {most:UInt32}"
  `)
  expect(params).toMatchInlineSnapshot(`
    {
      "category1": [
        "works",
      ],
      "most": 100001,
      "partitions": [
        "20200100-4",
        "20200200-5",
      ],
      "since": "2020-01-01",
      "since_2": "2020-01-01 05:00:00",
      "through": "2021-02-20 20:30:17",
      "through_day": "2021-02-20",
      "to": "2020-03-01",
      "turn": 13,
      "until": "2020-03-01",
      "until_2": "2020-03-01 05:00:00",
      "wait": 30,
      "zone": "America/New_York",
    }
  `)
})

test('a comparison is a second leg, placed in the rows that it is compared with', () => {
  const { sql, params } = compiled({
    measures: ['complaints'],
    by: ['district', 'channel'],
    grain: 'week',
    from: '2021-01-04',
    to: '2021-03-01',
    compare: 'lastYear',
    limit: 3,
  })
  expect(sql).toMatchInlineSnapshot(`
    "SELECT * EXCEPT (place, first_place, tuple)
      FROM (
    SELECT *, dense_rank() OVER (ORDER BY first_place) AS tuple
      FROM (
    SELECT *, min(place) OVER (PARTITION BY \`district\`, \`channel\`) AS first_place
      FROM (
    SELECT *, row_number() OVER (
     ORDER BY \`district\`, \`channel\`, \`period\`) AS place
      FROM (
    SELECT key1 AS \`district\`, key2 AS \`channel\`, bucket AS \`period\`, complaints_now AS \`complaints\`, if(toISOWeek(bucket) = 53, NULL, complaints_before) AS \`complaints.compare\`
      FROM (
    SELECT key1, key2, bucket, sumIf(p_complaints, side = 0) AS complaints_now, sumIf(p_complaints, side = 1) AS complaints_before
      FROM (
      SELECT any(if(day >= {since:Date}, 0, 1)) AS side, any(district) AS key1, any(channel) AS key2, any(if(day >= {since:Date}, toMonday(day), addDays(toMonday(day), 7 * toISOWeek(makeDate(toISOYear(toMonday(day)), 12, 28))))) AS bucket, toInt64(sum(complaints)) AS p_complaints
        FROM cube_calls_day
       WHERE _partition_id IN ({partitions:Array(String)}) AND ((day >= {since:Date} AND day < {until:Date}) OR (day >= {since_2:Date} AND day < {until_2:Date})) AND (day >= {since:Date} OR NOT toISOWeek(toMonday(day)) = 53)
       GROUP BY bitXor(bitXor(bitXor(cityHash64(district), bitRotateLeft(cityHash64(channel), {turn:UInt32})), bitRotateLeft(cityHash64(if(day >= {since:Date}, toMonday(day), addDays(toMonday(day), 7 * toISOWeek(makeDate(toISOYear(toMonday(day)), 12, 28))))), {turn_2:UInt32})), bitRotateLeft(cityHash64(if(day >= {since:Date}, 0, 1)), {turn_3:UInt32}))
      UNION ALL
      SELECT 1 AS side, any(district) AS key1, any(channel) AS key2, any(addDays(toMonday(toDate(received_at, {zone:String})), 7 * toISOWeek(makeDate(toISOYear(toMonday(toDate(received_at, {zone:String}))), 12, 28)))) AS bucket, toInt64(count()) AS p_complaints
        FROM complaints
       WHERE _partition_id IN ({partitions_2:Array(String)}) AND received_at >= {since_3:DateTime('UTC')} AND received_at < {until_3:DateTime('UTC')} AND NOT toISOWeek(toMonday(toDate(received_at, {zone:String}))) = 53
       GROUP BY bitXor(bitXor(cityHash64(district), bitRotateLeft(cityHash64(channel), {turn:UInt32})), bitRotateLeft(cityHash64(addDays(toMonday(toDate(received_at, {zone:String})), 7 * toISOWeek(makeDate(toISOYear(toMonday(toDate(received_at, {zone:String}))), 12, 28)))), {turn_2:UInt32}))
      )
     GROUP BY key1, key2, bucket
    )
     WHERE complaints_now > 0 OR complaints_before > 0
    ))))
     WHERE tuple <= {limit:UInt32}
     ORDER BY place
     LIMIT {most:UInt32}"
  `)
  expect(params).toMatchInlineSnapshot(`
    {
      "limit": 3,
      "most": 100001,
      "partitions": [
        "20210201-6",
        "20210202-6",
        "20191200-4",
        "20200100-4",
        "20200200-5",
      ],
      "partitions_2": [
        "20200200-5",
      ],
      "since": "2021-01-04",
      "since_2": "2019-12-30",
      "since_3": "2020-02-15 05:00:00",
      "turn": 13,
      "turn_2": 26,
      "turn_3": 39,
      "until": "2021-03-01",
      "until_2": "2020-02-15",
      "until_3": "2020-02-15 20:30:18",
      "zone": "America/New_York",
    }
  `)
})

test('the backlog is summed up over the rows', () => {
  const { sql } = compiled({
    measures: ['backlog'],
    grain: 'month',
    from: '2020-01-01',
    to: '2020-03-01',
  })
  expect(sql).toMatchInlineSnapshot(`
    "SELECT bucket AS \`period\`, if(known_now = 0 AND complaints_now > 0, NULL, open_now_all) AS \`backlog\`
      FROM (
    SELECT *, sum(entered_now) OVER (ORDER BY bucket ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS known_now, known_now - sum(gone_now) OVER (ORDER BY bucket ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS open_now_all
      FROM (
    SELECT bucket, sum(p_complaints) AS complaints_now, sum(p_entered) AS entered_now, sum(p_gone) AS gone_now
      FROM (
      SELECT toStartOfMonth(day) AS bucket, toInt64(sum(complaints)) AS p_complaints, toInt64(0) AS p_entered, toInt64(0) AS p_gone
        FROM cube_district_category1_day
       WHERE _partition_id IN ({partitions:Array(String)}) AND day >= {since:Date} AND day < {until:Date}
       GROUP BY toStartOfMonth(day)
      UNION ALL
      SELECT greatest(toStartOfMonth(toDate(turn.1, {zone:String})), {first:Date}) AS bucket, toInt64(0) AS p_complaints, toInt64(sum(1 * turn.2)) AS p_entered, toInt64(sum(1 * turn.3)) AS p_gone
        FROM (
          SELECT arrayJoin(if(ifNull(closed, false),
                   [(received_at, 1, 0), (assumeNotNull(greatest(closed_at, received_at)), 0, 1)],
                   [(received_at, 1, 0)])) AS turn
            FROM complaints
           WHERE _partition_id IN ({partitions_2:Array(String)}) AND source IN ({timed:Array(String)}) AND (closed = false OR closed_at IS NOT NULL))
       WHERE turn.1 < {until_2:DateTime('UTC')}
       GROUP BY greatest(toStartOfMonth(toDate(turn.1, {zone:String})), {first:Date})
      )
     GROUP BY bucket
    )
    )
     WHERE complaints_now > 0
     ORDER BY \`period\`
     LIMIT {most:UInt32}"
  `)
})

test('only partitions that can hold what is asked about are read', () => {
  const partitions = (question: Partial<Question>) =>
    compiled({
      measures: ['complaints'],
      by: ['channel'],
      from: '2020-01-31',
      to: '2020-02-02',
      ...question,
    }).params
  expect(partitions({}).partitions).toEqual(['20200100-4', '20200200-5'])
  expect(partitions({ from: '2021-02-02', to: '2021-02-03' }).partitions).toEqual(['20210202-6'])
  expect(partitions({ from: '2021-02-01', to: '2021-02-02', compare: 'previous' })).toMatchObject({
    partitions: ['20210201-6'],
  })
  expect(partitions({ basis: 'closed' }).partitions).toEqual([
    '20191200-4',
    '20200100-4',
    '20200200-5',
  ])
})

test('the router takes the cheapest table that the model says can answer', () => {
  const source = (question: Partial<Question>): string =>
    compiled({ measures: ['complaints'], from: '2020-01-01', to: '2020-02-01', ...question }).source
  expect(source({})).toBe('cube_district_category1_day')
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
  expect(source({ measures: ['hoursToClose'] })).toBe('cube_district_category1_day')
  expect(source({ measures: ['backlog'] })).toBe('cube_district_category1_day')
  expect(source({ measures: ['repeatRate'] })).toBe('cube_district_category1_day')
  expect(source({ measures: ['score', 'overdueComplaints'] })).toBe('cube_district_category1_day')
})

test('what the scope lets through decides the table too', () => {
  const question: Question = {
    city: 'sample',
    measures: ['complaints'],
    from: '2020-01-01',
    to: '2020-02-01',
  }
  const scope = { where: [{ dimension: 'community' as const, in: ['Water'] }] }
  const { sql, params, source } = compile(question, scope, sampleContext)
  expect(source).toBe('complaints')
  expect(sql).toContain('community IN ({community:Array(String)})')
  expect(params.community).toEqual(['Water'])
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
