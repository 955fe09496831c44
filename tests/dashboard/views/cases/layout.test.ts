import { describe, expect, it } from 'vitest'
import { placeCourse } from '../../../../dashboard/views/cases/layout.ts'
import { makeCase } from './make-case.ts'

const THROUGH = '2026-10-05T10:00:00+08:00'

describe('the line of a case', () => {
  it('places its steps in proportion to time, up to the last', () => {
    const one = makeCase({
      dispatched_at: '2026-10-01T22:00:00+08:00',
      closed_at: '2026-10-03T10:00:00+08:00',
    })
    expect(placeCourse(one, THROUGH)).toEqual({
      steps: [
        { key: 'received', share: 0 },
        { key: 'dispatched', share: 0.25 },
        { key: 'closed', share: 1 },
      ],
      due: null,
      until: 1,
    })
  })

  it('leads an open case to the cut-off, and shows how far off its deadline is', () => {
    const open = placeCourse(makeCase({ due_at: '2026-10-09T10:00:00+08:00' }), THROUGH)
    expect(open).toMatchObject({ due: 1, until: 0.5 })
    const overdue = placeCourse(makeCase({ due_at: '2026-10-02T10:00:00+08:00' }), THROUGH)
    expect(overdue).toMatchObject({ due: 0.25, until: 1 })
  })

  it('stays on the line for a case that ended as it began, or was due before', () => {
    const at = '2026-10-01T10:00:00+08:00'
    const one = makeCase({ closed_at: at, due_at: '2026-09-30T10:00:00+08:00' })
    expect(placeCourse(one, THROUGH)).toMatchObject({ due: 0, until: 0 })
  })
})
