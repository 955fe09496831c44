import { describe, expect, it } from 'vitest'
import { barsQuestion, readBars } from '../../../../dashboard/views/bars/state.ts'
import type { Answer, Row } from '../../../../sql/model/answer.ts'
import type { MeasureId } from '../../../../sql/model/measures.ts'

const range = { from: '2026-06-01', to: '2026-07-01' }
const ask = (measure: MeasureId) =>
  barsQuestion({ city: 'c', measure, where: [] }, range, 'district', 'previous')

const answerOf = (rows: Row[]): Answer => ({
  columns: [],
  rows,
  through: '2026-06-30T23:59:59+08:00',
  version: 1,
  source: '',
  elapsedMs: 1,
})

describe('what is asked', () => {
  it('is the twelve with most', () => {
    expect(ask('complaints')).toMatchObject({
      measures: ['complaints'],
      by: ['district'],
      orderBy: '-complaints',
      limit: 12,
      compare: 'previous',
    })
    expect(ask('perThousandResidents').orderBy).toBe('-perThousandResidents')
  })

  it.each(['onTimeRate', 'hoursToClose', 'score'] as const)(
    'is the twelve with most complaints for %s, which few cases make extreme',
    (measure) => {
      expect(ask(measure)).toMatchObject({
        measures: [measure, 'complaints'],
        orderBy: '-complaints',
      })
    },
  )
})

describe('the bars', () => {
  const rates = [
    { district: 'a', onTimeRate: 0.9, 'onTimeRate.n': 500, complaints: 600 },
    { district: 'b', onTimeRate: 0.7, 'onTimeRate.n': 12, complaints: 400 },
    { district: 'c', onTimeRate: null, 'onTimeRate.n': 0, complaints: 300 },
    { district: 'd', onTimeRate: 0.8, 'onTimeRate.n': 100, complaints: 200 },
  ]

  it('begin with what needs attention, and end with what is missing', () => {
    const series = readBars(answerOf(rates), ask('onTimeRate'), null, 1)
    expect(series?.bars.map(({ code }) => code)).toEqual(['b', 'd', 'a', 'c'])
    expect(series?.bars.map(({ small }) => small)).toEqual([true, false, false, true])
    const repeats = readBars(answerOf(rates), ask('onTimeRate'), null, -1)
    expect(repeats?.bars.map(({ code }) => code)).toEqual(['a', 'd', 'b', 'c'])
  })

  it('have the year before as its own answer says it, or not at all', () => {
    const now = [
      { district: 'a', complaints: 9, 'complaints.compare': 50 },
      { district: 'b', complaints: 8, 'complaints.compare': 3 },
    ]
    const question = ask('complaints')
    const before = answerOf([{ district: 'b', complaints: 8, 'complaints.compare': 7 }])
    const series = readBars(answerOf(now), question, before, -1)
    expect(series?.bars.map(({ lastYear }) => lastYear)).toEqual([null, 7])
    expect(series?.bars.map(({ smallBefore }) => smallBefore)).toEqual([false, true])
    const nothing = answerOf([{ district: 'b', complaints: 8, 'complaints.compare': 0 }])
    const alone = readBars(answerOf(now), question, nothing, -1)
    expect(alone?.bars.map(({ lastYear }) => lastYear)).toEqual([null, null])
  })
})
