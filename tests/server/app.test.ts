import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemSchema } from '../../server/contract/problem.ts'
import {
  QuestionError,
  TooMuchError,
  VersionGoneError,
  WarehouseBusyError,
  WarehouseDownError,
} from '../../sql/model/errors.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { type Reply, send } from '../support/send.ts'
import { serve, type TestServer } from '../support/server.ts'
import { testWarehouse } from '../support/warehouse.ts'

let warehouse: Warehouse
let server: TestServer
beforeAll(async () => {
  warehouse = await testWarehouse('app')
  server = await serve(warehouse)
})
afterAll(async () => {
  await server.close()
  await warehouse.close()
})

function problemOf(reply: Reply) {
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
  const problem = problemSchema.parse(reply.json())
  expect(problem.status).toBe(reply.status)
  expect(problem.requestId).toBe(reply.headers['x-request-id'])
  return problem
}

const QUESTION = { city: 'harbour', measures: ['complaints'], from: '2011-07-01', to: '2011-08-01' }

describe('requests from elsewhere', () => {
  const port = () => new URL(server.url).port

  it.each([
    ['a foreign name', { Host: 'evil.example' }],
    ['a foreign name that ends like ours', { Host: 'evil-localhost' }],
    ['another port', { Host: 'localhost:1' }],
    ['a foreign origin', { Origin: 'https://evil.example' }],
    ['a hidden origin', { Origin: 'null' }],
    ['another port of this machine', { Origin: 'http://localhost:1' }],
    ['a page of another site', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
  ])('%s is refused', async (_what, headers) => {
    for (const path of ['/api/health', '/']) {
      const reply = await send(server.url + path, { headers })
      expect(reply.status).toBe(403)
      problemOf(reply)
    }
  })

  it('refuses a form that another site sends by navigating', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }
    const reply = await send(`${server.url}/api/ask`, { headers, body: QUESTION })
    expect(reply.status).toBe(403)
  })

  it('serves every own name, and a link from elsewhere', async () => {
    for (const name of ['localhost', 'LOCALHOST', '127.0.0.1', '[::1]']) {
      const host = `${name}:${port()}`
      const headers = { Host: host, Origin: `http://${host}`, 'Sec-Fetch-Site': 'same-origin' }
      expect((await send(`${server.url}/api/health`, { headers })).status).toBe(200)
    }
    const link = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }
    expect((await send(`${server.url}/api/openapi.json`, { headers: link })).status).toBe(200)
  })
})

