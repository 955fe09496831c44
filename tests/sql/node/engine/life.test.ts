import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { type OutgoingHttpHeaders, request } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WarehouseDownError } from '../../../../sql/model/errors.ts'
import { command, select } from '../../../../sql/node/run.ts'
import { openWarehouse } from '../../../../sql/node/warehouse.ts'
import {
  askOne,
  ended,
  enginePid,
  isRunning,
  makeFolder,
  openOwn,
  residentBytes,
  says,
  startClient,
} from '../../../support/own-engine.ts'

describe('the engine ends', () => {
  test('soon after its last client has closed, and not before', async () => {
    const data = makeFolder()
    const first = await openWarehouse({ database: 'life', data })
    const second = await openWarehouse({ database: 'life', data })
    const pid = enginePid(data)
    await first.close()
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(await askOne(second)).toEqual([{ one: 1 }])
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
  const warehouse = await openOwn(data)
  expect(await askOne(warehouse)).toEqual([{ one: 1 }])
})

test('Ctrl-C in one client leaves the engine to the others', async () => {
  const data = makeFolder()
  const warehouse = await openOwn(data)
  const pid = enginePid(data)
  const client = startClient(data, `console.log('started'); setInterval(() => {}, 1000)`)
  await says(client, 'started')
  process.kill(-(client.pid as number), 'SIGINT')
  await ended(client)
  expect(await askOne(warehouse)).toEqual([{ one: 1 }])
  expect(enginePid(data)).toBe(pid)
})

test('a data folder whose path is too long for a socket', async () => {
  const data = makeFolder(`long-${'x'.repeat(150)}`)
  const warehouse = await openOwn(data)
  expect(await askOne(warehouse)).toEqual([{ one: 1 }])
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
  await openOwn(engine)
  const proxy = createServer((from) => {
    const to = connect(join(engine, 'engine.sock'))
    from.pipe(to).pipe(from)
    for (const end of [from, to]) end.on('error', () => from.destroy() && to.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    proxy.close()
  })
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
  const warehouse = await openOwn(data)
  await askOne(warehouse)
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

describe('what cannot be taken in is refused in words', () => {
  const insert = async (data: string, headers: OutgoingHttpHeaders, body: string) => {
    const query = encodeURIComponent('INSERT INTO life.t FORMAT CSV')
    const options = { socketPath: join(data, 'engine.sock'), path: `/?query=${query}`, headers }
    return new Promise<string>((resolve, reject) => {
      const sending = request({ ...options, method: 'POST', agent: false }, (response) =>
        resolve(text(response)),
      )
      sending.on('error', reject).end(body)
    })
  }

  test('where the spool is gone, a body cut short, or in an unknown packing', async () => {
    const data = makeFolder()
    const warehouse = await openOwn(data)
    await command(warehouse, 'CREATE TABLE t (a UInt64) ENGINE = MergeTree ORDER BY a')
    const gzip = { 'content-encoding': 'gzip' }
    const cut = gzipSync('1\n'.repeat(1000)).subarray(0, 20).toString('latin1')
    expect(await insert(data, gzip, cut)).toMatch(/unexpected end of file|incorrect/)
    expect(await insert(data, { 'content-encoding': 'br' }, 'x')).toMatch(/br is not supported/)
    rmSync(join(data, 'spool'), { recursive: true })
    // Also where nobody waits for the file that cannot be opened.
    expect(await insert(data, { 'content-encoding': 'br' }, 'x')).toMatch(/br is not supported/)
    expect(await insert(data, {}, '1\n'.repeat(1_000_000))).toMatch(/ENOENT/)
    await expect(askOne(warehouse)).rejects.toThrow(/spool/)
    mkdirSync(join(data, 'spool'))
    expect(await insert(data, {}, '1\n'.repeat(1_000_000))).toBe('')
    expect(await select(warehouse, 'SELECT count() AS n FROM t')).toEqual([{ n: 1_000_000 }])
  })
})
