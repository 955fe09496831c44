import { createServer } from 'node:http'
import { hostname } from 'node:os'
import { expect, it } from 'vitest'
import { namesOf } from '../../../server/http/hosts.ts'
import { closeServer, listen, PortError } from '../../../server/http/listen.ts'

it('knows the names of the loopback and of its own host', () => {
  expect(namesOf('127.0.0.1')).toEqual(expect.arrayContaining(['localhost', '127.0.0.1', '[::1]']))
  expect(namesOf('Hotline.Example')).toContain('hotline.example')
  expect(namesOf('fd00::1')).toContain('[fd00::1]')
})

it('answers to the names of the machine only where it listens on all its addresses', () => {
  expect(namesOf('0.0.0.0')).toContain(hostname().toLowerCase())
  expect(namesOf('0.0.0.0')).not.toContain('0.0.0.0')
  expect(namesOf('127.0.0.1')).toHaveLength(4)
})

it('says which address to open, and why it cannot listen', async () => {
  const server = createServer()
  const url = await listen(server, '127.0.0.1', 0)
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const port = Number(new URL(url).port)
  const other = listen(createServer(), '127.0.0.1', port)
  await expect(other).rejects.toThrow(`Port ${port} is in use`)
  await expect(listen(createServer(), '203.0.113.1', 0)).rejects.toThrow(PortError)
  await closeServer(server)
})
