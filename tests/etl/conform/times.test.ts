import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { CITY, makeSource } from '../cities/make-pack.ts'
import { conformRows } from './read-rows.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('times')
})
afterAll(() => warehouse.close())

const RECEIVED = '2011-07-01 00:00:00'
const ZONES = [
  'America/New_York',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Europe/London',
  'UTC',
]
const inZone = (timeZone: string) => ({
  'city.json': { ...CITY, timeZone, span: { from: '1970-01-02', to: '2105-12-31' } },
})

/** Wall times that come near the jumps of the zone's clock, and any others. */
function listWalls(timeZone: string, seed: number): Temporal.PlainDateTime[] {
  const walls = fc.sample(fc.integer({ min: 2 * 86_400, max: 4_291_000_000 }), {
    numRuns: 1000,
    seed,
  })
  const jumps: number[] = []
  let at: Temporal.ZonedDateTime | null =
    Temporal.Instant.from('1970-01-03T00:00:00Z').toZonedDateTimeISO(timeZone)
  for (;;) {
    at = at.getTimeZoneTransition('next')
    if (!at || at.year > 2104) break
    const wall = at.epochMilliseconds / 1000 + at.offsetNanoseconds / 1e9
    for (const near of [
      -7200, -3601, -3600, -1801, -1800, -1, 0, 1, 1799, 1800, 3599, 3600, 7200,
    ]) {
      jumps.push(wall + near)
    }
  }
  return [...walls, ...jumps].map((seconds) =>
    Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
      .toZonedDateTimeISO('UTC')
      .toPlainDateTime(),
  )
}

test.each(ZONES)('wall times of %s are the instants that Temporal finds', async (timeZone) => {
  const pack = await makeSource({}, {}, inZone(timeZone))
  const walls = listWalls(timeZone, 7)
  const rows = walls.map((wall, i) => ({
    id: String(i),
    received: wall.toString({ smallestUnit: 'second' }).replace('T', ' '),
  }))
  const found = await conformRows(warehouse, pack, rows)
  const expected = walls.map((wall) =>
    wall
      .toZonedDateTime(timeZone, { disambiguation: 'compatible' })
      .toInstant()
      .toString({ smallestUnit: 'second' })
      .replace('T', ' ')
      .replace('Z', ''),
  )
  expect(found.map((row) => row.received_at)).toEqual(expected)
})

test('a time twice in autumn is the earlier, one missing in spring moves by the gap', async () => {
  const pack = await makeSource({})
  const found = await conformRows(warehouse, pack, [
    { id: 'autumn', received: '2011-11-06 01:30:00' },
    { id: 'spring', received: '2011-03-13 02:30:00' },
  ])
  expect(found.map((row) => row.received_at)).toEqual([
    '2011-11-06 05:30:00',
    '2011-03-13 07:30:00',
  ])
})

test('a time that is unreadable or out of range becomes null, and its text is kept', async () => {
  const pack = await makeSource({ due_at: 'due' })
  const bad = [
    '2011-02-30 00:00:00',
    '2011-7-1 00:00:00',
    '2011-07-01 24:00:00',
    '1969-12-31 12:00:00',
    '2106-01-01 00:00:00',
    '2150-01-01 00:00:00',
    '2011-07-01',
    'tomorrow',
  ]
  const good = ['2105-12-31 23:59:59', '1970-01-01 00:00:00', ' 2011-07-01 00:00:00 ', '']
  const rows = [...bad, ...good].map((due, i) => ({ id: String(i), received: RECEIVED, due }))
  const found = await conformRows(warehouse, pack, rows)
  expect(found.slice(0, bad.length).map((row) => [row.due_at, row.raw])).toEqual(
    bad.map((due) => [null, { due_at: due }]),
  )
  expect(found.slice(bad.length).map((row) => [row.due_at, row.raw])).toEqual([
    ['2106-01-01 04:59:59', {}],
    ['1970-01-01 05:00:00', {}],
    ['2011-07-01 04:00:00', {}],
    [null, {}],
  ])
})

