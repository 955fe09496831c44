import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { loadInbox } from '../../etl/inbox.ts'
import { type LoadResult, loadFile } from '../../etl/load-file.ts'
import { readLoads } from '../../sql/node/loads.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import {
  publishRiver,
  RIVER_CITY,
  type RiverRow,
  riverContext,
  toCsv,
} from '../support/river-city.ts'
import { testWarehouse } from '../support/warehouse.ts'

let data: string
let warehouse: Warehouse

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'weisu-inbox-'))
  warehouse = await testWarehouse('inbox')
  await publishRiver(warehouse)
})
afterAll(async () => {
  await warehouse.close()
  await rm(data, { recursive: true, force: true })
})

const results: LoadResult[] = []
const look = () =>
  loadInbox({
    warehouse,
    data,
    pack: RIVER_CITY,
    signal: new AbortController().signal,
    onResult: (result) => results.push(result),
  })
const row = (id: string): RiverRow => ({
  id,
  updated: '2026-03-10 10:00:00',
  received: '2026-03-09 10:00:00',
  closed: '',
  category: 'k',
  district: 'd',
  title: '',
})
const put = async (name: string, text: string, age: number) => {
  const path = join(data, 'inbox', 'river', 'line', name)
  await mkdir(join(data, 'inbox', 'river', 'line'), { recursive: true })
  await writeFile(path, text)
  const then = new Date(Date.now() - age * 1000)
  await utimes(path, then, then)
  return path
}

it('loads what has come, leaves what is being written, and does nothing twice', async () => {
  await put('a.csv', toCsv([row('a1'), row('a2')]), 60)
  await put('broken.csv', 'id,updated\n', 60)
  expect(await look()).toBe('0 loaded, 0 unchanged, 0 failed')
  await sleep(2200)
  const late = await put('b.csv', toCsv([row('b1')]), 0)
  await put('c.csv.part', toCsv([row('c1')]), 60)
  const writing = setInterval(() => void utimes(late, new Date(), new Date()), 200)
  expect(await look().finally(() => clearInterval(writing))).toBe('1 loaded, 0 unchanged, 1 failed')
  expect(results.map((r) => r.state).sort()).toEqual(['failed', 'loaded'])
  await sleep(2200)
  expect(await look()).toBe('1 loaded, 0 unchanged, 0 failed')
  expect(results.at(-1)?.file).toBe(late)
  await put('copy.csv', toCsv([row('b1')]), 60)
  await sleep(2200)
  expect(await look()).toBe('0 loaded, 1 unchanged, 0 failed')
  expect(await look()).toBe('0 loaded, 0 unchanged, 0 failed')
  const stopped = await put('stopped.csv', toCsv([row('s1')]), 60)
  await sleep(2200)
  const ending = new AbortController()
  const context = { ...riverContext(warehouse, data), signal: ending.signal }
  const onPoint = () => ending.abort()
  await expect(loadFile({ ...context, onPoint }, 'line', stopped)).rejects.toThrow()
  await vi.waitFor(async () => {
    const { loads } = await readLoads(warehouse, 'river')
    expect(loads[0]).toMatchObject({ file: 'stopped.csv', state: 'failed' })
  }, 20_000)
  expect(await look()).toBe('1 loaded, 0 unchanged, 0 failed')
  await mkdir(join(data, 'inbox', 'river', 'phone'))
  expect(await look()).toContain('no source is called phone')
}, 30_000)
