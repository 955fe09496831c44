import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rebuild } from '../../etl/rebuild.ts'
import { compile } from '../../sql/compile/compile.ts'
import type { Context } from '../../sql/compile/plan.ts'
import type { Question } from '../../sql/model/question.ts'
import { EVERYTHING } from '../../sql/model/scope.ts'
import { runCompiled } from '../../sql/node/ask.ts'
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

const calls: fc.Arbitrary<Call> = fc
  .record({
    id: fc.integer({ min: 1, max: 14 }),
    hour: fc.integer({ min: 0, max: 9 }),
    received: moments,
    openFor: fc.constantFrom(null, 0, 20),
    who: fc.constantFrom('p', 'p', 'q', ''),
    category: fc.constantFrom('heat', 'heat', 'noise'),
    district: fc.constantFrom('north', 'south'),
  })
  .map(({ id, hour, received, openFor, ...told }) => ({
    ...told,
    id: `c${id}`,
    updated: `2026-08-26 0${hour}:00:00`,
    received: wall(received),
    closed: openFor === null ? '' : wall(received + openFor * DAY_SECONDS),
  }))

const files: fc.Arbitrary<CallFile[]> = fc.array(
  fc.record({
    source: fc.constantFrom('line', 'app'),
    now: fc.constantFrom(SUMMER, SUMMER, WINTER),
    calls: fc.array(calls, { minLength: 1, maxLength: 16 }),
  }),
  { minLength: 2, maxLength: 4 },
)

const span = { city: 'river', from: '2026-01-01', to: '2026-12-01' }
const QUESTIONS: Question[] = [
  { ...span, measures: ['repeatRate'], by: ['category2', 'district'], grain: 'day' },
  { ...span, measures: ['repeatRate'], by: ['district'], grain: 'month', compare: 'previous' },
  { ...span, measures: ['repeatRate'], by: ['district'], grain: 'month', basis: 'closed' },
  {
    ...span,
    measures: ['repeatRate'],
    from: '2026-04-15',
    to: '2026-07-15',
    where: [{ dimension: 'district', in: ['south'] }],
  },
]

async function answer(warehouse: Warehouse, question: Question, context: Context) {
  return runCompiled(warehouse, compile(question, EVERYTHING, context))
}

/** Every question is answered as if the complaints of the 90 days before were looked through. */
async function expectRight(warehouse: Warehouse): Promise<number> {
  const snapshot = await readSnapshot(warehouse, 'river')
  expect(snapshot.repeats?.map((g) => g.slice)).toEqual(snapshot.partitions.map((g) => g.slice))
  for (const question of QUESTIONS) {
    const found = await answer(warehouse, question, snapshot)
    const sought = await answer(warehouse, question, { ...snapshot, repeats: null })
    expect(found, JSON.stringify(question)).toEqual(sought)
  }
  return (snapshot.repeats ?? []).reduce((sum, g) => sum + g.rows, 0)
}

/** What is visible of the repeated complaints. */
async function readRepeats(warehouse: Warehouse): Promise<object[]> {
  const { repeats } = await readSnapshot(warehouse, 'river')
  return select(
    warehouse,
    `SELECT slice, toString(key) AS key, received_at, closed_at, rated_at, category2, district
       FROM repeats WHERE _partition_id IN ({ids:Array(String)}) ORDER BY ALL`,
    { ids: (repeats ?? []).map((g) => `${g.slice}-${g.batch}`) },
  )
}

async function withCity<T>(work: (city: RepeatCity) => Promise<T>): Promise<T> {
  const city = await openRepeatCity('repeats')
  try {
    return await work(city)
  } finally {
    await city.close()
  }
}

async function loadAll(city: RepeatCity, sets: CallFile[]): Promise<void> {
  for (const file of sets) {
    const { error, state } = await city.load(file)
    expect([state, error]).toEqual(['loaded', null])
  }
}

