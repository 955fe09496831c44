import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { WarehouseDownError } from '../../../../sql/model/errors.ts'
import { LANES } from '../../../../sql/node/engine/limits.ts'
import { reaching } from '../../../../sql/node/reaching.ts'
import { command, select } from '../../../../sql/node/run.ts'
import { openWarehouse, type Warehouse } from '../../../../sql/node/warehouse.ts'

const opened: (() => unknown)[] = []

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

function makeFolder(name = 'data'): string {
  const folder = mkdtempSync(join(tmpdir(), 'weisu-life-'))
  opened.push(() =>
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }),
  )
  return join(folder, name)
}

async function open(data: string): Promise<Warehouse> {
  const warehouse = await openWarehouse({ database: 'life', data })
  opened.push(() => warehouse.close())
  return warehouse
}

const enginePid = (data: string) => Number(readFileSync(join(data, 'engine.pid'), 'utf8'))

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const one = (warehouse: Warehouse) => select<{ one: number }>(warehouse, 'SELECT 1 AS one')

describe('after kill -9 of the engine', () => {
  test('at idle the next questions are answered', async () => {
    const data = makeFolder()
    const warehouse = await open(data)
    for (let turn = 0; turn < 3; turn += 1) {
      const pid = enginePid(data)
      process.kill(pid, 'SIGKILL')
      await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false)
      expect(await one(warehouse)).toEqual([{ one: 1 }])
      expect(enginePid(data)).not.toBe(pid)
    }
  })

  test('questions in flight fail with a clear error, and can be asked again', async () => {
    const data = makeFolder()
    const warehouse = await open(data)
    // More than there are sessions: some run, and some still wait for their turn.
    const asked = Array.from({ length: LANES.questions.sessions + 4 }, (_, n) =>
      select(warehouse, 'SELECT sum(cityHash64(number, {n:UInt32})) FROM numbers(100000000000)', {
        n,
      }),
    )
    const results = Promise.allSettled(asked)
    await new Promise((resolve) => setTimeout(resolve, 500))
    process.kill(enginePid(data), 'SIGKILL')
    for (const result of await results) {
      expect(result.status).toBe('rejected')
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(WarehouseDownError)
    }
    const again = Array.from({ length: 20 }, () => one(warehouse))
    expect(await Promise.all(again)).toEqual(again.map(() => [{ one: 1 }]))
  })

  test('an insert in flight fails, and what was there before is there', async () => {
    const data = makeFolder()
    const warehouse = await open(data)
    await command(warehouse, 'CREATE TABLE kept (a UInt64) ENGINE = MergeTree ORDER BY a')
    await command(warehouse, 'INSERT INTO kept SELECT number FROM numbers(1000)')
    const insert = command(warehouse, 'INSERT INTO kept SELECT 5 FROM numbers(100000000000)')
    const failed = expect(insert).rejects.toBeInstanceOf(WarehouseDownError)
    await running(warehouse, 'numbers(100000000000)')
    process.kill(enginePid(data), 'SIGKILL')
    await failed
    const kept = 'SELECT count() AS n, sum(a) AS total FROM kept WHERE a != 5'
    expect(await select(warehouse, kept)).toEqual([{ n: 999, total: 499_495 }])
  })

  test('a body on its way fails, and its spooled part is gone', async () => {
    const data = makeFolder()
    const warehouse = await open(data)
    await command(warehouse, 'CREATE TABLE sent (a UInt64) ENGINE = MergeTree ORDER BY a')
    const pid = enginePid(data)
    async function* rows() {
      for (let n = 0; ; n += 1) {
        if (n === 20_000) process.kill(pid, 'SIGKILL')
        yield { a: n }
        if (n % 1000 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
    }
    const insert = warehouse.client.insert({
      table: 'sent',
      values: Readable.from(rows()),
      format: 'JSONEachRow',
    })
    await expect(reaching(() => insert)).rejects.toBeInstanceOf(WarehouseDownError)
    expect(await select(warehouse, 'SELECT count() AS n FROM sent')).toEqual([{ n: 0 }])
    await expect.poll(() => readdirSync(join(data, 'spool'))).toEqual([])
  })

  test('an answer on its way is an error, not a short answer', async () => {
    const data = makeFolder()
    const warehouse = await open(data)
    const { stream } = await warehouse.client.exec({
      query: "SELECT repeat('x', 500) FROM numbers(400000) FORMAT TabSeparated",
    })
    const read = reaching(async () => {
      let bytes = 0
      for await (const chunk of stream) {
        if (bytes === 0) process.kill(enginePid(data), 'SIGKILL')
        bytes += chunk.length
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      return bytes
    })
    await expect(read).rejects.toBeInstanceOf(WarehouseDownError)
  })
})

describe('the engine ends', () => {
  test('soon after its last client has closed, and not before', async () => {
    const data = makeFolder()
    const first = await openWarehouse({ database: 'life', data })
    const second = await openWarehouse({ database: 'life', data })
    const pid = enginePid(data)
    await first.close()
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(await one(second)).toEqual([{ one: 1 }])
    expect(enginePid(data)).toBe(pid)
    await second.close()
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false)
  })

  test('also when its client was killed in the middle of a query', async () => {
    const data = makeFolder()
    const client = startClient(
      data,
      `console.log('started')
       await warehouse.client.query({ query: 'SELECT sum(sipHash64(number)) FROM numbers(1e12)' })`,
    )
    await says(client, 'started')
    const pid = enginePid(data)
    await new Promise((resolve) => setTimeout(resolve, 500))
    client.kill('SIGKILL')
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false)
  })

  test('and its client ends by itself after close()', async () => {
    const client = startClient(makeFolder(), `await warehouse.close()`)
    expect(await ended(client)).toBe(0)
  })
})

