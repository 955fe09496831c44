import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dayAfter,
  grainFor,
  move,
  periodsOf,
  startOf,
  windowOf,
} from '../../../../dashboard/views/trend/periods.ts'
import {
  highest,
  readTrend,
  spanOf,
  trendQuestion,
} from '../../../../dashboard/views/trend/state.ts'
import type { Answer, Row } from '../../../../sql/model/answer.ts'
import type { MeasureId } from '../../../../sql/model/measures.ts'

const day = fc
  .integer({ min: 0, max: 12_000 })
  .map((days) => new Date(Date.UTC(2000, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))

const ranges = fc.tuple(day, fc.integer({ min: 1, max: 3000 })).map(([from, days]) => ({
  from,
  to: new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10),
}))

const answerOf = (rows: Row[], through = '2026-06-30T23:59:59+08:00'): Answer => ({
  columns: [],
  rows,
  through,
  version: 3,
  source: 'a cube',
  elapsedMs: 1,
})

const ask = (measure: MeasureId, from: string, to: string) => {
  const range = { from, to }
  return { range, question: trendQuestion({ city: 'c', measure, where: [] }, range) }
}

describe('the grain', () => {
  it.each([
    ['2026-06-30', '2026-07-01', 'hour'],
    ['2026-06-24', '2026-07-01', 'day'],
    ['2026-06-01', '2026-07-01', 'day'],
    ['2026-04-02', '2026-07-01', 'week'],
    ['2025-07-01', '2026-07-01', 'week'],
    ['2024-07-01', '2026-07-01', 'month'],
    ['2014-07-01', '2026-07-01', 'quarter'],
  ])('of %s to %s is the %s', (from, to, grain) => {
    expect(grainFor({ from, to })).toBe(grain)
  })

  it('gives whole periods that hold the range, in order and without gaps', () => {
    fc.assert(
      fc.property(ranges, (range) => {
        const grain = grainFor(range)
        const window = windowOf(grain, range)
        const periods = periodsOf(grain, window)
        expect(window.from <= range.from && window.to >= range.to).toBe(true)
        expect(periods[0]?.slice(0, 10)).toBe(window.from)
        expect(dayAfter(grain, periods.at(-1) ?? '')).toBe(window.to)
        expect(periods.every((period) => startOf(grain, period.slice(0, 10)) <= period)).toBe(true)
        expect(periods.slice(1)).toEqual(periods.slice(0, -1).map((one) => move(grain, one, 1)))
        expect(periods.length).toBeGreaterThanOrEqual(12)
        expect(periods.length).toBeLessThan(90)
      }),
    )
  })
})

describe('the series', () => {
  it('has every period once: without a row a count is 0 and a rate is missing', () => {
    const { range, question } = ask('complaints', '2026-06-01', '2026-07-01')
    const { points } = readTrend(
      answerOf([{ period: '2026-06-02', complaints: 5 }]),
      question,
      range,
    )
    expect(points).toHaveLength(30)
    expect(points.map(({ value }) => value).slice(0, 3)).toEqual([0, 5, 0])
    const rate = ask('onTimeRate', '2026-06-01', '2026-07-01')
    const rates = readTrend(answerOf([]), rate.question, rate.range)
    expect(rates.points.every(({ value }) => value === null)).toBe(true)
  })

  it('adds up to what the answer says', () => {
    fc.assert(
      fc.property(ranges, fc.array(fc.tuple(fc.nat(200), fc.nat(5000))), (range, found) => {
        const question = trendQuestion({ city: 'c', measure: 'complaints', where: [] }, range)
        const periods = periodsOf(question.grain, question)
        const values = new Map(found.map(([at, value]) => [periods[at % periods.length], value]))
        const rows = [...values].map(([period, complaints]) => ({
          period: period ?? '',
          complaints,
        }))
        const series = readTrend(answerOf(rows, '2099-01-01T00:00:00+08:00'), question, range)
        const sum = series.points.reduce((total, { value }) => total + (value ?? 0), 0)
        expect(sum).toBe(rows.reduce((total, { complaints }) => total + complaints, 0))
      }),
    )
  })

  it('is missing, not 0, after the cut-off, and the period that it lies in is running', () => {
    const { range, question } = ask('complaints', '2026-06-01', '2026-07-01')
    const { points } = readTrend(answerOf([], '2026-06-20T09:30:00+08:00'), question, range)
    expect(points[18]).toMatchObject({ value: 0, running: false })
    expect(points[19]).toMatchObject({ period: '2026-06-20', value: 0, running: true })
    expect(points[20]).toMatchObject({ value: null, compare: null, running: false })
  })

  it('counts a day whose last second is told as whole', () => {
    const { range, question } = ask('complaints', '2026-06-01', '2026-07-01')
    expect(readTrend(answerOf([]), question, range).points.at(-1)?.running).toBe(false)
  })

  it('knows weekends, what was asked, and what is not mature', () => {
    const { range, question } = ask('onTimeRate', '2026-06-24', '2026-07-01')
    const rows = [
      { period: '2026-06-28', onTimeRate: 0.9, 'onTimeRate.n': 10, 'onTimeRate.mature': false },
    ]
    const { points } = readTrend(answerOf(rows), question, range)
    expect(points).toHaveLength(28)
    expect(points.filter(({ asked }) => asked)).toHaveLength(7)
    expect(points.find(({ period }) => period === '2026-06-28')).toMatchObject({
      weekend: true,
      asked: true,
      mature: false,
      value: 0.9,
      n: 10,
    })
  })

  it('says that nothing is known of the year before', () => {
    const { range, question } = ask('complaints', '2026-06-01', '2026-07-01')
    const row = { period: '2026-06-02', complaints: 5, 'complaints.compare': 0 }
    expect(readTrend(answerOf([row]), question, range).compared).toBe(false)
    const told = { ...row, 'complaints.compare': 4 }
    expect(readTrend(answerOf([told]), question, range).compared).toBe(true)
  })

  it('finds the highest point that was asked for and the days of a stretch', () => {
    const { range, question } = ask('complaints', '2026-06-24', '2026-07-01')
    const rows = [
      { period: '2026-06-10', complaints: 50 },
      { period: '2026-06-26', complaints: 5 },
    ]
    const series = readTrend(answerOf(rows), question, range)
    expect(highest(series)?.period).toBe('2026-06-26')
    expect(spanOf(series, 27, 26)).toEqual({ from: '2026-06-29', to: '2026-07-01' })
    expect(spanOf(series, 27, 99)).toBeNull()
  })
})
