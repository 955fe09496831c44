import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import { startJobs } from '../../etl/jobs.ts'
import { readHealth } from '../../sql/node/health.ts'
import { testWarehouse } from '../support/warehouse.ts'

const FIXTURES = fileURLToPath(new URL('../fixtures/cities/', import.meta.url))

it('publishes the packs that are sound, and loads at the start what came while nobody was there', async () => {
  const data = await mkdtemp(join(tmpdir(), 'weisu-jobs-'))
  const inbox = join(data, 'inbox', 'riverside', 'calls')
  await mkdir(join(data, 'cities', 'broken'), { recursive: true })
  await mkdir(inbox, { recursive: true })
  await cp(join(FIXTURES, 'riverside'), join(data, 'cities', 'riverside'), { recursive: true })
  await cp(join(FIXTURES, 'riverside-calls.csv'), join(inbox, 'calls.csv'))
  await writeFile(join(data, 'cities', 'broken', 'city.json'), '{')
  await sleep(2100)

  const warehouse = await testWarehouse('jobs')
  const said: string[] = []
  const wrong: string[] = []
  const stop = await startJobs(warehouse, data, {
    info: (_fields, message) => said.push(message),
    error: (_fields, message) => wrong.push(message),
  })
  try {
    await vi.waitFor(
      async () => {
        const { cities } = await readHealth(warehouse)
        expect(cities.find(({ id }) => id === 'riverside')?.complaints).toBe(3)
      },
      { timeout: 20_000, interval: 200 },
    )
    expect(wrong).toEqual(['the pack of broken was not published'])
    await expect.poll(() => said).toContain('load done: 1 loaded, 0 unchanged, 0 failed')
    const { cities } = await readHealth(warehouse)
    expect(cities.map(({ id }) => id)).toEqual(expect.arrayContaining(['boston', 'riverside']))
  } finally {
    await stop()
    await warehouse.close()
    await rm(data, { recursive: true, force: true })
  }
})
