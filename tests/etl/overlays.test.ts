import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMIT_POINTS } from '../../etl/load-context.ts'
import { settle } from '../../etl/settle.ts'
import { settleJob } from '../../etl/settle-job.ts'
import { sweep } from '../../etl/steps/sweep.ts'
import { hasOverlays } from '../../sql/compile/slices.ts'
import type { Question } from '../../sql/model/question.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { createAsk } from '../../sql/node/ask.ts'
import { select } from '../../sql/node/run.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import {
  type Call,
  type CallFile,
  openRepeatCity,
  type RepeatCity,
} from '../support/repeat-city.ts'
import { DAY_SECONDS, moments, SUMMER, WINTER, wall } from '../support/repeat-moments.ts'
import { RIVER_CITY } from '../support/river-city.ts'
import { readAnswers, readLists, readTables } from '../support/whole-state.ts'

const calls = (most: number): fc.Arbitrary<Call> =>
  fc
    .record({
      id: fc.integer({ min: 1, max: most }),
      hour: fc.integer({ min: 0, max: 9 }),
      received: moments,
      openFor: fc.constantFrom(null, 0, 20),
      dueAfter: fc.constantFrom(null, 1, 300),
      who: fc.constantFrom('p', 'p', 'q', ''),
      category: fc.constantFrom('heat', 'heat', 'noise'),
      district: fc.constantFrom('north', 'south'),
    })
    .map(({ id, hour, received, openFor, dueAfter, ...told }) => ({
      ...told,
      id: `c${id}`,
      updated: `2026-08-26 0${hour}:00:00`,
      received: wall(received),
      closed: openFor === null ? '' : wall(received + openFor * DAY_SECONDS),
      due: dueAfter === null ? '' : wall(received + dueAfter * DAY_SECONDS),
    }))

const SOURCES = ['line', 'app'] as const

const fileOf = (least: number, most: number): fc.Arbitrary<CallFile> =>
  fc.record({
    source: fc.constantFrom(...SOURCES),
    now: fc.constantFrom(SUMMER, SUMMER, WINTER),
    calls: fc.array(calls(40), { minLength: least, maxLength: most }),
  })

/** A first file with many of the complaints, then small ones, after each of which overlays may be settled. */
const histories = fc.record({
  first: fileOf(30, 60),
  later: fc.array(fc.tuple(fileOf(1, 8), fc.constantFrom(false, false, true)), {
    minLength: 3,
    maxLength: 5,
  }),
})

const span = { city: 'river', from: '2026-01-01', to: '2026-12-01' }
const MEASURES: Question['measures'] = [
  'complaints',
  'openComplaints',
  'overdueComplaints',
  'backlog',
  'onTimeRate',
  'hoursToClose',
  'repeatRate',
]
const QUESTIONS: Question[] = [
  { ...span, measures: MEASURES },
  { ...span, measures: MEASURES, by: ['category2', 'district'], grain: 'day' },
  { ...span, measures: MEASURES, by: ['district'], grain: 'month', compare: 'previous' },
  { ...span, measures: MEASURES, by: ['requester'], grain: 'month', basis: 'closed' },
  {
    ...span,
    measures: ['complaints', 'repeatRate'],
    grain: 'hourOfDay',
    from: '2026-04-15',
    to: '2026-05-10',
    where: [{ dimension: 'district', in: ['south'] }],
  },
]

interface Seen {
  tables: object
  answers: Record<string, unknown[]>
  lists: object
}

async function readAll(warehouse: Warehouse): Promise<Seen> {
  return {
    tables: await readTables(warehouse, 'river'),
    answers: await readAnswers(warehouse, QUESTIONS),
    lists: await readLists(warehouse, span),
  }
}

const isOverlaid = async ({ warehouse }: RepeatCity): Promise<boolean> =>
  hasOverlays((await readSnapshot(warehouse, 'river')).partitions)

/** A city whose small files go beside its slices, and one whose slices are written each time. */
async function withBoth(work: (beside: RepeatCity, whole: RepeatCity) => Promise<void>) {
  const beside = await openRepeatCity('beside', 0)
  const whole = await openRepeatCity('whole', Number.POSITIVE_INFINITY)
  try {
    await work(beside, whole)
  } finally {
    await beside.close()
    await whole.close()
  }
}

