import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { CommandContext } from '../../etl/commands/context.ts'
import { runDetectHour } from '../../etl/commands/detect-hour.ts'
import { detectRises } from '../../etl/detect/detect.ts'
import { detectHour, hasEmergencies } from '../../etl/detect/detect-hour.ts'
import { hourJob } from '../../etl/hour-job.ts'
import { alertDetailSchema, alertsSchema } from '../../server/contract/alerts.ts'
import type { HourPass } from '../../server/insight/alerts/hours/hour-pass.ts'
import { hourNumber, hourText } from '../../server/insight/local-hours.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { createAsk } from '../../sql/node/ask.ts'
import { listInsights } from '../../sql/node/insights.ts'
import { BROOK, type Brook, openBrook } from '../server/briefing/brook.ts'
import { makeDays } from '../server/briefing/brook-days.ts'
import { randomFrom } from '../server/stats/random-counts.ts'
import { serve, type TestServer } from '../support/server.ts'

const EMERGENCY = { code: 'emergency', names: { en: 'Emergency', zh: '应急' }, parent: null }
const CITY = {
  ...BROOK.city,
  kinds: [...BROOK.city.kinds, { ...EMERGENCY, from: null, to: null, successor: null }],
}
const AS_OF = '2026-03-03T15:00'

let brook: Brook
let server: TestServer
beforeAll(async () => {
  brook = await openBrook('detect_hour', { ...BROOK, city: CITY })
  const through = '2026-03-03 15:04:00'
  const cases = makeDays({ from: '2025-11-01', to: '2026-03-03', through, perDay: 60 })
  const random = randomFrom(3)
  const emergencies = cases
    .filter(() => random() < 0.4)
    .map((one) => ({ ...one, kind: 'emergency' }))
  const [pattern] = emergencies
  const burst = pattern
    ? Array.from({ length: 8 }, (_, i) => ({
        ...pattern,
        ...{ id: `burst-${i}`, category: 'c21', subdistrict: i % 2 ? 'd3n' : 'd3s' },
        received: `2026-03-03 ${i < 4 ? 13 : 14}:${10 + i}:00`,
      }))
    : []
  const known = new Map([...cases, ...emergencies, ...burst].map((one) => [one.id, one]))
  await brook.load([...known.values()], through)
  server = await serve(brook.warehouse)
}, 120_000)
afterAll(async () => {
  await server?.close()
  await brook?.close()
})

const get = async (path: string): Promise<unknown> =>
  (await fetch(`${server.url}/api${path}`)).json()
const listAlerts = async (query = '') => alertsSchema.parse(await get(`/alerts?city=brook${query}`))

it('nobody looked yet, and there is no hour', async () => {
  expect(await listAlerts()).toMatchObject({ asOf: null, hours: null, alerts: [] })
})

it('a burst of emergencies is found in its hours, the same each time', async () => {
  const { pass } = await detectHour(brook.warehouse, 'brook', AS_OF)
  expect(pass.held).toBeNull()
  expect(pass.budget.falseAlarmsAWeek).toBe(0.5)
  expect(pass.alerts.map(({ area, category }) => [area, category])).toEqual([['d3', 'c2']])
  expect((await detectHour(brook.warehouse, 'brook', AS_OF)).pass).toEqual(pass)
  const stored = await listInsights<HourPass>(brook.warehouse, 'hours', 'brook', { most: 9 })
  expect(stored).toEqual([pass])
})

it('the command tells it, and what it cannot read', async () => {
  const context = { warehouse: brook.warehouse } as CommandContext
  const said: string[] = []
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text))
    return true
  })
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  try {
    // Without an hour it is the last that the data tell to its end.
    expect(await runDetectHour(context, CITY, {})).toBe(true)
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
  expect(said).toEqual([
    expect.stringMatching(/^District C, Roads: 8 in 3 hours, 0\.\d expected\n$/),
  ])
  for (const hour of ['2026-03-03', '2026-02-30T10:00', '2026-03-03T24:00', '2026-03-03T10:30'])
    await expect(runDetectHour(context, CITY, { 'as-of': hour })).rejects.toThrow('is no hour')
  await expect(runDetectHour(context, CITY, { nights: '3' })).rejects.toThrow('--nights')
})

