import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { healthSchema } from '../../server/contract/health.ts'
import { send } from '../support/send.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let data: string
let started: ChildProcess[]
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'weisu-main-'))
  started = []
})
afterEach(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL')
  await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
})

interface Started {
  child: ChildProcess
  out: () => string
  err: () => string
  ended: Promise<number | null>
}

function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, WEISU_DATA: data, WEISU_DEMO: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk) => {
    out += String(chunk)
  })
  child.stderr?.on('data', (chunk) => {
    err += String(chunk)
  })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return { child, out: () => out, err: () => err, ended }
}

async function address({ child, out, err, ended }: Started): Promise<string> {
  for (;;) {
    const [url] = /http:\/\/\S+/.exec(out()) ?? []
    if (url) return url
    const over = await Promise.race([
      child.stdout && once(child.stdout, 'data').then(() => false),
      ended.then(() => true),
    ])
    if (over) throw new Error(`the server ended: ${err()}`)
  }
}

it.each(['SIGINT', 'SIGTERM'] as const)('serves until %s, then ends well', async (signal) => {
  const server = start({ PORT: '0' })
  const url = await address(server)
  const health = healthSchema.parse((await send(`${url}/api/health`)).json())
  expect(health).toMatchObject({ status: 'ok', engine: 'embedded' })
  server.child.kill(signal)
  // npm sends the signal on: it comes twice.
  server.child.kill(signal)
  expect(await server.ended).toBe(0)
  await expect(send(`${url}/api/health`)).rejects.toThrow()
})

it('says in one sentence that the port is in use', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const server = start({ PORT: String(port) })
  expect(await server.ended).toBe(1)
  expect(server.err().trim()).toBe(
    `Port ${port} is in use: end what listens there, or choose another with PORT=${port + 1}.`,
  )
  other.close()
})

it('says in one sentence what is wrong with the environment', async () => {
  const server = start({ PORT: 'eighty' })
  expect(await server.ended).toBe(1)
  expect(server.err().trim().split('\n')).toHaveLength(1)
  expect(server.err()).toContain('PORT')
})
