import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { select } from '../../sql/node/run.ts'
import { openWarehouse, type Warehouse } from '../../sql/node/warehouse.ts'

/** A folder for an engine of the test's own, removed when the test has finished. */
export function makeFolder(name = 'data'): string {
  const folder = mkdtempSync(join(tmpdir(), 'weisu-life-'))
  onTestFinished(() =>
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }),
  )
  return join(folder, name)
}

/** A warehouse on an engine of the test's own, closed when the test has finished. */
export async function openOwn(data: string): Promise<Warehouse> {
  const warehouse = await openWarehouse({ database: 'life', data })
  onTestFinished(() => warehouse.close())
  return warehouse
}

export const enginePid = (data: string) => Number(readFileSync(join(data, 'engine.pid'), 'utf8'))

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

export const askOne = (warehouse: Warehouse) =>
  select<{ one: number }>(warehouse, 'SELECT 1 AS one')

/** A process that opens the warehouse and then runs the code; in its own group, as a shell does. */
export function startClient(data: string, code: string): ChildProcess {
  const from = new URL('../../sql/node/warehouse.ts', import.meta.url)
  const script = `import { readFileSync } from 'node:fs'
    import { openWarehouse } from ${JSON.stringify(from.href)}
    const warehouse = await openWarehouse({ database: 'life', data: process.argv[1] })
    ${code}`
  const argv = ['--import', 'tsx', '--input-type=module', '--eval', script, data]
  const client = spawn(process.execPath, argv, {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    client.kill('SIGKILL')
  })
  return client
}

export function says(client: ChildProcess, start: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    client.stdout?.on('data', (chunk) => {
      heard += chunk
      const line = heard.split('\n').find((text) => text.startsWith(start))
      if (line) resolve(line)
    })
    client.once('exit', (code) => reject(new Error(`the client ended with ${code}: ${heard}`)))
  })
}

export const ended = (client: ChildProcess) =>
  new Promise((resolve) => {
    if (client.exitCode !== null || client.signalCode !== null) resolve(client.exitCode)
    else client.once('exit', resolve)
  })

/** Resident memory of a process; 0 where the system does not tell. */
export function residentBytes(pid: number): number {
  const status = `/proc/${pid}/status`
  if (!existsSync(status)) return 0
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) * 1024
}