test('two processes that start at the same instant share one engine', async () => {
  const data = makeFolder()
  const code = `
    const [{ pid }] = await (await warehouse.client.query({ query: 'SELECT 1 AS pid', format: 'JSONEachRow' })).json()
    console.log('engine ' + readFileSync(process.argv[1] + '/engine.pid', 'utf8').trim())
    await new Promise((resolve) => setTimeout(resolve, 1000))
    await warehouse.close()`
  const clients = Array.from({ length: 3 }, () => startClient(data, code))
  const said = await Promise.all(clients.map((client) => says(client, 'engine')))
  expect(new Set(said).size).toBe(1)
  for (const client of clients) expect(await ended(client)).toBe(0)
})

test('while another process still has the data, and does not answer, it is waited for', async () => {
  const data = makeFolder()
  mkdirSync(data, { recursive: true })
  const script = `import chdb from 'chdb'
    new chdb.Session(process.argv[1] + '/warehouse')
    console.log('held')
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2500)`
  const argv = ['--input-type=module', '--eval', script, data]
  const holder = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  await says(holder, 'held')
  const warehouse = await open(data)
  expect(await one(warehouse)).toEqual([{ one: 1 }])
})

test('Ctrl-C in one client leaves the engine to the others', async () => {
  const data = makeFolder()
  const warehouse = await open(data)
  const pid = enginePid(data)
  const client = startClient(data, `console.log('started'); setInterval(() => {}, 1000)`)
  await says(client, 'started')
  process.kill(-(client.pid as number), 'SIGINT')
  await ended(client)
  expect(await one(warehouse)).toEqual([{ one: 1 }])
  expect(enginePid(data)).toBe(pid)
})

test('a data folder whose path is too long for a socket', async () => {
  const data = makeFolder(`long-${'x'.repeat(150)}`)
  const warehouse = await open(data)
  expect(await one(warehouse)).toEqual([{ one: 1 }])
  expect(existsSync(join(data, 'engine.sock'))).toBe(false)
})

test('an engine that cannot start says why', async () => {
  const data = makeFolder()
  mkdirSync(data, { recursive: true })
  writeFileSync(join(data, 'warehouse'), 'a file where a folder should be')
  await expect(openWarehouse({ database: 'life', data })).rejects.toThrow(
    /The embedded engine ended while starting.*engine\.log/s,
  )
})

test('with an address nothing is started', async () => {
  const data = makeFolder()
  await expect(
    openWarehouse({ url: 'http://127.0.0.1:9', database: 'life', data }),
  ).rejects.toBeInstanceOf(WarehouseDownError)
  expect(existsSync(data)).toBe(false)
})

test('with an address that server is used, over its own protocol', async () => {
  const engine = makeFolder()
  await open(engine)
  const proxy = createServer((from) => {
    const to = connect(join(engine, 'engine.sock'))
    from.pipe(to).pipe(from)
    for (const end of [from, to]) end.on('error', () => from.destroy() && to.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  opened.push(() => proxy.close())
  const { port } = proxy.address() as AddressInfo
  const data = makeFolder()
  const url = `http://127.0.0.1:${port}`
  const served = await openWarehouse({ url, user: 'u', password: 'p', database: 'served', data })
  expect(served.kind).toBe('server')
  expect(await select(served, 'SELECT count() AS n FROM complaints')).toEqual([{ n: 0 }])
  expect(existsSync(data)).toBe(false)
  await served.close()
})

test('a large answer is whole, and takes little memory', async () => {
  const data = makeFolder()
  const warehouse = await open(data)
  await one(warehouse)
  const before = residentBytes(enginePid(data))
  const { stream } = await warehouse.client.exec({
    query: "SELECT number, repeat('x', 500) FROM numbers(1000000) FORMAT TabSeparated",
    clickhouse_settings: { max_block_size: '4096', max_threads: 2 },
  })
  let bytes = 0
  let peak = 0
  let chunks = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    chunks += 1
    if (chunks % 50 === 1) peak = Math.max(peak, residentBytes(enginePid(data)))
  }
  expect(bytes).toBe(5_888_890 + 1_000_000 * 502)
  expect(peak - before).toBeLessThan(250e6)
})

/** Waits until a statement that contains the text runs. */
async function running(warehouse: Warehouse, text: string): Promise<void> {
  const sql = `SELECT 1 FROM system.processes
               WHERE position(query, {text:String}) > 0 AND query NOT LIKE '%system.processes%'`
  await expect.poll(() => select(warehouse, sql, { text }).then((rows) => rows.length)).not.toBe(0)
}

/** A process that opens the warehouse and then runs the code; in its own group, as a shell does. */
function startClient(data: string, code: string): ChildProcess {
  const from = new URL('../../../../sql/node/warehouse.ts', import.meta.url)
  const script = `import { readFileSync } from 'node:fs'
    import { openWarehouse } from ${JSON.stringify(from.href)}
    const warehouse = await openWarehouse({ database: 'life', data: process.argv[1] })
    ${code}`
  const argv = ['--import', 'tsx', '--input-type=module', '--eval', script, data]
  const client = spawn(process.execPath, argv, {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  opened.push(() => client.kill('SIGKILL'))
  return client
}

function says(client: ChildProcess, start: string): Promise<string> {
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

const ended = (client: ChildProcess) =>
  new Promise((resolve) => {
    if (client.exitCode !== null || client.signalCode !== null) resolve(client.exitCode)
    else client.once('exit', resolve)
  })

/** Resident memory of a process; 0 where the system does not tell. */
function residentBytes(pid: number): number {
  const status = `/proc/${pid}/status`
  if (!existsSync(status)) return 0
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) * 1024
}
