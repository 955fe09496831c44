import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { peakOf, readWeek, weekQuestion } from '../../../../dashboard/views/week/state.ts'
import type { Answer, Row } from '../../../../sql/model/answer.ts'
import type { MeasureId } from '../../../../sql/model/measures.ts'

const ask = (measure: MeasureId, from: string, to: string) =>
  weekQuestion({ city: 'c', measure, where: [] }, { from, to })

const answerOf = (rows: Row[], through = '2026-06-30T23:59:59+08:00'): Answer => ({
  columns: [],
  rows,
  through,
  version: 1,
  source: 'complaints',
  elapsedMs: 1,
})

const hourAt = (index: number): string =>
  `${new Date(Date.UTC(2026, 5, 1) + index * 3_600_000).toISOString().slice(0, 13)}:00`

const rowsOf = (counts: [number, number, number][]): Row[] => [
  ...new Map(
    counts.map(([at, satisfied, more]) => {
      const n = satisfied + more
      const row: Row = {
        period: hourAt(at),
        complaints: n,
        satisfactionRate: n === 0 ? null : satisfied / n,
        'satisfactionRate.n': n,
      }
      return [at, row]
    }),
  ).values(),
]
const counts = fc.array(fc.tuple(fc.nat(24 * 30 - 1), fc.nat(500), fc.nat(500)))

describe('what is asked', () => {
  it('is the page’s period, at most its last 13 weeks and at least one', () => {
    expect(ask('complaints', '2026-06-01', '2026-07-01')).toMatchObject({
      question: { grain: 'hour', from: '2026-06-01', to: '2026-07-01' },
      cut: null,
      instead: false,
    })
    expect(ask('complaints', '2025-07-01', '2026-07-01')).toMatchObject({
      question: { from: '2026-04-01' },
      cut: 'longer',
    })
    expect(ask('complaints', '2026-06-30', '2026-07-01')).toMatchObject({
      question: { from: '2026-06-24' },
      cut: 'shorter',
    })
  })

  it.each(['hoursToClose', 'score', 'backlog', 'perThousandResidents'] as const)(
    'is complaints instead of %s, which does not add up by hours',
    (measure) => {
      const { question, instead } = ask(measure, '2026-06-01', '2026-07-01')
      expect([question.measures, instead]).toEqual([['complaints'], true])
    },
  )
})

describe('the hours of the week', () => {
  const { question } = ask('complaints', '2026-06-01', '2026-07-01')

  it('add up to what the answer says, in the grid and at both margins', () => {
    fc.assert(
      fc.property(counts, (some) => {
        const rows = rowsOf(some)
        const series = readWeek(answerOf(rows), question)
        const total = rows.reduce((sum, { complaints }) => sum + Number(complaints), 0)
        for (const part of [series.cells, series.weekdays, series.hours]) {
          expect(part.reduce((all, { sum }) => all + sum, 0)).toBe(total)
          expect(part.reduce((all, { hours }) => all + hours, 0)).toBe(30 * 24)
        }
      }),
    )
  })

  it('put rates together through their parts', () => {
    fc.assert(
      fc.property(counts, (some) => {
        const rows = rowsOf(some)
        const rates = ask('satisfactionRate', '2026-06-01', '2026-07-01').question
        const { cells } = readWeek(answerOf(rows), rates)
        const satisfied = rows.reduce(
          (sum, row) =>
            sum + Math.round(Number(row.satisfactionRate) * Number(row['satisfactionRate.n'])),
          0,
        )
        expect(cells.reduce((all, { sum }) => all + sum, 0)).toBe(satisfied)
        for (const { value, sum, n } of cells) expect(value).toBe(n === 0 ? null : sum / n)
      }),
    )
  })

  it('are means over the hours that the data tell whole', () => {
    const rows = [
      { period: '2026-06-01T09:00', complaints: 10 },
      { period: '2026-06-15T09:00', complaints: 99 },
    ]
    const { cells } = readWeek(answerOf(rows, '2026-06-15T09:30:00+08:00'), question)
    const monday = cells.find(({ weekday, hour }) => weekday === 1 && hour === 9)
    expect(monday).toMatchObject({ sum: 10, hours: 2, value: 5 })
    expect(cells.find(({ weekday, hour }) => weekday === 1 && hour === 8)?.hours).toBe(3)
  })

  it('are missing where nothing is known', () => {
    const { cells, mature } = readWeek(answerOf([], '2026-06-02T00:00:00+08:00'), question)
    expect(cells.filter(({ value }) => value === null)).toHaveLength(6 * 24)
    expect(mature).toBe(true)
    const untold = readWeek(answerOf([{ period: '2026-06-01T09:00', complaints: null }]), question)
    expect(untold.cells.find(({ weekday, hour }) => weekday === 1 && hour === 9)?.hours).toBe(4)
  })

  it('have a peak', () => {
    const series = readWeek(answerOf([{ period: '2026-06-03T20:00', complaints: 10 }]), question)
    expect(peakOf(series)).toMatchObject({ weekday: 3, hour: 20 })
  })
})
