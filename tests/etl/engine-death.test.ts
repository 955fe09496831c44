import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadFile } from '../../etl/load-file.ts'
import { openWarehouse, type Warehouse } from '../../sql/node/warehouse.ts'
import {
  publishRiver,
  type RiverRow,
  readState,
  riverContext,
  writeRows,
} from '../support/river-city.ts'

let data: string
let warehouse: Warehouse

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'weisu-death-'))
  warehouse = await openWarehouse({ database: 'weisu', data })
  await publishRiver(warehouse)
})
afterAll(async () => {
  await warehouse.close()
  await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
})

/** The engine is the process that has the warehouse's files open and is not this one. */
async function findEngine(): Promise<number> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.includes('engine/main.ts') && command.includes(data)) return Number(pid)
  }
  throw new Error('no engine runs for this folder')
}

const rowsOf = (i: number): RiverRow[] =>
  Array.from({ length: 200 }, (_, k) => ({
    id: `c${(i * 100 + k) % 1000}`,
    updated: `2026-03-1${i % 10} 10:00:00`,
    received: `2026-0${1 + ((k + i) % 3)}-0${1 + (k % 8)} 10:00:00`,
    closed: '',
    category: `k${k % 4}`,
    district: `d${k % 3}`,
    title: 'a light is out',
  }))

it('a load survives the death of the engine at any moment', async () => {
  const newest = new Map<string, string>()
  for (let i = 0; i < 10; i++) {
    const path = await writeRows(join(data, `in-${i}.csv`), rowsOf(i))
    const engine = await findEngine()
    const loading = loadFile(riverContext(warehouse, data), 'line', path)
    await sleep(80 * i)
    try {
      process.kill(engine, 'SIGKILL')
    } catch {
      // It had ended by itself.
    }
    const first = await loading.catch((error: Error) => error)
    const settled =
      first instanceof Error || first.state === 'failed'
        ? await loadFile(riverContext(warehouse, data), 'line', path)
        : first
    expect(settled.error).toBeNull()
    for (const row of rowsOf(i)) {
      if ((newest.get(row.id) ?? '') <= row.updated) newest.set(row.id, row.updated)
    }
  }
  const state = (await readState(warehouse)) as { id: string; version: string }[]
  expect(state.length).toBe(newest.size)
  for (const { id, version } of state) {
    expect(version.slice(0, 10)).toBe(newest.get(id)?.slice(0, 10))
  }
}, 180_000)
