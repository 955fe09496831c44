import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { dailyJob } from '../../etl/daily-job.ts'
import { startSchedule } from '../../etl/schedule.ts'
import type { DailyNotification } from '../../server/briefing/document.ts'
import { listBriefings, readBriefing } from '../../sql/node/briefings.ts'
import { select } from '../../sql/node/run.ts'
import { BROOK, type Brook, openBrook } from '../server/briefing/brook.ts'
import { makeDays } from '../server/briefing/brook-days.ts'

const PATTERN = '30 7 * * *'
const WAIT = { mostMs: 400, everyMs: 50 }

let brook: Brook
const said: string[] = []
const wrong: unknown[] = []
const log = {
  info: (_fields: object, message: string) => void said.push(message),
  error: (fields: object) => void wrong.push(fields),
}

beforeAll(async () => {
  brook = await openBrook('daily_job')
}, 60_000)
afterAll(() => brook?.close())

const daysMade = async () =>
  (await listBriefings(brook.warehouse, 'brook', 100)).briefings.map(({ day }) => day)

/** Starts the schedule at a time of the city (+08:00), until so many moments are served. */
async function startAt(local: string, serves: number): Promise<void> {
  const job = dailyJob(brook.warehouse, BROOK.city, PATTERN, WAIT)
  const before = said.length
  const now = new Date(`${local}+08:00`)
  const stop = startSchedule(brook.warehouse, [job], log, () => now)
  await vi.waitFor(() => expect(said.length - before).toBeGreaterThanOrEqual(serves), 60_000)
  await sleep(800)
  await stop(5000)
}

describe('the daily notification of the schedule', () => {
  it('has nothing to say before anything is loaded', async () => {
    await startAt('2026-03-02T08:00:00', 1)
    expect(said).toEqual(['daily done: nothing is loaded yet'])
    expect(await daysMade()).toEqual([])
  })

  it('is made on time, about the day before, once', async () => {
    const through = '2026-03-04 07:00:00'
    const days = makeDays({ from: '2025-12-20', to: '2026-03-04', through, perDay: 20 })
    await brook.load(days, through)
    await startAt('2026-03-04T07:30:00', 2)
    expect(await daysMade()).toEqual(['2026-03-03', '2026-03-02'])
    const rows = () => select(brook.warehouse, "SELECT * FROM runs WHERE job = 'daily'")
    const ran = (await rows()).length
    await startAt('2026-03-04T07:31:00', 0)
    await startAt('2026-03-05T07:29:00', 0)
    expect(await rows()).toHaveLength(ran)
    const [count] = await select<{ n: number }>(
      brook.warehouse,
      'SELECT count() AS n FROM briefings',
    )
    expect(count?.n).toBe(2)
  }, 60_000)

  it('makes up for the mornings without anybody there, seven at most, each about its own day', async () => {
    await startAt('2026-03-20T12:00:00', 7)
    expect(await daysMade()).toEqual([
      '2026-03-19',
      '2026-03-18',
      '2026-03-17',
      '2026-03-16',
      '2026-03-15',
      '2026-03-14',
      '2026-03-13',
      '2026-03-03',
      '2026-03-02',
    ])
    const late = await readBriefing<DailyNotification>(brook.warehouse, 'brook-daily-2026-03-19')
    const gaps = late.sections.find(({ id }) => id === 'gaps')?.paragraphs[0]?.en
    expect(JSON.stringify(gaps)).toContain('They do not reach the day')
    expect(wrong).toEqual([])
  }, 90_000)
})
