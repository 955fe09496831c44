import { describe, expect, it } from 'vitest'
import type { CatalogMeasure } from '../../../../dashboard/state/catalog.ts'
import { placeSparkline } from '../../../../dashboard/views/headline/layout.ts'
import {
  askingOf,
  courseQuestion,
  directionOf,
  headlineQuestion,
  meaningOf,
  readHeadline,
} from '../../../../dashboard/views/headline/state.ts'
import type { TrendPoint } from '../../../../dashboard/views/trend/state.ts'
import type { Answer, Row } from '../../../../sql/model/answer.ts'
import { type MeasureId, measureOf } from '../../../../sql/model/measures.ts'

const range = { from: '2026-10-24', to: '2026-11-23' }
const asking = { city: 'harbour', where: [{ dimension: 'kind' as const, in: ['help'] }] }

const offered = (id: MeasureId): CatalogMeasure => {
  const { names, description, format, polarity, maturityDays } = measureOf(id)
  return { id, names, description, format, polarity, maturityDays, available: true, why: null }
}

const answerOf = (...rows: Row[]): Answer => ({
  columns: [],
  rows,
  through: '2026-11-22T14:35:00+08:00',
  version: 7,
  source: 'cube',
  elapsedMs: 1,
})

describe('a headline number', () => {
  it('tells no change of what is still open: of an earlier period less is, whatever was done', () => {
    const previous = answerOf({ overdueComplaints: 40, 'overdueComplaints.compare': 2 })
    const { compared } = readHeadline(offered('overdueComplaints'), range, { previous }, [])
    expect(compared.previous).toMatchObject({ value: 2, change: null, meaning: null })
  })

  it('is asked for against the period before and last year, and over the period', () => {
    expect(headlineQuestion(asking, range, ['complaints'], 'lastYear')).toEqual({
      ...asking,
      ...range,
      measures: ['complaints'],
      compare: 'lastYear',
    })
    expect(courseQuestion(asking, range, ['complaints'])).toEqual({
      ...asking,
      ...range,
      measures: ['complaints'],
      grain: 'day',
    })
  })

  it('is of the dispatched cases where all would say nothing', () => {
    const dispatched = { dimension: 'handling' as const, in: ['dispatched'] }
    const chosen = { ...asking, where: [{ dimension: 'handling' as const, in: ['direct'] }] }
    const { asking: asked, dispatchedOnly } = askingOf(asking, ['hoursToClose'], true)
    expect(dispatchedOnly).toBe(true)
    expect(asked.where).toEqual([...asking.where, dispatched])
    expect(askingOf(chosen, ['hoursToClose'], true).asking).toBe(chosen)
    expect(askingOf(asking, ['hoursToClose'], false).asking).toBe(asking)
    expect(askingOf(asking, ['complaints'], true).asking).toBe(asking)
  })

  it('says its changes, what they mean, and when it will have settled', () => {
    const previous = answerOf({
      responseRate: 0.96,
      'responseRate.n': 200,
      'responseRate.mature': false,
      'responseRate.compare': 0.97,
      'responseRate.compare.n': 300,
      compareTo: '2026-10-23T14:35:00+08:00',
    })
    const lastYear = answerOf({ responseRate: 0.96, 'responseRate.compare': 0.91 })
    const number = readHeadline(offered('responseRate'), range, { previous, lastYear }, [])
    expect(number).toMatchObject({ value: 0.96, n: 200, settles: '2026-11-29' })
    expect(number.compared.previous).toMatchObject({
      value: 0.97,
      n: 300,
      direction: 'down',
      meaning: null,
      until: '2026-10-23T14:35:00+08:00',
    })
    expect(number.compared.lastYear).toMatchObject({ direction: 'up', meaning: 'better' })
    const settled = answerOf({ ...previous.rows[0], 'responseRate.mature': true })
    const later = readHeadline(offered('responseRate'), range, { previous: settled }, [])
    expect(later).toMatchObject({ settles: null, compared: { previous: { meaning: 'worse' } } })
  })

  it('claims nothing before an answer has come, nor where there is nothing to compare with', () => {
    const measure = offered('complaints')
    expect(readHeadline(measure, range, {}, [])).toMatchObject({ value: null, compared: {} })
    const previous = answerOf({ complaints: 5, 'complaints.compare': 0 })
    expect(readHeadline(measure, range, { previous }, []).compared.previous).toMatchObject({
      value: 0,
      change: null,
      direction: 'level',
      meaning: null,
    })
  })
})

describe('a change', () => {
  it('is level where its figure would show none', () => {
    expect(directionOf('rate', 0.04)).toBe('level')
    expect(directionOf('rate', -0.06)).toBe('down')
    expect(directionOf('count', 0.0004)).toBe('level')
    expect(directionOf('count', 0.0006)).toBe('up')
  })

  it('is good or bad by what the measure measures', () => {
    expect(meaningOf('up', 1)).toBe('better')
    expect(meaningOf('up', -1)).toBe('worse')
    expect(meaningOf('down', -1)).toBe('better')
    expect(meaningOf('up', 0)).toBeNull()
    expect(meaningOf('level', 1)).toBeNull()
  })
})

describe('a sparkline', () => {
  const point = (value: number | null, changes: Partial<TrendPoint> = {}): TrendPoint => ({
    value,
    n: null,
    mature: true,
    compare: null,
    compareN: null,
    period: '2026-11-01',
    until: '2026-11-02',
    row: null,
    running: false,
    weekend: false,
    asked: true,
    ...changes,
  })

  it('leaves out the period that is still running', () => {
    const points = [point(10), point(20), point(10), point(1, { running: true })]
    const { end, open } = placeSparkline(points, 'count', 120, 34)
    const whole = placeSparkline(points.slice(0, 3), 'count', 120, 34)
    expect(end).toEqual(whole.end)
    expect(open).toBe(whole.open)
  })

  it('keeps what has not settled within the height of what has', () => {
    const points = [0.9, 0.92, 0.91, 0.9].map((rate) => point(rate))
    const { end } = placeSparkline([...points, point(0, { mature: false })], 'rate', 120, 34)
    expect(end).toEqual({ x: 117, y: 31 })
  })

  it('breaks where a value is missing, and is empty where all are', () => {
    const broken = placeSparkline(
      [point(1), point(2), point(null), point(3), point(4)],
      'count',
      120,
      34,
    )
    expect(broken.settled.match(/M/g)).toHaveLength(2)
    expect(placeSparkline([], 'rate', 120, 34)).toEqual({
      settled: '',
      open: '',
      under: '',
      end: null,
    })
  })
})
