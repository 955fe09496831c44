import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { detectRises, lookAhead } from '../../etl/detect/detect.ts'
import { judgeOnThreads } from '../../etl/detect/judge-threads.ts'
import { alertDetailSchema, alertsSchema } from '../../server/contract/alerts.ts'
import { forecastsSchema } from '../../server/contract/forecasts.ts'
import { hotspotsSchema } from '../../server/contract/hotspots.ts'
import type { AlertPass } from '../../server/insight/alerts/alert.ts'
import { judgeHere } from '../../server/insight/alerts/judge-all.ts'
import type { WatchInput } from '../../server/insight/alerts/watch.ts'
import { countWeekDays } from '../../server/insight/alerts/week-effects.ts'
import { weekdayCalendar } from '../../server/insight/calendar.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { createAsk } from '../../sql/node/ask.ts'
import { listInsights } from '../../sql/node/insights.ts'
import { type Brook, openBrook } from '../server/briefing/brook.ts'
import { makeDays } from '../server/briefing/brook-days.ts'
import { poissonCount, randomFrom } from '../server/stats/random-counts.ts'
import { serve, type TestServer } from '../support/server.ts'

const AS_OF = '2026-03-04'
const RISING = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03']

let brook: Brook
let server: TestServer
beforeAll(async () => {
  brook = await openBrook('detect')
  const through = `${AS_OF} 00:30:00`
  const planted = RISING.map((day) => ({ day, category: 'c23', subdistrict: 'd3n', more: 9 }))
  const days = { from: '2025-01-01', to: AS_OF, through, perDay: 40 }
  await brook.load(makeDays(days, planted), through)
  server = await serve(brook.warehouse)
}, 120_000)
afterAll(async () => {
  await server?.close()
  await brook?.close()
})

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${server.url}/api${path}`)
  return { status: response.status, body: await response.json() }
}
const post = async (path: string, event: object) => {
  const response = await fetch(`${server.url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  })
  return { status: response.status, body: await response.json() }
}
const listAlerts = async (query = '') =>
  alertsSchema.parse((await get(`/alerts?city=brook${query}`)).body)

describe('what rises in a city', () => {
  it('is nothing that anybody knows before anybody looked', async () => {
    expect(await listAlerts()).toMatchObject({ asOf: null, budget: null, alerts: [] })
    expect((await get('/hotspots?city=brook')).status).toBe(404)
    expect((await get('/forecasts?city=brook')).status).toBe(404)
    expect((await get('/alerts?city=atlantis')).status).toBe(400)
  })

  it('is found where it is, the same each time', async () => {
    const { pass, series } = await detectRises(brook.warehouse, 'brook', AS_OF)
    expect(pass.held).toBeNull()
    expect(pass.budget.falseAlarmsAWeek).toBe(1.5)
    expect(pass.alerts.map(({ area, category }) => [area, category])).toEqual([['d3n', 'c23']])
    expect(series).toBeGreaterThan(100)
    const again = await detectRises(brook.warehouse, 'brook', AS_OF)
    expect(again.pass).toEqual(pass)
    const stored = await listInsights<AlertPass>(brook.warehouse, 'alerts', 'brook', { most: 9 })
    expect(stored).toEqual([pass])
  })

  it('has the count of its Question', async () => {
    const { alerts } = await listAlerts()
    const ask = createAsk(brook.warehouse)
    for (const { alert } of alerts) {
      const { rows } = await ask(alert.question, EVERYTHING)
      expect(rows[0]?.complaints).toBe(alert.observed)
    }
    expect(alerts).toHaveLength(1)
  })

  it('is held back where the data do not reach the day', async () => {
    const { pass } = await detectRises(brook.warehouse, 'brook', '2026-03-06')
    expect(pass.held?.kind).toBe('late')
    const { held, asOf, alerts } = await listAlerts()
    expect({ held: held?.kind, asOf, open: alerts.length }).toEqual({
      ...{ held: 'late', asOf: '2026-03-06', open: 1 },
    })
    expect(await listAlerts(`&asOf=${AS_OF}`)).toMatchObject({ held: null, asOf: AS_OF })
  })
})

