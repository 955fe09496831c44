import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  axesOf,
  cellsQuestion,
  marginQuestions,
} from '../../../../dashboard/views/matrix/questions.ts'
import { readMatrix } from '../../../../dashboard/views/matrix/state.ts'
import type { Answer } from '../../../../sql/model/answer.ts'
import { answersOf, questionFor, someCounts } from './make-matrix.ts'

const range = { from: '2026-06-01', to: '2026-07-01' }

describe('what is asked', () => {
  it('goes one level further down within what is chosen', () => {
    expect(axesOf([])).toEqual({ row: 'category1', column: 'district' })
    expect(axesOf([{ dimension: 'category1', in: ['03'] }]).row).toBe('category2')
    expect(axesOf([{ dimension: 'category1', in: ['03', '04'] }]).row).toBe('category1')
    expect(axesOf([{ dimension: 'category2', in: ['0301'] }]).row).toBe('category3')
    expect(axesOf([{ dimension: 'district', in: ['110101'] }]).column).toBe('subdistrict')
    expect(axesOf([{ dimension: 'subdistrict', in: ['110101001'] }]).column).toBe('subdistrict')
  })

  it('asks for totals of rates by themselves, in the order of complaints', () => {
    const { rows, columns, total } = marginQuestions(
      { city: 'c', measure: 'onTimeRate', where: [] },
      range,
    )
    expect(rows).toMatchObject({
      measures: ['onTimeRate', 'complaints'],
      by: ['category1'],
      orderBy: '-complaints',
      limit: 18,
      compare: 'previous',
    })
    expect(columns).toMatchObject({ by: ['district'], limit: 20 })
    expect(total.by).toBeUndefined()
  })

  it('asks for the cells of the rows that are shown alone, where there are more', () => {
    const rows = (dimension: string, count: number): Answer => ({
      ...answersOf([]).rows,
      rows: Array.from({ length: count }, (_, i) => ({ [dimension]: `m${i}`, complaints: 1 })),
    })
    const where = [{ dimension: 'district' as const, in: ['110105'] }]
    const question = cellsQuestion({ city: 'c', measure: 'complaints', where }, range, {
      rows: rows('category1', 18),
      columns: rows('subdistrict', 20),
    })
    expect(
      question?.where?.map(({ dimension, in: members }) => [dimension, members.length]),
    ).toEqual([
      ['district', 1],
      ['category1', 18],
      ['subdistrict', 20],
    ])
    const few = { rows: rows('category1', 3), columns: rows('district', 16) }
    const all = cellsQuestion({ city: 'c', measure: 'complaints', where: [] }, range, few)
    expect(all?.where).toEqual([])
    const none = { rows: rows('category1', 0), columns: rows('district', 0) }
    expect(cellsQuestion({ city: 'c', measure: 'complaints', where: [] }, range, none)).toBeNull()
  })
})

describe('the matrix', () => {
  it('has every cell once, and they add up to the totals', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const answers = answersOf(counts)
        const series = readMatrix(answers, questionFor(answers))
        if (!series) throw new Error('no series')
        expect(series.cells).toHaveLength(series.rows.length * series.columns.length)
        for (const { code, value } of series.rows) {
          const inRow = series.cells.filter(({ at }) => at.row === code)
          expect(inRow.reduce((sum, cell) => sum + (cell.value ?? 0), 0)).toBe(value)
        }
        for (const { code, value } of series.columns) {
          const inColumn = series.cells.filter(({ at }) => at.column === code)
          expect(inColumn.reduce((sum, cell) => sum + (cell.value ?? 0), 0)).toBe(value)
        }
      }),
    )
  })

  it('expects in all as many as there are', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const answers = answersOf(counts)
        const series = readMatrix(answers, questionFor(answers))
        const expected = series?.cells.reduce((sum, cell) => sum + (cell.expected ?? 0), 0)
        const observed = counts.reduce((sum, { complaints }) => sum + complaints, 0)
        expect(expected).toBeCloseTo(observed, 6)
      }),
    )
  })

  it('measures how unusual a cell is in deviations of a count', () => {
    const answers = answersOf([
      { category1: 'heat', district: 'east', complaints: 90, before: 0 },
      { category1: 'heat', district: 'west', complaints: 10, before: 0 },
      { category1: 'noise', district: 'east', complaints: 10, before: 0 },
      { category1: 'noise', district: 'west', complaints: 90, before: 0 },
    ])
    const series = readMatrix(answers, questionFor(answers))
    expect(series?.cells[0]).toMatchObject({ expected: 50 })
    expect(series?.cells[0]?.deviation).toBeCloseTo(40 / Math.sqrt(50), 9)
  })

  it('leaves a rate without cases missing, and expects nothing of rates', () => {
    const answers = answersOf([
      { category1: 'heat', district: 'east', complaints: 9, before: 1 },
      { category1: 'noise', district: 'west', complaints: 8, before: 1 },
    ])
    const question = { ...questionFor(answers), measures: ['onTimeRate' as const] }
    const series = readMatrix(answers, question)
    expect(series?.counted).toBe(false)
    expect(series?.cells.map(({ value, expected }) => [value, expected])).toEqual([
      [null, null],
      [null, null],
      [null, null],
      [null, null],
    ])
  })
})
