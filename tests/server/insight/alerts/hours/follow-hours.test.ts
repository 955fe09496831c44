import { expect, it } from 'vitest'
import { followHours } from '../../../../../server/insight/alerts/hours/follow-hours.ts'
import type { HourAlert, HourPass } from '../../../../../server/insight/alerts/hours/hour-pass.ts'
import { createLattice } from '../../../../../server/insight/alerts/lattice.ts'
import { hourNumber, hourText } from '../../../../../server/insight/local-hours.ts'

const lattice = createLattice({ areas: [], categories: [] })
const BEGIN = hourNumber('2024-05-01T20:00')

const alertOf = (ratio: number): HourAlert => ({
  ...{ area: 'd1', category: '', window: 1, from: '2024-05-01', to: '2024-05-02' },
  ...{ observed: 2 * ratio, expected: 2, interval: [0, 5], ratio, pValue: 1e-7, qValue: 0.001 },
  ...{ weeks: [10], parts: [], folded: 0, past: [] },
  question: { city: 'c', measures: ['complaints'], from: '2024-05-01', to: '2024-05-02' },
  hours: {
    ...{ kind: 'emergency', window: 3, from: '2024-05-01T17:00', to: '2024-05-01T20:00' },
    counts: [1, 2, 9],
  },
})
const passOf = (n: number, ratios: number[], held: HourPass['held'] = null): HourPass => ({
  ...{ city: 'c', asOf: hourText(BEGIN + n), version: 1, through: null, held },
  alerts: ratios.map(alertOf),
  budget: { falseAlarmsAWeek: 0.5, series: 1, looksAWeek: 504, alpha: 0.001 },
})
const late = { kind: 'late' as const, day: '2024-05-01', observed: null, expected: null }

it('a rise of hours opens, grows, and is closed after six quiet hours', () => {
  const quiet = [1, 2, 3, 4, 5].map((n) => passOf(4 + n, []))
  const passes = [passOf(0, [5]), passOf(4, [8]), ...quiet]
  expect(followHours(passes, lattice)[0]?.stage).toBe('fades')
  const [closed, ...more] = followHours([...passes, passOf(10, [])], lattice)
  expect(more).toEqual([])
  expect(closed).toMatchObject({
    ...{ id: 'c~2024-05-01T20~d1~all', stage: 'closed' },
    ...{ openedOn: '2024-05-01', lastOn: '2024-05-02' },
    hours: { openedAt: '2024-05-01T20:00', lastAt: '2024-05-02T00:00' },
    peak: { asOf: '2024-05-02', ratio: 8 },
  })
  expect(closed?.days.map(({ hour, asOf, stage }) => [hour, asOf, stage]).slice(0, 3)).toEqual([
    ['2024-05-01T20:00', '2024-05-01', 'opened'],
    ['2024-05-02T00:00', '2024-05-02', 'grows'],
    ['2024-05-02T01:00', '2024-05-02', 'fades'],
  ])
})

it('hours that could not be judged change nothing, and a rise that comes again is a new one', () => {
  const [first, second] = followHours(
    [passOf(0, [5]), passOf(3, [], late), passOf(9, []), passOf(10, [5])],
    lattice,
  )
  expect(first?.stage).toBe('closed')
  expect(first?.days).toHaveLength(2)
  expect(second).toMatchObject({ id: 'c~2024-05-02T06~d1~all', stage: 'opened' })
})
