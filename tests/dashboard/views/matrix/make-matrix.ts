import fc from 'fast-check'
import { cellsQuestion } from '../../../../dashboard/views/matrix/questions.ts'
import type { MatrixAnswers } from '../../../../dashboard/views/matrix/state.ts'
import type { Answer, Row } from '../../../../sql/model/answer.ts'

const answerOf = (rows: Row[]): Answer => ({
  columns: [],
  rows,
  through: '2026-06-30T23:59:59+08:00',
  version: 1,
  source: '',
  elapsedMs: 1,
})

const choice = { city: 'c', measure: 'complaints', where: [] } as const
const range = { from: '2026-06-01', to: '2026-07-01' }

export interface Counted {
  category1: string
  district: string
  complaints: number
  before: number
}

/** The four answers about counts by category and district, as the API would give them. */
export function answersOf(counts: Counted[]): MatrixAnswers {
  const totals = (by: 'category1' | 'district') => {
    const codes = [...new Set(counts.map((one) => one[by]))]
    return answerOf(
      codes
        .map((code) => ({ [by]: code, ...sumOf(counts.filter((one) => one[by] === code)) }))
        .sort((a, b) => b.complaints - a.complaints),
    )
  }
  return {
    rows: totals('category1'),
    columns: totals('district'),
    total: answerOf([sumOf(counts)]),
    cells: answerOf(
      counts.map(({ category1, district, complaints, before }) => ({
        category1,
        district,
        complaints,
        'complaints.compare': before,
      })),
    ),
  }
}

const sumOf = (counts: Counted[]) => ({
  complaints: counts.reduce((sum, { complaints }) => sum + complaints, 0),
  'complaints.compare': counts.reduce((sum, { before }) => sum + before, 0),
})

export function questionFor(answers: MatrixAnswers) {
  const question = cellsQuestion({ ...choice, where: [] }, range, answers)
  if (!question) throw new Error('nothing was counted')
  return question
}

/** Counts of some of the cells of a small matrix, each cell once. */
export const someCounts = fc
  .array(fc.tuple(fc.nat(6), fc.nat(5), fc.integer({ min: 1, max: 5000 }), fc.nat(5000)), {
    minLength: 1,
    maxLength: 42,
  })
  .map((found) => [
    ...new Map(
      found.map(([category, district, complaints, before]): [string, Counted] => [
        `${category} ${district}`,
        { category1: `k${category}`, district: `d${district}`, complaints, before },
      ]),
    ).values(),
  ])
