import { mkdtemp, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runOnce } from '../../etl/runs.ts'
import { type Job, lastDues, startSchedule } from '../../etl/schedule.ts'
import { select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { publishRiver } from '../support/river-city.ts'
import { testWarehouse } from '../support/warehouse.ts'

const ZONE = 'America/New_York'
const quiet = { info: () => undefined, error: () => undefined }

let data: string
let warehouse: Warehouse

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'weisu-schedule-'))
  warehouse = await testWarehouse('schedule')
  await publishRiver(warehouse)
})
afterAll(async () => {
  await warehouse.close()
  await rm(data, { recursive: true, force: true })
})

/** Starts a job at a moment, waits until it has served so many, and says which. */
const startingAt = (job: Job, served: string[]) => async (now: string, serves: number) => {
  served.length = 0
  const stop = startSchedule(warehouse, [job], quiet, () => new Date(now))
  await vi.waitFor(() => expect(served.length).toBeGreaterThanOrEqual(serves), 20_000)
  await sleep(300)
  await stop(5000)
  return [...served]
}

describe('the schedule', () => {
  it('knows its last moment in the city’s time zone, over a change of clocks too', () => {
    const due = (now: string) => lastDues('30 6 * * *', ZONE, new Date(now), 1)[0]?.toISOString()
    expect(due('2026-03-07T12:00:00Z')).toBe('2026-03-07T11:30:00.000Z')
    expect(due('2026-03-08T12:00:00Z')).toBe('2026-03-08T10:30:00.000Z')
    expect(due('2026-03-08T10:30:00Z')).toBe('2026-03-08T10:30:00.000Z')
    expect(due('2026-03-08T10:29:59Z')).toBe('2026-03-07T11:30:00.000Z')
  })

  it('does a run once, whoever asks and however often', async () => {
    let done = 0
    const run = { job: 'once', city: 'river', due: new Date('2026-03-08T10:30:00Z') }
    const work = async () => {
      done++
      await sleep(50)
      return 'fine'
    }
    await Promise.all([1, 2, 3, 4].map(() => runOnce(warehouse, run, work)))
    expect(await runOnce(warehouse, run, work)).toBe(false)
    expect(done).toBe(1)
  })

  it('claims a run again whose process died, and notes one that failed', async () => {
    const run = { job: 'died', city: 'river', due: new Date('2026-03-08T10:30:00Z') }
    await warehouse.client.insert({
      table: 'runs',
      values: [
        {
          job: run.job,
          city: run.city,
          due: '2026-03-08 10:30:00',
          at: '2026-03-08 10:30:01.000',
          state: 'running',
          detail: `${hostname()} 999999999 gone 1`,
        },
      ],
      format: 'JSONEachRow',
    })
    expect(await runOnce(warehouse, run, async () => 'fine')).toBe(true)
    const failing = { ...run, job: 'fails' }
    const failed = runOnce(warehouse, failing, () => Promise.reject(new Error('no paper')))
    await expect(failed).rejects.toThrow('no paper')
    const rows = await select(
      warehouse,
      "SELECT state, detail FROM runs WHERE job = 'fails' ORDER BY at",
    )
    expect(rows.at(-1)).toEqual({ state: 'failed', detail: 'no paper' })
  })

  it('catches up at the start on what passed while nobody was there, once', async () => {
    let done = 0
    const job = {
      name: 'morning',
      city: 'river',
      pattern: '30 6 * * *',
      timeZone: ZONE,
      work: async () => {
        done++
        return 'fine'
      },
    }
    for (let start = 0; start < 2; start++) {
      const stop = startSchedule(warehouse, [job], quiet)
      await stop(5000)
    }
    expect(done).toBe(1)
  })

  it('makes up for the mornings that it missed, each for itself, and at most so many', async () => {
    const served: string[] = []
    const job: Job = {
      name: 'mornings',
      city: 'river',
      pattern: '30 6 * * *',
      timeZone: ZONE,
      catchUp: 7,
      work: async (due) => {
        served.push(due.toISOString())
        return 'fine'
      },
    }
    const startAt = startingAt(job, served)
    expect(await startAt('2026-03-02T12:00:00Z', 1)).toEqual(['2026-03-02T11:30:00.000Z'])
    expect(await startAt('2026-03-02T12:05:00Z', 0)).toEqual([])
    expect(await startAt('2026-03-05T12:00:00Z', 3)).toEqual([
      '2026-03-03T11:30:00.000Z',
      '2026-03-04T11:30:00.000Z',
      '2026-03-05T11:30:00.000Z',
    ])
    const late = await startAt('2026-03-20T12:00:00Z', 7)
    expect(late).toHaveLength(7)
    expect(late.at(0)).toBe('2026-03-14T10:30:00.000Z')
    expect(late.at(-1)).toBe('2026-03-20T10:30:00.000Z')
    expect(await startAt('2026-03-20T12:00:00Z', 0)).toEqual([])
  })

  it('makes again a morning that failed, a few times, and none that was done', async () => {
    const served: string[] = []
    const broken = new Set(['2026-04-02', '2026-04-03'])
    const job: Job = {
      name: 'failing mornings',
      city: 'river',
      pattern: '30 6 * * *',
      timeZone: ZONE,
      catchUp: 7,
      work: async (due) => {
        const day = due.toISOString().slice(0, 10)
        served.push(day)
        if (broken.has(day)) throw new Error(`no paper on ${day}`)
        return 'fine'
      },
    }
    const startAt = startingAt(job, served)
    expect(await startAt('2026-04-01T12:00:00Z', 1)).toEqual(['2026-04-01'])
    expect(await startAt('2026-04-02T12:00:00Z', 1)).toEqual(['2026-04-02'])
    expect(await startAt('2026-04-04T12:00:00Z', 3)).toEqual([
      '2026-04-02',
      '2026-04-03',
      '2026-04-04',
    ])
    broken.delete('2026-04-03')
    expect(await startAt('2026-04-04T13:00:00Z', 2)).toEqual(['2026-04-02', '2026-04-03'])
    expect(await startAt('2026-04-04T14:00:00Z', 0)).toEqual([])
    const rows = await select<{ day: string; states: string[] }>(
      warehouse,
      `SELECT toString(toDate(due, 'UTC')) AS day, groupArray(state) AS states
         FROM (SELECT * FROM runs WHERE job = 'failing mornings' ORDER BY at, state != 'running')
        GROUP BY day ORDER BY day`,
    )
    const failing = ['running', 'failed']
    expect(rows).toEqual([
      { day: '2026-04-01', states: ['running', 'done'] },
      { day: '2026-04-02', states: [...failing, ...failing, ...failing] },
      { day: '2026-04-03', states: [...failing, 'running', 'done'] },
      { day: '2026-04-04', states: ['running', 'done'] },
    ])
  })

  it('waits for what a moment needs, and serves it in the end without', async () => {
    let asked = 0
    const served: number[] = []
    const job = (name: string, readyAt: number): Job => ({
      name,
      city: 'river',
      pattern: '30 6 * * *',
      timeZone: ZONE,
      waitFor: { ready: async () => ++asked >= readyAt, mostMs: 600, everyMs: 50 },
      work: async () => {
        served.push(asked)
        return 'fine'
      },
    })
    for (const waiting of [job('ready', 3), job('never ready', Number.POSITIVE_INFINITY)]) {
      asked = 0
      const stop = startSchedule(warehouse, [waiting], quiet)
      await vi.waitFor(() => expect(served.length).toBeGreaterThan(0), { timeout: 10_000 })
      await stop(5000)
      const [at = 0] = served.splice(0)
      if (waiting.name === 'ready') expect(at).toBe(3)
      else expect(at).toBeGreaterThan(3)
    }
  })

  it('runs at its moments, never twice at once', async () => {
    let now = 0
    let most = 0
    let done = 0
    const job = {
      name: 'busy',
      city: 'river',
      pattern: '* * * * * *',
      timeZone: ZONE,
      work: async () => {
        most = Math.max(most, ++now)
        await sleep(1400)
        now--
        done++
        return 'fine'
      },
    }
    const stop = startSchedule(warehouse, [job], quiet)
    await sleep(4500)
    await stop(5000)
    expect(most).toBe(1)
    expect(done).toBeGreaterThanOrEqual(2)
  })

  it('serves a moment that comes while the process is busy, late but once', async () => {
    const served: number[] = []
    const job: Job = {
      name: 'busy',
      city: 'river',
      pattern: '*/4 * * * * *',
      timeZone: ZONE,
      work: async (due) => {
        served.push(due.getTime())
        return 'fine'
      },
    }
    const stop = startSchedule(warehouse, [job], quiet)
    await vi.waitFor(() => expect(served.length).toBeGreaterThan(0), 20_000)
    await sleep(4000 - (Date.now() % 4000) - 500)
    const slot = Math.ceil(Date.now() / 4000) * 4000
    while (Date.now() < slot + 2000);
    await vi.waitFor(() => expect(served.filter((due) => due === slot)).toHaveLength(1), 20_000)
    await stop(5000)
  }, 60_000)
})
