import { beforeAll, expect, test } from 'vitest'
import { writeExtract } from '../../../etl/simulate/extract.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { planOf, type Row, readRows } from './city.ts'

const DAY = 86_400_000
/** The rows of each day about it, as the days passed. */
let stories: Map<string, Row[]>

beforeAll(async () => {
  const plan = await planOf({
    seed: 2,
    from: '2024-03-01',
    to: '2024-03-11',
    perDay: 150,
    plants: false,
  })
  stories = new Map()
  const folder = await temporaryFolder('simulate')
  const begin = Date.parse('2024-03-01T00:00:00+08:00')
  for (let day = 0; day < 60; day++) {
    const { path } = await writeExtract(
      plan,
      new Date(begin + day * DAY - 1000),
      new Date(begin + (day + 1) * DAY - 1000),
      folder,
    )
    for (const row of readRows(path)) {
      if (row.received_at >= '2024-03-11') continue
      stories.set(row.case_id, [...(stories.get(row.case_id) ?? []), row])
    }
  }
})

/** A plain city from its first day to a later one, in one extract. */
async function extractOf(from: string, to: string, until: string): Promise<string> {
  const plan = await planOf({ seed: 2, from, to, perDay: 400, plants: false })
  const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`)
  const before = new Date(midnight(from).getTime() - DAY)
  const out = await temporaryFolder('simulate')
  return (await writeExtract(plan, before, midnight(until), out)).path
}

const EVENTS = ['received_at', 'dispatched_at', 'responded_at', 'closed_at', 'rated_at'] as const

test('what happens to a complaint happens in its order, and ends within 45 days', () => {
  expect(stories.size).toBeGreaterThan(1000)
  for (const rows of stories.values()) {
    for (const row of rows) {
      const times = EVENTS.map((event) => row[event]).filter((at) => at !== '')
      const returned = row.closed_at > row.rated_at && row.rated_at !== ''
      if (!returned) expect(times).toEqual([...times].sort())
      expect(times.every((at) => at <= row.updated_at)).toBe(true)
      expect(row.received_at.slice(0, 10).replaceAll('-', '')).toBe(row.case_id.slice(0, 8))
      expect(Date.parse(row.updated_at) - Date.parse(row.received_at)).toBeLessThan(45 * DAY)
      expect(row.rated_at === '').toBe(row.resolved === '')
      expect(row.handling === 'direct').toBe(row.due_at === '')
    }
    const versions = rows.map((row) => row.updated_at)
    expect(new Set(versions).size).toBe(versions.length)
  }
})

test('some are returned: open again, closed again, rated again', () => {
  const reopened = [...stories.values()].filter((rows) =>
    rows.some((row, i) => row.closed_at === '' && rows[i - 1]?.closed_at),
  )
  expect(reopened.length).toBeGreaterThan(0)
  for (const rows of reopened) {
    const again = rows.at(-1)!
    expect(again.closed_at).not.toBe('')
    expect(again.rated_at > again.closed_at).toBe(true)
  }
})

test('what is passed on is closed: most in time, more so than in 2019, a few long past it', async () => {
  const ends = [...stories.values()].map((rows) => rows.at(-1)!)
  expect(ends.every((row) => row.closed_at !== '')).toBe(true)
  const onTime = (list: Row[]) => {
    const dispatched = list.filter((row) => row.handling === 'dispatched')
    return dispatched.filter((row) => row.closed_at <= row.due_at).length / dispatched.length
  }
  const late = ends.filter((row) => row.handling === 'dispatched' && row.closed_at > row.due_at)
  const days = late.map((row) => (Date.parse(row.closed_at) - Date.parse(row.due_at)) / DAY)
  expect(Math.max(...days)).toBeGreaterThan(8)
  expect(onTime(ends)).toBeGreaterThan(0.88)
  expect(onTime(ends)).toBeLessThan(0.97)

  const of2019 = readRows(await extractOf('2019-03-01', '2019-04-01', '2019-05-17')).filter(
    (row) => row.received_at < '2019-04-01',
  )
  expect(onTime(of2019)).toBeGreaterThan(0.72)
  expect(onTime(of2019)).toBeLessThan(0.86)
})

test('of what is open at a moment in 2025, about a tenth is past its due time', async () => {
  const open = readRows(await extractOf('2025-03-01', '2025-06-01', '2025-05-20')).filter(
    (row) => row.closed_at === '',
  )
  const overdue = open.filter((row) => row.due_at <= '2025-05-20').length / open.length
  expect(open.length).toBeGreaterThan(500)
  expect(overdue).toBeGreaterThan(0.06)
  expect(overdue).toBeLessThan(0.17)
})
