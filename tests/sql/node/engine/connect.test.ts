import { mkdtemp, rm } from 'node:fs/promises'
import { type Agent, createServer, request } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { holdEngine } from '../../../../sql/node/engine/connect.ts'
import { preparePlace } from '../../../../sql/node/engine/place.ts'

const ask = (agent: Agent, path: string) =>
  new Promise<number>((resolve, reject) => {
    const asked = request({ agent, host: 'engine', path }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    })
    asked.once('error', reject)
    asked.end()
  })

it('whoever asks again after the engine died does not do so on another of its connections', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weisu-connect-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  // An engine's connections end one after the other: this one's when they are used again.
  const dying = new Set<Socket>()
  const open = new Set<Socket>()
  const held: (() => void)[] = []
  const server = createServer((asked, response) => {
    if (asked.url === '/lease') response.writeHead(200).flushHeaders()
    else if (dying.has(asked.socket)) asked.socket.destroy()
    else if (asked.url === '/slow') held.push(() => response.end())
    else response.end()
  })
  server.keepAliveTimeout = 0
  server.on('connection', (socket) => open.add(socket))
  await new Promise<void>((resolve) => server.listen(preparePlace(folder).socket, resolve))
  onTestFinished(() => server.closeAllConnections())
  onTestFinished(() => void server.close())

  const hold = await holdEngine(folder)
  onTestFinished(() => hold.release())
  const slow = Array.from({ length: 3 }, () => ask(hold.agent, '/slow'))
  while (held.length < slow.length) await new Promise((resolve) => setTimeout(resolve, 5))
  for (const end of held) end()
  await Promise.all(slow)
  for (const socket of open) dying.add(socket)
  await expect(ask(hold.agent, '/')).rejects.toThrow()
  expect(await ask(hold.agent, '/')).toBe(200)
})
