import { describe, expect, it } from 'vitest'
import {
  casesRequest,
  countQuestion,
  isLate,
  languageOf,
  stateOf,
  stepsOf,
} from '../../../../dashboard/views/cases/state.ts'
import { formatDuration } from '../../../../dashboard/views/cases/text.ts'
import { makeCase } from './make-case.ts'

const THROUGH = '2026-10-05T00:00:00+08:00'
const HOUR = 3_600_000

describe('the state of a case', () => {
  it.each([
    ['open', {}],
    ['open', { due_at: '2026-10-05T00:00:01+08:00' }],
    ['overdue', { due_at: '2026-10-05T00:00:00+08:00' }],
    ['overdue', { due_at: '2026-10-04T16:00:00+00:00' }],
    ['closed', { due_at: '2026-10-02T00:00:00+08:00', closed_at: '2026-10-03T00:00:00+08:00' }],
    ['rated', { closed_at: '2026-10-03T00:00:00+08:00', rated_at: '2026-10-04T00:00:00+08:00' }],
  ])('is %s at the cut-off for %o', (state, changes) => {
    expect(stateOf(makeCase(changes), THROUGH)).toBe(state)
  })

  it('is late where it was closed after it was due, and unknown without a deadline', () => {
    const due_at = '2026-10-02T00:00:00+08:00'
    expect(isLate(makeCase({ due_at, closed_at: '2026-10-02T00:00:01+08:00' }))).toBe(true)
    expect(isLate(makeCase({ due_at, closed_at: due_at }))).toBe(false)
    expect(isLate(makeCase({ due_at }))).toBeNull()
    expect(isLate(makeCase({ closed_at: due_at }))).toBeNull()
  })
})

describe('the course of a case', () => {
  it('has its steps in time, each with how long it took', () => {
    const steps = stepsOf(
      makeCase({
        dispatched_at: '2026-10-01T10:30:00+08:00',
        closed_at: '2026-10-03T11:30:00+08:00',
        responded_at: '2026-10-02T10:30:00+08:00',
      }),
    )
    expect(steps.map(({ event, after }) => [event, after])).toEqual([
      ['received', null],
      ['dispatched', HOUR / 2],
      ['responded', 24 * HOUR],
      ['closed', 25 * HOUR],
    ])
  })

  it('is told in its two largest units', () => {
    expect(formatDuration(25 * HOUR, 'en')).toBe('1 d 1 h')
    expect(formatDuration(48 * HOUR + 60_000, 'zh')).toBe('2 天')
    expect(formatDuration(HOUR * 1.5, 'en')).toBe('1 h 30 min')
    expect(formatDuration(10_000, 'en')).toBe('0 min')
  })
})

describe('what is asked', () => {
  const view = { city: 'beijing', where: [{ dimension: 'kind' as const, in: ['complaint'] }] }
  const range = { from: '2026-10-01', to: '2026-10-05' }

  it('is the same for the list and for its count', () => {
    const { limit, ...filters } = casesRequest(view, range)
    expect(countQuestion(view, range)).toMatchObject(filters)
    expect(limit).toBeGreaterThan(0)
  })

  it('says in which language the words are, where that is known', () => {
    expect(languageOf(makeCase({ language: 'zh' }))).toBe('zh')
    expect(languageOf(makeCase({ language: 'unknown' }))).toBeUndefined()
  })
})