test('events before the receipt are bad, a due time before it is not', async () => {
  const events = ['dispatched', 'responded', 'closed', 'rated']
  const fields = Object.fromEntries(events.map((event) => [`${event}_at`, event]))
  const pack = await makeSource({ ...fields, due_at: 'due' })
  const early = '2011-06-30 23:59:59'
  const row = (at: string) => ({
    id: at,
    received: RECEIVED,
    due: early,
    ...Object.fromEntries(events.map((event) => [event, at])),
  })
  const [before, same] = await conformRows(warehouse, pack, [row(early), row(RECEIVED)])
  expect(before).toMatchObject({
    dispatched_at: null,
    responded_at: null,
    closed_at: null,
    rated_at: null,
    due_at: '2011-07-01 03:59:59',
    dispatched: false,
    closed: false,
    has_due: true,
    on_time: null,
    version: '2011-07-01 04:00:00.000000',
    raw: { dispatched_at: early, responded_at: early, closed_at: early, rated_at: early },
  })
  expect(same).toMatchObject({
    closed_at: '2011-07-01 04:00:00',
    closed: true,
    on_time: false,
    raw: {},
  })
})

test.each([
  ['%m/%d/%Y %I:%M:%S %p', '07/08/2011 01:05:09 PM', '2011-07-08 17:05:09'],
  ['%-m/%-d/%Y %-I:%M %p', '7/8/2011 1:05 am', '2011-07-08 05:05:00'],
  ['%d-%b-%Y %-H:%M', '08-Jul-2011 7:05', '2011-07-08 11:05:00'],
  ['%Y年%m月%d日 %H时%M分', '2011年07月08日 17时24分', '2011-07-08 21:24:00'],
  ['%Y-%m-%d', '2011-07-08', '2011-07-08 04:00:00'],
  ['%Y-%m-%dT%H:%M:%S%z', '2011-07-08T09:00:00+08:00', '2011-07-08 01:00:00'],
  ['%Y-%m-%dT%H:%M:%S%z', '2011-07-08T09:00:00-0330', '2011-07-08 12:30:00'],
  ['%Y-%m-%dT%H:%M:%S.%f%z', '2011-07-08T09:00:00.25Z', '2011-07-08 09:00:00'],
  ['%Y-%m-%d %H:%M:%S.%f', '2011-07-08 09:00:00.999999', '2011-07-08 13:00:00'],
  ['unix', '1310115600', '2011-07-08 09:00:00'],
  ['unixms', '1310115600123', '2011-07-08 09:00:00'],
])('reads the format %s', async (times, received, expected) => {
  const pack = await makeSource({}, { times })
  const found = await conformRows(warehouse, pack, [
    { id: 'a', received },
    { id: 'b', received: `${received}x` },
  ])
  expect(found.map((row) => [row.received_at, row.reasons])).toMatchObject([
    [expected, []],
    [expect.anything(), ['received_at: unreadable']],
  ])
})

test('of several formats the first that reads a text counts', async () => {
  const pack = await makeSource({}, { times: ['%Y-%m-%d %H:%M:%S', '%d/%m/%Y'] })
  const found = await conformRows(warehouse, pack, [
    { id: 'a', received: '2011-07-08 01:00:00' },
    { id: 'b', received: '07/08/2011' },
  ])
  expect(found.map((row) => row.received_at)).toEqual([
    '2011-07-08 05:00:00',
    '2011-08-07 04:00:00',
  ])
})

test('the version is updated_at to the microsecond, else the latest event, the due time aside', async () => {
  const updated = { column: 'updated', times: '%Y-%m-%d %H:%M:%S.%f', timeZone: 'UTC' }
  const pack = await makeSource({ updated_at: updated, closed_at: 'closed', due_at: 'due' })
  const due = '2020-01-01 00:00:00'
  const closed = '2011-07-03 00:00:00'
  const found = await conformRows(warehouse, pack, [
    { id: 'a', received: RECEIVED, due, closed, updated: '2011-07-02 00:00:00.123456' },
    { id: 'b', received: RECEIVED, due, closed, updated: '' },
    { id: 'c', received: RECEIVED, due, closed: '', updated: 'now' },
  ])
  expect(found.map((row) => [row.version, row.raw])).toEqual([
    ['2011-07-02 00:00:00.123456', {}],
    ['2011-07-03 04:00:00.000000', {}],
    ['2011-07-01 04:00:00.000000', { updated_at: 'now' }],
  ])
})
