import { describe, expect, it } from 'vitest'
import { alertsSchema } from '../../../../../server/contract/alerts.ts'
import { budgetHours } from '../../../../../server/insight/alerts/hours/make-hours.ts'
import { hourText } from '../../../../../server/insight/local-hours.ts'
import { askOf, FIRST, LAST, type Mean, passAt, usual } from './hour-city.ts'

const END = LAST - FIRST
const burstFrom =
  (begin: number, more: number): Mean =>
  (hour, district, topic) =>
    usual(hour, district, topic) + (hour >= begin && district === 'd2' && topic === 'b' ? more : 0)

describe('the hours of a city', () => {
  it.each([
    ['chance', 1],
    ['more than chance', 2],
  ])(
    'bring no more false alarms a week than their budget, where counts vary by %s',
    async (_, dispersion) => {
      const budget = 8
      let alarms = 0
      for (const seed of [1, 2, 3]) {
        const ask = askOf(usual, { seed, dispersion })
        for (let hour = END - 168 + seed; hour <= END; hour += 3) {
          const { held, alerts } = await passAt(ask, hour, budget)
          expect(held).toBeNull()
          alarms += alerts.length
        }
      }
      // Every third hour of three weeks is a week of looks.
      expect(alarms).toBeLessThanOrEqual(budget)
    },
    60_000,
  )

  it('tell a burst where it is, once, within three hours', async () => {
    for (const [seed, more] of [
      [1, 3],
      [2, 3],
      [3, 5],
      [4, 5],
    ] as const) {
      const begin = END - 30
      const ask = askOf(burstFrom(begin, more), { seed })
      const found = []
      for (let hour = begin; hour <= begin + 3; hour++)
        found.push((await passAt(ask, hour)).alerts.map(({ area, category }) => area + category))
      expect(found[0]).toEqual([])
      expect(found.at(-1)).toEqual(['d2b'])
    }
  })

  it('say what an alert of hours says, by the contract', async () => {
    const pass = await passAt(askOf(burstFrom(END - 2, 6)), END)
    expect(JSON.parse(JSON.stringify(pass))).toEqual(pass)
    const { hours, alerts } = alertsSchema.shape
    const { alerts: found, city: _, ...looked } = pass
    expect(hours.safeParse(looked).error).toBeUndefined()
    const [alert] = found
    const { alert: schema } = alerts.element.shape
    expect(schema.safeParse(alert).error).toBeUndefined()
    expect(alert?.hours).toMatchObject({ kind: 'emergency', to: hourText(LAST) })
    expect(alert?.hours.counts).toHaveLength(48)
    const last = alert?.hours.counts.slice(-(alert?.hours.window ?? 0)) ?? []
    expect(last.reduce((a, b) => a + b, 0)).toBe(alert?.observed)
    expect(alert?.observed).toBeGreaterThan(alert?.interval[1] ?? Infinity)
    expect(alert?.ratio).toBeCloseTo((alert?.observed ?? 0) / (alert?.expected ?? 1), 9)
    expect(alert?.pValue).toBeLessThan(pass.budget.alpha)
    expect(alert?.qValue).toBeLessThan(0.01)
    expect(alert?.question).toMatchObject({
      ...{ grain: 'hour', from: alert?.from, to: alert?.to },
      where: [
        { dimension: 'kind', in: ['emergency'] },
        { dimension: 'district', in: ['d2'] },
        { dimension: 'category1', in: ['b'] },
      ],
    })
  })

  it('name what a rise of the whole city is made of', async () => {
    const everywhere: Mean = (hour, district, topic) =>
      usual(hour, district, topic) + (hour >= END - 3 && topic === 'a' ? 1.5 : 0)
    const [alert, ...more] = (await passAt(askOf(everywhere), END)).alerts
    expect(more).toEqual([])
    expect(alert).toMatchObject({ area: '', category: 'a' })
    expect(alert?.parts.map(({ area }) => area).sort()).toEqual(['d1', 'd2', 'd3', 'd4'])
    expect(alert?.folded).toBeGreaterThan(0)
  })

  it('are the same for the same data, whatever came since', async () => {
    const mean = burstFrom(END - 40, 4)
    const before = await passAt(askOf(mean), END - 38)
    expect(before.alerts).toHaveLength(1)
    expect(await passAt(askOf(mean), END - 38)).toEqual(before)
    // Drawn in order, the hours before are the same ones.
    const shorter = askOf(mean, { hours: END - 38 })
    expect(await passAt(shorter, END - 38)).toEqual(before)
  })

  it('find a later burst although there was one before', async () => {
    const twice: Mean = (hour, district, topic) =>
      burstFrom(END - 3, 2)(hour, district, topic) +
      (hour >= END - 400 && hour < END - 396 && district === 'd2' ? 12 : 0)
    for (const seed of [1, 2, 3]) {
      const { alerts } = await passAt(askOf(twice, { seed }), END)
      expect(alerts.map(({ area }) => area)).toEqual(['d2'])
    }
  })
})

describe('nothing is judged', () => {
  const burst = burstFrom(END - 3, 6)

  it('where the last hour is not whole', async () => {
    const ask = askOf(burst, { through: hourText(LAST).replace(':00', ':59') })
    expect((await passAt(ask, END)).held).toBeNull()
    const { held, alerts, asOf } = await passAt(ask, END + 1)
    expect(asOf).toBe(hourText(LAST + 1))
    expect(alerts).toEqual([])
    expect(held?.kind).toBe('late')
  })

  it.each([
    ['there are too few weeks', (hour: number) => hour >= END - 7 * 168],
    ['too many weeks have no data', (hour: number) => Math.floor((END - hour) / 168) % 2 === 0],
    ['nothing ever came', () => false],
  ])('where %s', async (_, has) => {
    const ask = askOf((hour, ...place) => (has(hour) ? burst(hour, ...place) : 0))
    const { held, alerts } = await passAt(ask, END)
    expect(held?.kind).toBe('short')
    expect(alerts).toEqual([])
  })
})

it('the bound of a look is the budget over the looks of a week', () => {
  expect(budgetHours(0.5, 10)).toEqual({
    ...{ falseAlarmsAWeek: 0.5, series: 10, looksAWeek: 5040, alpha: 0.5 / 5040 },
  })
  expect(budgetHours(0.5, 0).alpha).toBe(0.5)
})
