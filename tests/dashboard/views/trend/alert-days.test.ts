import { expect, it } from 'vitest'
import { placeDays } from '../../../../dashboard/views/trend/alert-days.ts'
import type { PlacedPoint } from '../../../../dashboard/views/trend/placed.ts'
import type { TrendPoint } from '../../../../dashboard/views/trend/state.ts'

const at = (period: string, until: string, x: number) =>
  ({ key: period, x, point: { period, until } as TrendPoint }) as PlacedPoint

const days = {
  points: [
    at('2026-03-10', '2026-03-11', 5),
    at('2026-03-11', '2026-03-12', 15),
    at('2026-03-12', '2026-03-13', 25),
    at('2026-03-13', '2026-03-14', 35),
  ],
  reach: 5,
}

it('shades the periods that hold a day of the alert, and no others', () => {
  expect(placeDays(days, [{ from: '2026-03-11', to: '2026-03-13' }])).toEqual([
    { key: '2026-03-11 2026-03-13', x: 10, width: 20 },
  ])
  expect(placeDays(days, [{ from: '2026-03-14', to: '2026-03-20' }])).toEqual([])
  expect(placeDays(days, [{ from: '2026-03-01', to: '2026-03-11' }])).toMatchObject([
    { x: 0, width: 10 },
  ])
})

it('shades the hours of a day, and weeks that an alert lies in', () => {
  const hours = {
    points: [at('2026-03-11T23:00', '2026-03-12', 1), at('2026-03-12T00:00', '2026-03-13', 3)],
    reach: 1,
  }
  expect(placeDays(hours, [{ from: '2026-03-12', to: '2026-03-13' }])).toMatchObject([
    { x: 2, width: 2 },
  ])
  const weeks = { points: [at('2026-03-09', '2026-03-16', 10)], reach: 10 }
  expect(placeDays(weeks, [{ from: '2026-03-12', to: '2026-03-13' }])).toMatchObject([
    { x: 0, width: 20 },
  ])
})