async function loadBoth(beside: RepeatCity, whole: RepeatCity, file: CallFile): Promise<void> {
  const { seconds: _, file: __, ...told } = await whole.load(file)
  expect(told).toMatchObject({ state: 'loaded', error: null })
  const { loaded, superseded, duplicates, rejected } = told
  expect(await beside.load(file)).toMatchObject({
    state: 'loaded',
    error: null,
    ...{ loaded, superseded, duplicates, rejected },
  })
}

describe('overlays', () => {
  it('say in every table and answer what a city says whose slices are written whole', async () => {
    let overlaid = 0
    await fc.assert(
      fc.asyncProperty(histories, ({ first, later }) =>
        withBoth(async (beside, whole) => {
          await loadBoth(beside, whole, first)
          for (const [file, settles] of later) {
            await loadBoth(beside, whole, file)
            if (await isOverlaid(beside)) overlaid++
            const told = await readTables(whole.warehouse, 'river')
            expect(await readTables(beside.warehouse, 'river')).toEqual(told)
            if (!settles) continue
            await settle(beside.warehouse, 'river', new Date(file.now))
            expect(await isOverlaid(beside)).toBe(false)
            expect(await readTables(beside.warehouse, 'river')).toEqual(told)
          }
          expect(await readAll(beside.warehouse)).toEqual(await readAll(whole.warehouse))
        }),
      ),
      { numRuns: 3, seed: 20260827, endOnFailure: true },
    )
    expect(overlaid).toBeGreaterThan(3)
  }, 900_000)
})

const call = (id: string, received: string, told: Partial<Call> = {}): Call => ({
  id,
  updated: '2026-08-26 00:00:00',
  received,
  closed: '',
  who: 'p',
  category: 'heat',
  district: 'south',
  ...told,
})
const line = (...told: Call[]): CallFile => ({ source: 'line', now: SUMMER, calls: told })

const dayOf = (i: number): string => `2026-08-${String(1 + (i % 20)).padStart(2, '0')} 10:00:00`
const SECOND = '2026-08-20 10:00:00'
const HISTORY = line(
  ...Array.from({ length: 20 }, (_, i) => call(`h${i}`, dayOf(i))),
  call('twin', SECOND, { who: 'q' }),
)
/** A file that closes one complaint more than the one before, and brings a new one. */
const fileAfter = (i: number): CallFile =>
  line(
    call(`h${i}`, dayOf(i), {
      updated: '2026-08-26 01:00:00',
      closed: '2026-08-25 10:00:00',
    }),
    call(`n${i}`, SECOND, { who: `n${i}` }),
  )

