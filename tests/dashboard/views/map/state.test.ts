import { describe, expect, it } from 'vitest'
import { mapQuestion, modesOf, placeOf } from '../../../../dashboard/views/map/place.ts'
import { readMap } from '../../../../dashboard/views/map/state.ts'
import type { Answer, Row } from '../../../../sql/model/answer.ts'
import type { Question } from '../../../../sql/model/question.ts'

const RANGE = { from: '2026-10-01', to: '2026-11-01' }
const parentOf = (code: string) => (code.length > 6 ? code.slice(0, 6) : null)
const view = {
  city: 'beijing',
  measure: 'complaints' as const,
  where: [{ dimension: 'kind' as const, in: ['complaint'] }],
}

const answerOf = (rows: Row[]): Answer => ({
  columns: [],
  rows,
  through: null,
  version: 1,
  source: 'cube',
  elapsedMs: 1,
})

describe('where the map stands', () => {
  it('shows all districts until a single one is chosen', () => {
    expect(placeOf([], parentOf)).toEqual({ level: 'district', district: null })
    const two = [{ dimension: 'district' as const, in: ['110101', '110102'] }]
    expect(placeOf(two, parentOf)).toEqual({ level: 'district', district: null })
    const unknown = [{ dimension: 'district' as const, in: ['unknown'] }]
    expect(placeOf(unknown, parentOf)).toEqual({ level: 'district', district: null })
    const one = [{ dimension: 'district' as const, in: ['110105'] }]
    expect(placeOf(one, parentOf)).toEqual({ level: 'subdistrict', district: '110105' })
  })

  it('shows the district that holds all chosen subdistricts', () => {
    const inOne = [{ dimension: 'subdistrict' as const, in: ['110105001', '110105002'] }]
    expect(placeOf(inOne, parentOf)).toEqual({ level: 'subdistrict', district: '110105' })
    const inTwo = [{ dimension: 'subdistrict' as const, in: ['110105001', '110101002'] }]
    expect(placeOf(inTwo, parentOf)).toEqual({ level: 'district', district: null })
  })
})

describe('what the map asks', () => {
  it('keeps the filters of the view but for its areas, so that neighbours are seen', () => {
    const where = [
      ...view.where,
      { dimension: 'district' as const, in: ['110105'] },
      { dimension: 'subdistrict' as const, in: ['110105001'] },
    ]
    const place = { level: 'subdistrict' as const, district: '110105' }
    expect(mapQuestion({ ...view, where }, RANGE, place, 'value')).toEqual({
      city: 'beijing',
      measures: ['complaints'],
      by: ['subdistrict'],
      ...RANGE,
      where: [...view.where, { dimension: 'district', in: ['110105'] }],
      compare: 'previous',
    })
  })

  it('asks for complaints beside other measures, and by residents where they are counted', () => {
    const place = { level: 'district' as const, district: null }
    const of = (measure: 'complaints' | 'onTimeRate', mode: 'value' | 'perThousand') =>
      mapQuestion({ ...view, measure }, RANGE, place, mode).measures
    expect(of('onTimeRate', 'value')).toEqual(['onTimeRate', 'complaints'])
    expect(of('complaints', 'perThousand')).toEqual(['perThousandResidents', 'complaints'])
    expect(modesOf('complaints')).toEqual(['value', 'perThousand', 'change'])
    expect(modesOf('onTimeRate')).toEqual(['value', 'change'])
  })
})

describe('what the map reads', () => {
  const question: Question = { ...view, ...RANGE, measures: ['complaints'], by: ['district'] }
  const rows = [
    { district: 'a', complaints: 30, 'complaints.compare': 20 },
    { district: 'b', complaints: 70, 'complaints.compare': 7 },
    { district: 'unknown', complaints: 4, 'complaints.compare': 0 },
    { district: 'retired', complaints: 1, 'complaints.compare': 9 },
  ]

  it('ranks the areas, counts the silent ones as none and tells what is not on the map', () => {
    const series = readMap(answerOf(rows), question, ['a', 'b', 'c'])
    expect(series?.areas.map(({ code, value }) => [code, value])).toEqual([
      ['b', 70],
      ['a', 30],
      ['c', 0],
    ])
    expect(series?.unplaced).toBe(5)
    const onMap = series?.areas.reduce((sum, { value }) => sum + (value ?? 0), 0) ?? 0
    expect(onMap + (series?.unplaced ?? 0)).toBe(series?.complaints)
  })

  it('says how much changed, and where that means little', () => {
    const series = readMap(answerOf(rows), question, ['a', 'b', 'c'])
    const byCode = new Map(series?.areas.map((area) => [area.code, area]))
    expect(byCode.get('a')).toMatchObject({ change: 0.5, fewBefore: false })
    expect(byCode.get('b')).toMatchObject({ change: 9, fewBefore: true })
    expect(byCode.get('c')).toMatchObject({ change: null, fewBefore: true })
  })

  it('leaves rates of areas without cases open', () => {
    const rated = answerOf([
      { district: 'a', onTimeRate: 0.9, 'onTimeRate.n': 50, complaints: 60 },
      { district: 'unknown', onTimeRate: 0.5, 'onTimeRate.n': 2, complaints: 3 },
    ])
    const asked: Question = { ...question, measures: ['onTimeRate', 'complaints'] }
    const series = readMap(rated, asked, ['a', 'c'])
    expect(series?.areas.map(({ code, value }) => [code, value])).toEqual([
      ['a', 0.9],
      ['c', null],
    ])
    expect(series).toMatchObject({ unplaced: 3, complaints: 63 })
  })
})
