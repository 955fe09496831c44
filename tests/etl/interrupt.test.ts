import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { select } from '../../sql/node/run.ts'
import { openWarehouse } from '../../sql/node/warehouse.ts'
import { runEtl } from '../support/command-line.ts'

const MAIN = fileURLToPath(new URL('../../etl/main.ts', import.meta.url))

let data: string

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'weisu-interrupt-'))
})
afterAll(() => rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }))

/** Command lines of the living processes that work on the folder. */
async function listProcesses(): Promise<string[]> {
  const found: string[] = []
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (line.includes(data)) found.push(line.replaceAll('\0', ' '))
  }
  return found
}

/** Waits until the loader has begun its batch. */
async function batchBegins(): Promise<void> {
  const warehouse = await openWarehouse({ database: 'weisu', data })
  await vi.waitFor(
    async () => {
      const [row] = await select<{ n: number }>(warehouse, 'SELECT count() AS n FROM batches')
      expect(row?.n).toBe(1)
    },
    { timeout: 30_000, interval: 50 },
  )
  await warehouse.close()
}

it('Ctrl-C in the middle of a load ends everything that was started, and harms nothing', async () => {
  const header =
    'case_enquiry_id,open_dt,target_dt,closed_dt,case_title,subject,reason,type,department,neighborhood,ward,latitude,longitude,source,closure_reason'
  const row = (i: number) =>
    `${i},2011-07-0${1 + (i % 9)} 10:00:00,,,Light,PWD,Lights,Outage,PWDx,Roxbury,Ward 1,42.3,-71.1,Phone,`
  const path = join(data, 'large.csv')
  const { writeFile } = await import('node:fs/promises')
  const lines = Array.from({ length: 600_000 }, (_, i) => row(i))
  await writeFile(path, `${header}\n${lines.join('\n')}\n`)

  const args = ['load', '--city', 'boston', '--source', 'boston-311', '--json', path]
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    env: { ...process.env, WEISU_DATA: data, CLICKHOUSE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = once(child, 'exit')
  await batchBegins()
  expect(child.exitCode).toBeNull()
  child.kill('SIGINT')
  const [code] = await exit
  expect(code).toBe(130)
  await sleep(3000)
  expect(await listProcesses()).toEqual([])

  const status = await runEtl(['status', '--json'], { WEISU_DATA: data, CLICKHOUSE_URL: '' })
  const [interrupted] = JSON.parse(status.stdout).loads
  expect(interrupted).toMatchObject({ state: 'failed' })
  expect(interrupted.error).toMatch(/was interrupted: load it again\.$/)

  const again = await runEtl(args, { WEISU_DATA: data, CLICKHOUSE_URL: '' })
  expect(JSON.parse(again.stdout)).toMatchObject({ state: 'loaded', loaded: 600_000 })
}, 120_000)
