import { afterAll, beforeAll, expect, test } from 'vitest'
import { QuestionError, VersionGoneError } from '../../../sql/model/errors.ts'
import { EVERYTHING } from '../../../sql/model/scope.ts'
import { createAsk } from '../../../sql/node/ask.ts'
import { listComplaints } from '../../../sql/node/complaints.ts'
import type { ListedComplaint } from '../../../sql/node/listed-complaint.ts'
import type { Warehouse } from '../../../sql/node/warehouse.ts'
import { makeComplaints } from './sample-complaints.ts'
import { sampleWarehouse } from './sample-warehouse.ts'

let warehouse: Warehouse
const complaints = makeComplaints(3000, 5)
beforeAll(async () => {
  warehouse = await sampleWarehouse('complaints', complaints)
})
afterAll(() => warehouse?.close())

const span = { city: 'sample', from: '2019-01-01', to: '2021-03-01' }

test('pages hold every case once, the last received first, as many as the answer counts', async () => {
  const choice = {
    ...span,
    where: [{ dimension: 'district' as const, in: ['north', 'unknown'] }],
  }
  const seen: ListedComplaint[] = []
  let after: string | undefined
  do {
    const page = await listComplaints(warehouse, { ...choice, after, limit: 200 }, EVERYTHING)
    seen.push(...page.complaints)
    expect(page.version).toBe(1)
    expect(page.through).toBe('2021-02-20T15:30:17-05:00')
    after = page.next ?? undefined
  } while (after !== undefined)
  const answer = await createAsk(warehouse)({ ...choice, measures: ['complaints'] }, EVERYTHING)
  expect(seen.length).toBe(answer.rows[0]?.complaints)
  expect(new Set(seen.map((one) => one.id)).size).toBe(seen.length)
  const times = seen.map((one) => Date.parse(one.received_at))
  expect(times).toEqual([...times].sort((a, b) => b - a))
  expect(seen.every((one) => ['north', 'unknown'].includes(one.district))).toBe(true)
})

test('a case is shown as it was loaded, in local time, without the key of its requester', async () => {
  const page = await listComplaints(warehouse, { ...span, limit: 1 }, EVERYTHING)
  const [shown] = page.complaints
  const raw = complaints.find((one) => one.id === shown?.id)
  expect(Date.parse(shown?.received_at ?? '')).toBe((raw?.received ?? 0) * 1000)
  expect(shown?.received_at).toMatch(/^2021-02-21T\d\d:\d\d:\d\d-05:00$/)
  expect(shown).toMatchObject({ source: 'bare', closed_at: null, updated_at: null, resolved: null })
  expect(Object.keys(shown ?? {})).not.toContain('requester_key')
})

test('the basis says which event lies in the interval', async () => {
  const rated = complaints.filter(
    (one) =>
      one.rated !== null &&
      one.rated >= Date.parse('2020-06-01T04:00:00Z') / 1000 &&
      one.rated < Date.parse('2020-06-15T04:00:00Z') / 1000,
  )
  const page = await listComplaints(
    warehouse,
    { city: 'sample', from: '2020-06-01', to: '2020-06-15', basis: 'rated', limit: 200 },
    EVERYTHING,
  )
  expect(page.complaints.map((one) => one.id).sort()).toEqual(rated.map((one) => one.id).sort())
  expect(page.next).toBeNull()
})

test('a scope holds', async () => {
  const scope = { where: [{ dimension: 'district' as const, in: ['south'] }] }
  const page = await listComplaints(warehouse, { ...span, limit: 200 }, scope)
  expect(page.complaints.length).toBe(200)
  expect(page.complaints.every((one) => one.district === 'south')).toBe(true)
})

test('what is wrong is said', async () => {
  const list = (request: object) => listComplaints(warehouse, { ...span, ...request }, EVERYTHING)
  await expect(list({ after: 'nonsense' })).rejects.toThrow(QuestionError)
  await expect(list({ limit: 201 })).rejects.toThrow('`limit` is a whole number from 1 to 200.')
  await expect(list({ where: [{ dimension: 'district', in: [] }] })).rejects.toThrow(/is empty/)
  await expect(list({ where: [{ dimension: 'district', in: ['nowhere'] }] })).rejects.toThrow(
    'district has no member "nowhere" in sample.',
  )
  await expect(list({ measures: ['complaints'] })).rejects.toThrow(/no field "measures"/)
  await expect(list({ version: 7 })).rejects.toThrow(VersionGoneError)
})