describe('whoever loads or settles', () => {
  it.each(COMMIT_POINTS)(
    'and dies at "%s" has changed nothing before the commit',
    async (point) => {
      await withBoth(async (beside, whole) => {
        for (const file of [HISTORY, fileAfter(0)]) await loadBoth(beside, whole, file)
        const before = await readTables(beside.warehouse, 'river')
        const died = await beside
          .load(fileAfter(1), (reached) => {
            if (reached === point) throw new Error('the power went')
          })
          .catch(() => null)
        const committed = point === 'committed' || point === 'swept'
        if (!committed) {
          expect(died).toMatchObject({ state: 'failed' })
          expect(await readTables(beside.warehouse, 'river')).toEqual(before)
          await beside.load(fileAfter(1))
        }
        await whole.load(fileAfter(1))
        expect(await isOverlaid(beside)).toBe(true)
        expect(await readAll(beside.warehouse)).toEqual(await readAll(whole.warehouse))
      })
    },
    120_000,
  )

  it('while others read shows them one data version at a time, and leaves nothing behind', async () => {
    const city = await openRepeatCity('overlay_readers', 0)
    try {
      await city.load(HISTORY)
      const ask = createAsk(city.warehouse, { cache: false })
      const { version: first } = await readSnapshot(city.warehouse, 'river')
      const loadedBy = new Map([[first, 0]])
      let busy = true
      const seen: { version: number; complaints: number; open: number; due: number }[] = []
      const read = async (by: Question['by']) => {
        while (busy) {
          const answer = await ask(
            { ...span, measures: ['complaints', 'openComplaints', 'backlog'], by },
            EVERYTHING,
          )
          const sum = (id: string) => answer.rows.reduce((all, row) => all + Number(row[id]), 0)
          seen.push({
            version: answer.version,
            complaints: sum('complaints'),
            open: sum('openComplaints'),
            due: sum('backlog'),
          })
        }
      }
      const readers = [read(['district']), read(['community']), read(['requester'])]
      for (let i = 0; i < 8; i++) {
        expect(await city.load(fileAfter(i))).toMatchObject({ state: 'loaded' })
        loadedBy.set((await readSnapshot(city.warehouse, 'river')).version, i + 1)
        if (i % 3 !== 2) continue
        await settle(city.warehouse, 'river', new Date(SUMMER))
        loadedBy.set((await readSnapshot(city.warehouse, 'river')).version, i + 1)
      }
      busy = false
      await Promise.all(readers)
      for (const answer of seen) {
        // Each file brings one that is open, and closes another.
        const complaints = 21 + (loadedBy.get(answer.version) ?? Number.NaN)
        expect(answer).toEqual({ version: answer.version, complaints, open: 21, due: 21 })
      }
      expect(new Set(seen.map(({ version }) => version)).size).toBeGreaterThan(4)

      await settle(city.warehouse, 'river', new Date(SUMMER))
      await sweep(city.warehouse, 'river', { seconds: 0, bytes: 0 })
      const left = await select(
        city.warehouse,
        `SELECT DISTINCT table, partition_id FROM system.parts
          WHERE database = currentDatabase() AND active AND table != 'manifest'
            AND (partition_id LIKE '%99-%' OR match(table, '_[0-9]+$'))`,
      )
      expect(left).toEqual([])
    } finally {
      await city.close()
    }
  }, 240_000)
})

describe('an overlay', () => {
  it('is settled with the next load that writes much, and by the job at night', async () => {
    const city = await openRepeatCity('overlay_settles', 0)
    try {
      await city.load(HISTORY)
      await city.load(fileAfter(0))
      expect(await isOverlaid(city)).toBe(true)
      const job = settleJob(city.warehouse, RIVER_CITY.city)
      expect(await job.work(new Date('2026-08-26T18:00:00Z'))).toBe('nothing to settle')
      expect(await job.work(new Date('2026-08-26T07:00:00Z'))).toMatch(/slices written/)
      expect(await isOverlaid(city)).toBe(false)

      await city.load(fileAfter(1))
      expect(await isOverlaid(city)).toBe(true)
      // More leave their month than came into it.
      const moved = ['h5', 'h6', 'h7'].map((id) =>
        call(id, '2026-07-06 10:00:00', { updated: '2026-08-26 02:00:00' }),
      )
      await city.load(line(...moved))
      expect(await isOverlaid(city)).toBe(false)
    } finally {
      await city.close()
    }
  }, 120_000)

  it('of a month that has closed since goes into its days, or the month, and is found there', async () => {
    const city = await openRepeatCity('overlay_closing', 0)
    const slices = async () =>
      (await readSnapshot(city.warehouse, 'river')).partitions.map(({ slice }) => slice)
    try {
      await city.load(HISTORY)
      expect(await city.load({ ...fileAfter(0), now: WINTER })).toMatchObject({ loaded: 2 })
      expect(await slices()).toContain(20260899)
      // Whoever settles may have a clock that goes behind.
      await settle(city.warehouse, 'river', new Date(SUMMER))
      expect(await slices()).toContain(20260820)
      const later = { updated: '2026-08-26 02:00:00', who: 'n0' }
      expect(await city.load(line(call('n0', SECOND, later)))).toMatchObject({ loaded: 1 })
      const told = await readTables(city.warehouse, 'river')
      expect(told).toMatchObject({ rows: 22 })

      await settle(city.warehouse, 'river', new Date(WINTER))
      expect(await slices()).toEqual([20260800])
      expect(await readTables(city.warehouse, 'river')).toEqual(told)
      const last = { updated: '2026-08-26 03:00:00', who: 'n0' }
      expect(await city.load(line(call('n0', SECOND, last)))).toMatchObject({ loaded: 1 })
      expect(await readTables(city.warehouse, 'river')).toMatchObject({ rows: 22 })
    } finally {
      await city.close()
    }
  }, 120_000)
})