describe('what people say of a rise', () => {
  it('is added to its history, personal data masked, and never changed', async () => {
    const [open] = (await listAlerts()).alerts
    expect(open?.acknowledged).toBe(false)
    const path = `/alerts/${encodeURIComponent(open?.id ?? '')}`
    const noted = await post(`${path}/events`, { kind: 'acknowledged', author: 'Li' })
    expect(noted.status).toBe(201)
    await post(`${path}/events`, { kind: 'commented', text: 'call 13812345678' })
    const { status, body } = await get(path)
    expect(status).toBe(200)
    const detail = alertDetailSchema.parse(body)
    expect(detail.acknowledged).toBe(true)
    expect(detail.days.map(({ asOf, stage }) => [asOf, stage])).toEqual([[AS_OF, 'opened']])
    expect(detail.events.map(({ kind, author, text }) => [kind, author, text])).toEqual([
      ['acknowledged', 'Li', ''],
      ['commented', '', 'call ***'],
    ])
    expect((await listAlerts()).alerts[0]?.acknowledged).toBe(true)
  })

  it.each([
    [{ kind: 'muted' }, 'kind'],
    [{ kind: 'commented' }, 'text is missing'],
    [{ kind: 'commented', text: '' }, 'text is empty'],
    [{ kind: 'commented', text: 'x'.repeat(2001) }, 'at most 2000'],
    [{ kind: 'acknowledged', text: 'and more' }, 'Unknown field'],
  ])('is refused with a clear sentence: %j', async (event, words) => {
    const [open] = (await listAlerts()).alerts
    const { status, body } = await post(
      `/alerts/${encodeURIComponent(open?.id ?? '')}/events`,
      event,
    )
    expect(status).toBe(400)
    expect(JSON.stringify(body)).toContain(words)
  })

  it('needs a rise that is there', async () => {
    const [open] = (await listAlerts()).alerts
    for (const id of ['nonsense', 'brook~2026-03-01~d1~c1']) {
      expect((await get(`/alerts/${id}`)).status).toBe(404)
      expect((await post(`/alerts/${id}/events`, { kind: 'acknowledged' })).status).toBe(404)
    }
    const { body } = await get('/alerts/brook~2026-03-01~d1~c1')
    expect(body).toMatchObject({ allowed: [open?.id] })
  })
})

it('hot spots and forecasts are stored and served, each by its contract', async () => {
  await lookAhead(brook.warehouse, 'brook', AS_OF)
  const hotspots = hotspotsSchema.parse((await get('/hotspots?city=brook')).body)
  expect(hotspots.asOf).toBe(AS_OF)
  const forecasts = forecastsSchema.parse((await get(`/forecasts?city=brook&asOf=${AS_OF}`)).body)
  expect(forecasts.series.length).toBeGreaterThan(4)
  expect((await get('/forecasts?city=brook&asOf=2026-01-01')).status).toBe(404)
}, 60_000)

it('threads judge what one would judge alone', async () => {
  const weeks = 120
  const random = randomFrom(8)
  const draw = (mean: number) => Array.from({ length: weeks }, () => poissonCount(mean, random))
  const all = draw(500)
  const input: WatchInput = {
    ...{ weeks, days: countWeekDays('2023-01-02', weeks, weekdayCalendar), shares: {} },
    city: [{ category: '', parent: '', level: 0, counts: all }],
  }
  const series = Array.from({ length: 4500 }, (_, i) => ({
    ...{ area: `s${i}`, category: '', weeks: draw(1 + (i % 30)) },
    days: [i % 4, i % 5, i % 3] as [number, number, number],
  }))
  expect(await judgeOnThreads(input, series)).toEqual(await judgeHere(input, series))
}, 60_000)
