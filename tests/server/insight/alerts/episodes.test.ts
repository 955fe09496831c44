import { expect, it } from 'vitest'
import type { Alert, AlertPass } from '../../../../server/insight/alerts/alert.ts'
import { followRises } from '../../../../server/insight/alerts/episodes.ts'
import { createLattice } from '../../../../server/insight/alerts/lattice.ts'
import { shiftDay } from '../../../../server/insight/local-days.ts'

const lattice = createLattice({ areas: [], categories: [] })

function alertOf(place: string, ratio = 3): Alert {
  const [area = '', category = ''] = place.split('|')
  return {
    ...{ area, category, window: 7, from: '2024-05-01', to: '2024-05-08', observed: 10 * ratio },
    ...{ expected: 10, interval: [4, 17], ratio, pValue: 1e-7, qValue: 0.01, weeks: [10] },
    ...{ parts: [], folded: 0, past: [] },
    question: { city: 'c', measures: ['complaints'], from: '2024-05-01', to: '2024-05-08' },
  }
}

const night = (n: number, alerts: Alert[], held: AlertPass['held'] = null): AlertPass => ({
  ...{ city: 'c', asOf: shiftDay('2024-05-01', n), version: 1, through: null, held, alerts },
  budget: { falseAlarmsAWeek: 1.5, levels: [] },
})

const stagesOf = (nights: AlertPass[]) =>
  followRises(nights, lattice).map(({ id, stage, days }) => ({
    id,
    stage,
    days: days.map((day) => day.stage),
  }))

it('a rise opens, goes on, grows, fades and is closed by itself', () => {
  const nights = [
    night(0, []),
    night(1, [alertOf('d1|a')]),
    night(2, [alertOf('d1|a')]),
    night(3, [alertOf('d1|a', 5)]),
    ...Array.from({ length: 9 }, (_, i) => night(4 + i, [])),
  ]
  expect(stagesOf(nights)).toEqual([
    {
      id: 'c~2024-05-02~d1~a',
      stage: 'closed',
      days: ['opened', 'continues', 'grows', ...Array(7).fill('fades'), 'closed'],
    },
  ])
})

it('a rise that moves between the whole and its part is one', () => {
  const [only, ...more] = followRises(
    [night(0, [alertOf('d1|')]), night(1, [alertOf('|')]), night(2, [alertOf('|a')])],
    lattice,
  )
  expect(more).toEqual([])
  expect(only).toMatchObject({
    id: 'c~2024-05-01~d1~all',
    area: '',
    category: 'a',
    stage: 'continues',
  })
  expect(only?.days.map(({ area, category }) => `${area}|${category}`)).toEqual(['d1|', '|', '|a'])
})

it('two alerts of a night are two rises, and another after the end is a new one', () => {
  const nights = [
    night(0, [alertOf('d1|a'), alertOf('d2|b')]),
    ...Array.from({ length: 9 }, (_, i) => night(1 + i, [])),
    night(10, [alertOf('d1|a')]),
  ]
  expect(followRises(nights, lattice).map(({ id, stage }) => [id, stage])).toEqual([
    ['c~2024-05-01~d1~a', 'closed'],
    ['c~2024-05-01~d2~b', 'closed'],
    ['c~2024-05-11~d1~a', 'opened'],
  ])
})

it('a night on which nothing could be judged changes nothing', () => {
  const late = { kind: 'late', day: '2024-05-02', observed: null, expected: null } as const
  expect(stagesOf([night(0, [alertOf('d1|a')]), night(1, [], late)])).toEqual([
    { id: 'c~2024-05-01~d1~a', stage: 'opened', days: ['opened'] },
  ])
})

it('keeps the greatest ratio and when it was', () => {
  const [only] = followRises(
    [night(0, [alertOf('d|a', 3)]), night(1, [alertOf('d|a', 6)]), night(2, [alertOf('d|a', 4)])],
    lattice,
  )
  expect(only?.peak).toEqual({ asOf: '2024-05-02', ratio: 6 })
})