describe('the table of repeated complaints', () => {
  it('tells after each load what a look at the 90 days before would tell', async () => {
    let repeated = 0
    await fc.assert(
      fc.asyncProperty(files, (sets) =>
        withCity(async (city) => {
          for (const file of sets) {
            await loadAll(city, [file])
            repeated += await expectRight(city.warehouse)
          }
          const kept = await readRepeats(city.warehouse)
          await rebuild(city.warehouse, 'river', {})
          expect(await readRepeats(city.warehouse)).toEqual(kept)
        }),
      ),
      { numRuns: 5, seed: 20260826, endOnFailure: true },
    )
    expect(repeated).toBeGreaterThan(0)
  }, 600_000)

  it('is the same whatever the order of the files, and whoever died on the way', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (sets) => {
        const summer = sets.map((file) => ({ ...file, now: SUMMER }))
        const forward = await withCity(async (city) => {
          await loadAll(city, summer)
          return readRepeats(city.warehouse)
        })
        const backward = await withCity(async (city) => {
          for (const file of summer.toReversed()) {
            const dying = city.load(file, (point) => {
              if (point === 'aggregated') throw new Error('the power went')
            })
            expect(await dying).toMatchObject({ state: 'failed' })
            await loadAll(city, [file])
          }
          await expectRight(city.warehouse)
          return readRepeats(city.warehouse)
        })
        expect(backward).toEqual(forward)
      }),
      { numRuns: 2, seed: 20261220, endOnFailure: true },
    )
  }, 600_000)

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

  it('follows a late complaint, its correction and its going into months that no file touches', async () => {
    await withCity(async (city) => {
      const repeated = async () => {
        await expectRight(city.warehouse)
        const rows = (await readRepeats(city.warehouse)) as { received_at: string }[]
        return rows.map((row) => row.received_at)
      }
      await loadAll(city, [
        line(call('b', '2026-05-20 08:00:00'), call('o', '2026-03-02 09:00:00', { who: 'q' })),
      ])
      expect(await repeated()).toEqual([])
      await loadAll(city, [line(call('a', '2026-03-01 08:00:00'))])
      expect(await repeated()).toEqual(['2026-05-20 08:00:00'])
      // The only complaint of March of the caller moves out of reach, and then back to the very edge.
      const later = (hour: number) => ({ updated: `2026-08-26 0${hour}:00:00` })
      await loadAll(city, [line(call('a', '2026-02-19 07:59:59', later(1)))])
      expect(await repeated()).toEqual([])
      await loadAll(city, [line(call('a', '2026-02-19 08:00:00', later(2)))])
      expect(await repeated()).toEqual(['2026-05-20 08:00:00'])
      await loadAll(city, [line(call('a', '2026-02-19 08:00:00', { ...later(3), who: '' }))])
      expect(await repeated()).toEqual([])
    })
  }, 120_000)

  it('drops what was replaced, and what an attempt that died had written', async () => {
    await withCity(async (city) => {
      await loadAll(city, [
        line(call('a', '2026-03-01 08:00:00'), call('b', '2026-05-20 08:00:00')),
      ])
      await city.load(line(call('c', '2026-05-21 08:00:00')), (point) => {
        if (point === 'aggregated') throw new Error('the power went')
      })
      await loadAll(city, [line(call('d', '2026-05-22 08:00:00'))])
      const { repeats } = await readSnapshot(city.warehouse, 'river')
      const parts = await select<{ id: string; batch: number }>(
        city.warehouse,
        `SELECT DISTINCT partition_id AS id FROM system.parts
          WHERE database = currentDatabase() AND active AND table = 'repeats'`,
      )
      const left = await select(city.warehouse, "SHOW TABLES LIKE 'affected%'")
      expect(left).toEqual([])
      const visible = (repeats ?? []).filter((g) => g.rows > 0).map((g) => `${g.slice}-${g.batch}`)
      // The replaced generation of the first load can still be asked for a while.
      expect(parts.map((part) => part.id).sort()).toEqual(['20260500-1', ...visible].sort())
    })
  }, 120_000)
})
