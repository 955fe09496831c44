import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeServer, listen } from '../../../server/http/listen.ts'
import { servePage } from '../../../server/http/page.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

describe('the page', () => {
  let server: ReturnType<typeof createServer>
  let url: string

  beforeAll(async () => {
    const folder = await temporaryFolder('page')
    await mkdir(join(folder, 'assets'))
    await writeFile(join(folder, 'index.html'), '<title>Weisu</title>')
    await writeFile(join(folder, 'assets', 'main-1234.js'), '1')
    server = createServer(express().use(servePage(folder)))
    url = await listen(server, '127.0.0.1', 0)
  })

  afterAll(() => closeServer(server))

  it.each([
    '/',
    '/?lang=zh&district=110105',
    '/briefings',
    '/ahead',
    '/ahead/district/110105',
    '/briefings/beijing-daily-1',
    '/data',
  ])('is served at %s, and asked for again each time', async (path) => {
    const response = await fetch(url + path)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(await response.text()).toBe('<title>Weisu</title>')
  })

  it('has parts whose names tell their content, kept for ever', async () => {
    const response = await fetch(`${url}/assets/main-1234.js`)
    expect(response.headers.get('cache-control')).toContain('immutable')
  })

  it.each(['/nowhere', '/briefings/a/b', '/assets/other.js', '/index.htm'])(
    'is not served at %s',
    async (path) => {
      expect((await fetch(url + path)).status).toBe(404)
    },
  )
})
