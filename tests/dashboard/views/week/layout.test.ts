import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeWeek } from '../../../../dashboard/views/week/layout.ts'
import { readWeek, weekQuestion } from '../../../../dashboard/views/week/state.ts'
import type { Row } from '../../../../sql/model/answer.ts'

const { question } = weekQuestion(
  { city: 'c', measure: 'complaints', where: [] },
  { from: '2026-06-01', to: '2026-06-08' },
)

const seriesOf = (rows: Row[]) =>
  readWeek(
    { columns: [], rows, through: '2026-06-30T00:00:00Z', version: 1, source: '', elapsedMs: 1 },
    question,
  )

const rows = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 10, max: 23 }), fc.nat(9999))
    .map(([day, hour, complaints]): Row => ({ period: `2026-06-0${day}T${hour}:00`, complaints })),
)

it('keeps every mark inside its frame, cells apart from each other', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 280, max: 1400 }), fc.nat(900), (some, width, room) => {
      const placed = placeWeek(seriesOf(some), width, -1, room)
      expect(placed.height).toBeLessThanOrEqual(Math.max(room, placed.leastHeight) + 1e-6)
      expect(placed.leastHeight).toBeCloseTo(placeWeek(seriesOf(some), width, -1).height)
      for (const mark of [...placed.cells, ...placed.bars]) {
        expect(mark.x >= 0 && mark.x + mark.width <= width).toBe(true)
        expect(mark.y >= 0 && mark.y + mark.height <= placed.height).toBe(true)
        expect(mark.width >= 0 && mark.height >= 0).toBe(true)
      }
      const corners = new Set(placed.cells.map(({ x, y }) => `${x} ${y}`))
      expect(corners.size).toBe(168)
      expect(placed.upright).toBe(width < 430)
    }),
  )
})

it('is darker where there is more, and has no shade where nothing is known', () => {
  const placed = placeWeek(
    seriesOf([
      { period: '2026-06-01T09:00', complaints: 100 },
      { period: '2026-06-02T09:00', complaints: 30 },
      { period: '2026-06-03T09:00', complaints: null },
    ]),
    900,
    -1,
  )
  const shadeOf = (key: string) => placed.cells.find((cell) => cell.key === key)?.shade
  expect(shadeOf('1 9')).toBe('seq-7')
  expect(shadeOf('2 9')).toBe('seq-4')
  expect(shadeOf('4 9')).toBe('seq-0')
  expect(shadeOf('3 9')).toBe('none')
})
