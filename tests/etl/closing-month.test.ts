import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadFile } from '../../etl/load-file.ts'
import { openMonths } from '../../etl/local-days.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import { openRiver, type River } from '../support/open-river.ts'
import { type RiverRow, readState, riverContext } from '../support/river-city.ts'

let river: River
beforeAll(async () => {
  river = await openRiver('closing')
})
afterAll(() => river?.close())

const row = (id: string, received: string, updated: string): RiverRow => ({
  id,
  updated: `${updated} 10:00:00`,
  received: `${received} 10:00:00`,
  closed: '',
  category: 'k',
  district: 'd',
  title: '',
})
const loadAt = async (now: string, rows: RiverRow[]) => {
  const context = { ...riverContext(river.warehouse, river.folder), now: new Date(now) }
  const result = await loadFile(context, 'line', await river.write(rows))
  expect(result.error).toBeNull()
  const { partitions } = await readSnapshot(river.warehouse, 'river')
  return partitions.map((g) => `${g.slice}: ${g.rows}`)
}

it('open months are the present, the last and the next, by the clocks of the city', () => {
  const months = (now: string, visible: number[] = []) =>
    openMonths({
      now: new Date(now),
      timeZone: 'America/New_York',
      visible: visible.map((slice) => ({ slice, batch: 1, rows: 1 })),
      rows: 100_000,
    })
  expect(months('2026-03-01T04:59:00Z')).toEqual([202601, 202602, 202603])
  expect(months('2026-03-01T05:00:00Z')).toEqual([202602, 202603, 202604])
  expect(months('2026-01-10T12:00:00Z', [20251200, 20260105])).toEqual([202601, 202602])
})

it('no month is open in a city with few complaints, whatever it once had', () => {
  const months = (rows: number, visible: [slice: number, rows: number][]) =>
    openMonths({
      now: new Date('2026-03-10T12:00:00Z'),
      timeZone: 'America/New_York',
      visible: visible.map(([slice, rows]) => ({ slice, batch: 1, rows })),
      rows,
    })
  expect(months(99_999, [])).toEqual([])
  expect(months(10, [[20260200, 99_999]])).toEqual([])
  expect(months(10, [[20260100, 100_000]])).toEqual([202602, 202603, 202604])
  const days: [number, number][] = [1, 2, 3, 4].map((day) => [20260200 + day, 25_000])
  expect(months(10, days)).toEqual([202602, 202603, 202604])
  const ebbed: [number, number][] = [
    [20251100, 900_000],
    [20251200, 9],
    [20260100, 9],
    [20260200, 9],
  ]
  expect(months(10, ebbed)).toEqual([])
})

it('a month that has closed becomes one slice, and its complaints are still found by their old days', async () => {
  const march = '2026-03-20T12:00:00Z'
  const june = '2026-06-20T12:00:00Z'
  expect(
    await loadAt(march, [
      row('a', '2026-01-05', '2026-03-01'),
      row('b', '2026-02-03', '2026-03-01'),
      row('c', '2026-02-04', '2026-03-01'),
      row('d', '2026-03-04', '2026-03-01'),
    ]),
  ).toEqual(['20260100: 1', '20260203: 1', '20260204: 1', '20260304: 1'])
  // A new complaint of February comes late: the month is written as one.
  expect(await loadAt(june, [row('e', '2026-02-04', '2026-06-01')])).toEqual([
    '20260100: 1',
    '20260200: 3',
    '20260304: 1',
  ])
  // The index still says that b lies in a day of February. It moves to January; d moves within March.
  expect(
    await loadAt(june, [
      row('b', '2026-01-06', '2026-06-02'),
      row('c', '2026-02-05', '2026-06-02'),
      row('d', '2026-03-09', '2026-06-02'),
    ]),
  ).toEqual(['20260100: 2', '20260200: 2', '20260300: 1'])
  const state = (await readState(river.warehouse)) as { id: string; received_at: string }[]
  expect(state.map((c) => `${c.id} ${c.received_at.slice(0, 10)}`)).toEqual([
    'a 2026-01-05',
    'b 2026-01-06',
    'c 2026-02-05',
    'd 2026-03-09',
    'e 2026-02-04',
  ])
  // Clocks that go back do not split a month again.
  expect(await loadAt(march, [row('f', '2026-02-07', '2026-06-03')])).toEqual([
    '20260100: 2',
    '20260200: 3',
    '20260300: 1',
  ])
})