it('it is served beside those of the nights, and its number is that of its Question', async () => {
  await detectRises(brook.warehouse, 'brook', '2026-03-03')
  const { alerts, hours, asOf } = await listAlerts()
  expect(asOf).toBe('2026-03-03')
  expect(hours).toMatchObject({ asOf: AS_OF, held: null })
  const [told, ...more] = alerts.filter((one) => one.hours !== undefined)
  expect(more).toEqual([])
  expect(told).toMatchObject({
    ...{ id: 'brook~2026-03-03T15~d3~c2', stage: 'opened', openedOn: '2026-03-03' },
    hours: { openedAt: AS_OF, lastAt: AS_OF },
  })
  const { question, observed, hours: span } = told?.alert ?? {}
  if (!question || !span) throw new Error('no hours')
  const { rows } = await createAsk(brook.warehouse)(question, EVERYTHING)
  const counted = rows
    .filter(({ period }) => String(period) >= span.from && String(period) < span.to)
    .reduce((sum, { complaints }) => sum + Number(complaints), 0)
  expect(counted).toBe(observed)
  const detail = alertDetailSchema.parse(await get(`/alerts/${encodeURIComponent(told?.id ?? '')}`))
  expect(detail.days.map(({ hour, stage }) => [hour, stage])).toEqual([[AS_OF, 'opened']])
})

it('hours of one day are kept apart, and one whose data are not there yet is held back', async () => {
  const before = await detectHour(brook.warehouse, 'brook', '2026-03-03T12:00')
  expect(before.pass.alerts).toEqual([])
  const { pass } = await detectHour(brook.warehouse, 'brook', '2026-03-03T16:00')
  expect(pass.held?.kind).toBe('late')
  const kept = await listInsights<HourPass>(brook.warehouse, 'hours', 'brook', { most: 9 })
  expect(kept.map((one) => one.asOf.slice(11))).toEqual(['16:00', '15:00', '12:00'])
  const { alerts, hours } = await listAlerts()
  expect(hours?.held?.kind).toBe('late')
  expect(alerts.filter((one) => one.hours).map(({ stage }) => stage)).toEqual(['opened'])
})

it('the job waits for the data of its hour, and closes a burst that is over', async () => {
  const job = hourJob(brook.warehouse, CITY, '10 * * * *')
  const at = (hour: string) => new Date(`${hour.slice(0, 13)}:10:00+08:00`)
  expect(await job.waitFor?.ready(at('2026-03-03T15:00'))).toBe(true)
  expect(await job.waitFor?.ready(at('2026-03-03T16:00'))).toBe(false)
  const through = '2026-03-04 10:02:00'
  const cases = makeDays({ from: '2026-03-04', to: '2026-03-04', through, perDay: 60, seed: 7 })
  await brook.load(cases, through)
  const first = hourNumber('2026-03-03T16:00')
  for (let hour = first; hour <= hourNumber('2026-03-04T06:00'); hour++)
    expect(await job.work(at(hourText(hour)))).toMatch(
      /^2026-03-0\dT\d\d:00: \d alerts; \d+ series/,
    )
  const hourly = async (query: string) =>
    (await listAlerts(query)).alerts.filter((one) => one.hours).map(({ stage }) => stage)
  expect(await hourly('')).toEqual([])
  expect(await hourly('&state=all')).toEqual(['closed'])
}, 60_000)

it('a city that tells no emergencies is left alone', async () => {
  const closed = { ...BROOK.city, lists: { ...BROOK.city.lists, kinds: 'closed' as const } }
  expect(hasEmergencies(closed)).toBe(false)
  expect(hasEmergencies(CITY)).toBe(true)
  const job = hourJob(brook.warehouse, closed, '10 * * * *')
  expect(await job.work(new Date())).toBe('the city tells no emergencies')
})
