import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { COMMIT_POINTS } from '../../etl/load-context.ts'
import { select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { openRiver, type River } from '../support/open-river.ts'
import { type RiverRow, readState } from '../support/river-city.ts'

const CHILD = fileURLToPath(new URL('../support/loader-child.ts', import.meta.url))

let river: River
let warehouse: Warehouse

beforeAll(async () => {
  river = await openRiver('kill')
  warehouse = river.warehouse
})
afterAll(() => river?.close())

/** A loader in a process of its own. */
function startLoader(path: string, point = ''): ChildProcess {
  return spawn(
    process.execPath,
    ['--import', 'tsx', CHILD, warehouse.database, inject('data'), path, point],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
}

/** The i-th file: new complaints, and updates of those of the file before, one of which moves. */
function fileOf(i: number, size = 60): RiverRow[] {
  const make = (k: number, update: boolean): RiverRow => ({
    id: `c${k}`,
    updated: `2026-03-1${update ? 6 : 5} ${String(i % 24).padStart(2, '0')}:${String(Math.floor(i / 24)).padStart(2, '0')}:00`,
    received: `2026-0${1 + ((k + (update ? 1 : 0)) % 3)}-0${1 + (k % 8)} 10:00:00`,
    closed: update ? '2026-03-18 09:00:00' : '',
    category: `k${k % 4}`,
    district: `d${k % 3}`,
    title: 'a light is out',
  })
  const first = i * size
  return [
    ...Array.from({ length: size }, (_, k) => make(first + k, false)),
    ...Array.from({ length: i === 0 ? 0 : size / 2 }, (_, k) => make(first - size + k, true)),
  ]
}

interface Seen {
  id: string
  version: string
  closed_at: string | null
}

/** What the state must be after files 0..n-1: each complaint once, updated where its file followed. */
function expectState(state: Seen[], n: number, size = 60): void {
  expect(new Set(state.map((c) => c.id)).size).toBe(state.length)
  expect(state.length).toBe(n * size)
  const updated = state.filter((c) => c.closed_at !== null).length
  expect(updated).toBe((n - 1) * (size / 2))
}

describe('a loader that is killed', () => {
  let file = 0

  it.each(COMMIT_POINTS)(
    'at "%s" has changed nothing before the commit, and can be run again',
    async (point) => {
      const path = await river.write(fileOf(file))
      const before = await readState(warehouse)
      const child = startLoader(path, point)
      const [, signal] = await once(child, 'exit')
      expect(signal).toBe('SIGKILL')
      const committed = point === 'committed' || point === 'swept'
      if (!committed) expect(await readState(warehouse)).toEqual(before)
      const again = await river.load(path)
      expect(again.state).toBe(committed ? 'unchanged' : 'loaded')
      file++
      expectState((await readState(warehouse)) as Seen[], file)
    },
  )

  it('at 50 random moments leaves what can be run again to the same state', async () => {
    const begin = async () => {
      const path = await river.write(fileOf(file))
      const child = startLoader(path)
      const exit = once(child, 'exit')
      await once(child.stdout as NodeJS.ReadableStream, 'data')
      return { path, child, exit, since: Date.now() }
    }
    const whole = await begin()
    await whole.exit
    const length = Date.now() - whole.since
    file++
    let killed = 0
    for (let i = 0; i < 50; i++) {
      const { path, child, exit } = await begin()
      await Promise.race([sleep((length * i) / 50), exit])
      if (child.exitCode === null) {
        child.kill('SIGKILL')
        killed++
      }
      await exit
      const again = await river.load(path)
      expect(again.error).toBeNull()
      file++
    }
    expect(killed).toBeGreaterThan(25)
    expectState((await readState(warehouse)) as Seen[], file)
  }, 480_000)

  it('with its insert still running does not disturb the next attempt', async () => {
    const size = 400_000
    const rows = fileOf(file, 60)
    const many = Array.from({ length: size }, (_, k) => ({ ...rows[0]!, id: `m${k}` }))
    const path = await river.write([...rows, ...many])
    const child = startLoader(path, 'never')
    const staging = async (): Promise<boolean> => {
      const [row] = await select<{ rows: number }>(
        warehouse,
        `SELECT sum(rows) AS rows FROM system.parts
          WHERE database = currentDatabase() AND table LIKE 'stage_%' AND active`,
      )
      return (row?.rows ?? 0) > 0
    }
    while (child.exitCode === null && !(await staging())) await sleep(20)
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    const again = await river.load(path)
    expect(again.error).toBeNull()
    expect(again.loaded).toBe(rows.length + size)
    file++
    const state = (await readState(warehouse)) as Seen[]
    expectState(
      state.filter((c) => c.id.startsWith('c')),
      file,
    )
    expect(state.length).toBe(file * 60 + size)
  }, 120_000)
})
