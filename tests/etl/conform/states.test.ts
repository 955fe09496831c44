import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { testWarehouse } from '../../support/warehouse.ts'
import { CITY, makeSource } from '../cities/make-pack.ts'
import { conformRows } from './read-rows.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await testWarehouse('states')
})
afterAll(() => warehouse.close())

const RECEIVED = '2011-07-01 00:00:00'
const LATER = '2011-07-02 00:00:00'
const LATEST = '2011-07-03 00:00:00'
const row = (fields: Record<string, string>) => ({ id: 'a', received: RECEIVED, ...fields })
const STATES = ['dispatched', 'responded', 'closed', 'has_due', 'on_time', 'resolved', 'satisfied']

const statesOf = async (fields: Record<string, unknown>, rows: Record<string, string>[]) => {
  const found = await conformRows(warehouse, await makeSource(fields), rows.map(row))
  return found.map((r) => Object.fromEntries(STATES.map((state) => [state, r[state]])))
}

test('what a source does not tell is null', async () => {
  const [states] = await statesOf({}, [{ x: '' }])
  expect(Object.values(states ?? {})).toEqual(STATES.map(() => null))
})

test('times tell states', async () => {
  const fields = {
    dispatched_at: 'd',
    responded_at: 'r',
    closed_at: 'c',
    due_at: 'due',
  }
  expect(
    await statesOf(fields, [
      { d: LATER, r: LATER, c: LATER, due: LATER },
      { d: '', r: '', c: LATEST, due: LATER },
      { d: '', r: '', c: '', due: LATER },
      { d: '', r: '', c: LATER, due: '' },
    ]),
  ).toMatchObject([
    { dispatched: true, responded: true, closed: true, has_due: true, on_time: true },
    { dispatched: false, responded: false, closed: true, has_due: true, on_time: false },
    { closed: false, has_due: true, on_time: null },
    { closed: true, has_due: false, on_time: null },
  ])
})

test('handling tells what was dispatched, alone or beside a time', async () => {
  const rows = [
    { h: 'dispatched', d: '' },
    { h: 'direct', d: '' },
    { h: '', d: '' },
    { h: '', d: LATER },
  ]
  const alone = await statesOf({ handling: 'h' }, rows)
  expect(alone.map((s) => s.dispatched)).toEqual([true, false, null, null])
  const beside = await statesOf({ handling: 'h', dispatched_at: 'd' }, rows)
  expect(beside.map((s) => s.dispatched)).toEqual([true, false, false, true])
})

test('flags stand for times', async () => {
  const fields = {
    closed: {
      when: [
        { column: 'intime', is: '1', value: true },
        { column: 'late', is: '1', value: true },
      ],
      otherwise: false,
    },
    on_time: {
      when: [
        { column: 'intime', is: '1', value: true },
        { column: 'late', is: '1', value: false },
      ],
    },
    responded: { column: 'called', map: { Y: true, N: false } },
  }
  expect(
    await statesOf(fields, [
      { intime: '1', late: '0', called: 'Y' },
      { intime: '0', late: '1', called: 'N' },
      { intime: '-', late: '-', called: '' },
    ]),
  ).toMatchObject([
    { closed: true, on_time: true, responded: true },
    { closed: true, on_time: false, responded: false },
    { closed: false, on_time: null, responded: null },
  ])
})

test('an on-time flag fills in where the times cannot tell, for the closed alone', async () => {
  const fields = {
    closed_at: 'c',
    due_at: 'due',
    on_time: { column: 'flag', map: { ONTIME: true, OVERDUE: false } },
  }
  const states = await statesOf(fields, [
    { c: LATER, due: LATEST, flag: 'OVERDUE' },
    { c: LATER, due: '', flag: 'OVERDUE' },
    { c: '', due: '', flag: 'ONTIME' },
  ])
  expect(states.map((s) => s.on_time)).toEqual([true, false, null])
})

test('truths: what is not in the map is bad', async () => {
  const fields = { resolved: { column: 'r', map: { yes: true, no: false } } }
  const rows = ['yes', 'no', '', 'perhaps'].map((r) => row({ r }))
  const found = await conformRows(warehouse, await makeSource(fields), rows)
  expect(found.map((r) => [r.resolved, r.raw])).toEqual([
    [true, {}],
    [false, {}],
    [null, {}],
    [null, { resolved: 'perhaps' }],
  ])
})

test('places: no number and no place on the globe are bad, a null point is a blank', async () => {
  const city = { ...CITY, nullPoints: [{ lon: -71.0587, lat: 42.3594 }] }
  const pack = await makeSource({ lon: 'x', lat: 'y' }, {}, { 'city.json': city })
  const rows = [
    { x: '-71.1', y: '42.3' },
    { x: '-71.0587', y: '42.3594' },
    { x: '-71.05870', y: '42.35940' },
    { x: '-71.0587', y: '42.3595' },
    { x: 'west', y: '91' },
    { x: 'nan', y: 'inf' },
    { x: '', y: ' ' },
    { x: '180', y: '-90' },
  ]
  const found = await conformRows(warehouse, pack, rows.map(row))
  expect(found.map((r) => [r.lon, r.lat, r.raw])).toEqual([
    [-71.1, 42.3, {}],
    [null, null, {}],
    [null, null, {}],
    [-71.0587, 42.3595, {}],
    [null, null, { lon: 'west', lat: '91' }],
    [null, null, { lon: 'nan', lat: 'inf' }],
    [null, null, {}],
    [180, -90, {}],
  ])
})

test('warnings are the bad fields', async () => {
  const fields = { due_at: 'due', lon: 'x', lat: 'y', resolved: { column: 'r', map: { y: true } } }
  const pack = await makeSource(fields)
  const [found] = await conformRows(warehouse, pack, [
    row({ due: 'soon', x: '200', y: '1', r: 'n' }),
  ])
  expect(found?.raw).toEqual({ due_at: 'soon', lon: '200', resolved: 'n' })
})
