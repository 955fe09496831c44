import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Answer } from '../../sql/model/answer.ts'
import type { Question } from '../../sql/model/question.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { createAsk } from '../../sql/node/ask.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { openRiver, type River } from '../support/open-river.ts'
import type { RiverRow } from '../support/river-city.ts'

const LOADS = 12
const SIZE = 500

let river: River
let warehouse: Warehouse

beforeAll(async () => {
  river = await openRiver('readers')
  warehouse = river.warehouse
})
afterAll(() => river?.close())

/** Each file closes all complaints of the file before and moves them on by a month. */
const rowsOf = (i: number): RiverRow[] => {
  const make = (k: number, file: number, follow: boolean): RiverRow => ({
    id: `c${file}-${k}`,
    updated: `2026-03-19 ${String(i).padStart(2, '0')}:00:00`,
    received: `2026-0${follow ? 2 : 1}-1${k % 9} 10:00:00`,
    closed: follow ? '2026-03-19 11:00:00' : '',
    category: `k${k % 4}`,
    district: `d${k % 3}`,
    title: '',
  })
  const fresh = Array.from({ length: SIZE }, (_, k) => make(k, i, false))
  const followed = Array.from({ length: i === 0 ? 0 : SIZE }, (_, k) => make(k, i - 1, true))
  return [...fresh, ...followed]
}

const sum = (answer: Answer, column: string): number =>
  answer.rows.reduce((total, row) => total + Number(row[column] ?? 0), 0)

it('no answer mixes two data versions, whichever table it comes from', async () => {
  const ask = createAsk(warehouse, { cache: false })
  const base: Question = {
    city: 'river',
    measures: ['complaints', 'openComplaints'],
    from: '2026-01-01',
    to: '2026-04-01',
  }
  const questions: Question[] = [
    { ...base, by: ['district'] },
    { ...base, by: ['channel'] },
    { ...base, by: ['community'] },
    { ...base, by: ['category1'], grain: 'month' },
    { ...base, by: ['subdistrict', 'category1'], grain: 'day' },
    { ...base, grain: 'hour' },
  ]
  let loading = true
  const seen: { source: string; version: number; complaints: number; open: number }[] = []
  const read = async (offset: number) => {
    for (let i = offset; loading || i < offset + 10; i++) {
      const answer = await ask(questions[i % questions.length] as Question, EVERYTHING)
      seen.push({
        source: answer.source,
        version: answer.version,
        complaints: sum(answer, 'complaints'),
        open: sum(answer, 'openComplaints'),
      })
    }
  }
  const readers = [read(0), read(2), read(4)]
  for (let i = 0; i < LOADS; i++) {
    const result = await river.load(await river.write(rowsOf(i)))
    expect(result.error).toBeNull()
  }
  loading = false
  await Promise.all(readers)

  for (const answer of seen) {
    expect(answer.complaints, JSON.stringify(answer)).toBe(answer.version * SIZE)
    expect(answer.open, JSON.stringify(answer)).toBe(answer.version === 0 ? 0 : SIZE)
  }
  expect(new Set(seen.map((a) => a.version)).size).toBeGreaterThan(LOADS / 2)
  expect([...new Set(seen.map((a) => a.source))]).toEqual(
    expect.arrayContaining([
      'complaints',
      'cube_district_day',
      'cube_calls_day',
      'cube_subdistrict_category1_day',
      'cube_district_category1_hour',
    ]),
  )
}, 120_000)