describe('refusals', () => {
  it('says 404 for an unknown path', async () => {
    for (const path of ['/api/nothing', '/nothing', '/api']) {
      const reply = await send(server.url + path)
      expect(reply.status).toBe(404)
      expect(problemOf(reply).detail).toContain(path)
    }
  })

  it.each([
    ['DELETE', '/api/ask', 'GET, HEAD, POST'],
    ['GET', '/api/complaints', 'POST'],
    ['PUT', '/api/catalog', 'GET, HEAD'],
    ['POST', '/api/health', 'GET, HEAD'],
    ['OPTIONS', '/api/loads', 'GET, HEAD'],
    ['PATCH', '/api/openapi.json', 'GET, HEAD'],
  ])('says 405 to %s %s', async (method, path, allow) => {
    const headers = { 'Content-Type': 'application/json' }
    const reply = await send(server.url + path, { method, headers })
    expect(reply.status).toBe(405)
    expect(reply.headers.allow).toBe(allow)
    expect(problemOf(reply).allowed).toEqual(allow.split(', '))
  })

  it('says 400 to malformed JSON', async () => {
    const reply = await send(`${server.url}/api/ask`, { body: '{"city":' })
    expect(reply.status).toBe(400)
    expect(problemOf(reply).title).toBe('Malformed JSON')
  })

  it('says 413 to a body beyond 64 kB', async () => {
    const reply = await send(`${server.url}/api/ask`, { body: `"${'x'.repeat(65 * 1024)}"` })
    expect(reply.status).toBe(413)
    problemOf(reply)
  })

  it('says 415 to a body that is no JSON', async () => {
    const headers = { 'Content-Type': 'text/plain' }
    const reply = await send(`${server.url}/api/ask`, { headers, body: '{}' })
    expect(reply.status).toBe(415)
    problemOf(reply)
    const latin = { 'Content-Type': 'application/json; charset=latin1' }
    expect((await send(`${server.url}/api/ask`, { headers: latin, body: '{}' })).status).toBe(415)
  })

  it.each([
    [new QuestionError('Not so.', ['so']), 400, 'Not so.'],
    [new TooMuchError('Ask for less.'), 422, 'Ask for less.'],
    [new VersionGoneError('Version 1 is gone.'), 410, 'Version 1 is gone.'],
    [new WarehouseDownError('socket /secret'), 503, 'The warehouse does not answer just now'],
    [new WarehouseBusyError('secret'), 503, 'Others ask so much just now'],
    [new Error('password=secret in /secret'), 500, 'our mistake'],
  ])('maps %s to %i', async (error, status, words) => {
    const failing = await serve(warehouse, { ask: () => Promise.reject(error) })
    const reply = await send(`${failing.url}/api/ask`, { body: QUESTION })
    await failing.close()
    expect(reply.status).toBe(status)
    const problem = problemOf(reply)
    expect(problem.detail).toContain(words)
    expect(reply.text).not.toContain('secret')
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(problem.allowed).toEqual(status === 400 ? ['so'] : undefined)
    const busy = error instanceof WarehouseBusyError
    expect(reply.headers['retry-after']).toBe(status === 503 ? (busy ? '2' : '3') : undefined)
    const logged = failing.logged.filter((line) => line.includes('"err"'))
    expect(logged.length > 0).toBe(status >= 500 && !busy)
    if (status === 500) expect(logged.join()).toContain(problem.requestId)
  })

  it('turns away what comes beyond the crowd, and serves again when it has gone', async () => {
    let open = () => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    const crowded = await serve(warehouse, {
      crowd: 2,
      readHealth: async () => {
        await opened
        return { status: 'ok', engine: 'embedded', cities: [] }
      },
    })
    const inside = [send(`${crowded.url}/api/health`), send(`${crowded.url}/api/health`)]
    let refused = await send(`${crowded.url}/api/openapi.json`)
    while (refused.status === 200) {
      await sleep(5)
      refused = await send(`${crowded.url}/api/openapi.json`)
    }
    expect(refused.status).toBe(503)
    expect(refused.headers['retry-after']).toBe('1')
    problemOf(refused)
    open()
    expect((await Promise.all(inside)).map(({ status }) => status)).toEqual([200, 200])
    expect((await send(`${crowded.url}/api/openapi.json`)).status).toBe(200)
    await crowded.close()
  })
})

it('sends the headers that keep a browser safe', async () => {
  const { headers } = await send(`${server.url}/api/health`)
  expect(headers['x-powered-by']).toBeUndefined()
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['strict-transport-security']).toBeUndefined()
  expect(headers['access-control-allow-origin']).toBeUndefined()
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(policy).not.toMatch(/https?:/)
})

it('compresses long answers', async () => {
  const headers = { 'Accept-Encoding': 'gzip' }
  const reply = await send(`${server.url}/api/openapi.json`, { headers })
  expect(reply.headers['content-encoding']).toBe('gzip')
})

it('logs neither queries nor bodies nor headers', async () => {
  const headers = { Authorization: 'Bearer secret', Cookie: 'secret=1' }
  await send(`${server.url}/api/ask?question=secret`, { headers })
  await send(`${server.url}/api/ask`, { headers, body: { city: 'secret' } })
  const logged = server.logged.join('\n')
  expect(logged).toContain('"path":"/api/ask"')
  expect(logged).not.toContain('secret')
})
