import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { nightJob } from '../../etl/night-job.ts'
import type { AlertPass } from '../../server/insight/alerts/alert.ts'
import { listInsights, readInsight } from '../../sql/node/insights.ts'
import { BROOK, type Brook, openBrook } from '../server/briefing/brook.ts'
import { makeDays } from '../server/briefing/brook-days.ts'

/** 05:30 of the city on 4 March. */
const DUE = new Date('2026-03-03T21:30:00Z')

let brook: Brook
beforeAll(async () => {
  brook = await openBrook('night_job')
}, 60_000)
afterAll(() => brook?.close())

const jobOf = (signal = new AbortController().signal) =>
  nightJob(brook.warehouse, inject('data'), BROOK.city, '30 5 * * *', signal)

it('waits for the data of its day, and looks in a process of its own, back a week', async () => {
  const job = jobOf()
  expect(await job.waitFor?.ready(DUE)).toBe(false)
  expect(await job.work(DUE)).toBe('nothing is loaded yet')

  const through = '2026-03-04 00:10:00'
  await brook.load(makeDays({ from: '2025-05-01', to: '2026-03-04', through, perDay: 20 }), through)
  expect(await job.waitFor?.ready(DUE)).toBe(true)
  expect(await job.waitFor?.ready(new Date('2026-03-04T21:30:00Z'))).toBe(false)

  expect(await job.work(DUE)).toMatch(/^\d+ alerts; \d+ series in [\d.]+ s, [\d,]+ series\/s$/)
  const nights = await listInsights<AlertPass>(brook.warehouse, 'alerts', 'brook', { most: 20 })
  expect(nights.map(({ asOf }) => asOf)).toEqual([
    '2026-03-04',
    '2026-03-03',
    '2026-03-02',
    '2026-03-01',
    '2026-02-28',
    '2026-02-27',
    '2026-02-26',
  ])
  expect(nights.every(({ held }) => held === null)).toBe(true)
  for (const kind of ['hotspots', 'forecasts'] as const)
    expect((await readInsight(brook.warehouse, kind, 'brook')).asOf).toBe('2026-03-04')
}, 120_000)

it('ends its process when it is stopped, and says what went wrong where it fails', async () => {
  const ending = new AbortController()
  const work = jobOf(ending.signal).work(DUE)
  setTimeout(() => ending.abort(), 300)
  await expect(work).rejects.toThrow(/abort/)
  const nobody = { ...BROOK.city, id: 'brook', timeZone: 'Asia/Shanghai' }
  const elsewhere = { ...brook.warehouse, database: 'night_job_elsewhere' }
  const job = nightJob(
    elsewhere,
    inject('data'),
    nobody,
    '30 5 * * *',
    new AbortController().signal,
  )
  await expect(job.work(DUE)).rejects.toThrow(/There is no city "brook" here/)
  await brook.warehouse.client.command({ query: 'DROP DATABASE IF EXISTS night_job_elsewhere' })
}, 60_000)
