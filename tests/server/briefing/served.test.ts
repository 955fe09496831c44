import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { briefDay } from '../../../etl/briefing.ts'
import { briefingSchema, briefingsSchema } from '../../../server/contract/briefings.ts'
import { hasBrowser, openBrowser } from '../../support/browser.ts'
import { send } from '../../support/send.ts'
import { serve, type TestServer } from '../../support/server.ts'
import { type Brook, openBrook } from './brook.ts'
import { makeDays } from './brook-days.ts'

const DAY = '2026-03-12'
const ID = `brook-daily-${DAY}`
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

let brook: Brook
let server: TestServer
let browser: Browser | undefined

beforeAll(async () => {
  brook = await openBrook('briefing_served')
  const through = '2026-03-13 07:00:00'
  const days = makeDays({ from: '2025-12-01', to: '2026-03-13', through, perDay: 150 }, [
    { day: DAY, category: 'c12', more: 60 },
    { day: DAY, subdistrict: 'd3s', more: 50 },
  ])
  await brook.load(days, through)
  for (const day of ['2026-03-11', DAY]) {
    await briefDay(brook.warehouse, 'brook', day, new Date('2026-03-13T00:00:00Z'))
  }
  server = await serve(brook.warehouse)
  if (hasBrowser) browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await brook?.close()
})

const get = (path: string, headers: Record<string, string> = {}) =>
  send(`${server.url}${path}`, { headers })

describe('the API of briefings', () => {
  it('lists them, the newest first, as the contract says', async () => {
    const { status, text } = await get('/api/briefings?city=brook&limit=5')
    expect(status).toBe(200)
    const { briefings } = briefingsSchema.parse(JSON.parse(text))
    expect(briefings.map(({ id }) => id)).toEqual([ID, 'brook-daily-2026-03-11'])
    expect((await get('/api/briefings?city=elsewhere')).json()).toEqual({ briefings: [] })
    expect((await get('/api/briefings?limit=0')).status).toBe(400)
  })

  it('gives one whole, as the contract says', async () => {
    const { status, headers, text } = await get(`/api/briefings/${ID}`)
    expect(status).toBe(200)
    expect(headers['content-type']).toContain('application/json')
    const briefing = briefingSchema.parse(JSON.parse(text))
    expect(briefing.questions.length).toBeGreaterThan(15)
    expect(briefing.sections.flatMap(({ charts }) => charts).length).toBeGreaterThan(3)
  })

  it('gives it as a page, for those who ask so or prefer it', async () => {
    for (const [path, headers] of [
      [`/api/briefings/${ID}?format=html&lang=en`, {}],
      [`/api/briefings/${ID}?lang=en`, { Accept: 'text/html' }],
    ] as const) {
      const page = await get(path, headers)
      expect(page.headers['content-type']).toContain('text/html')
      expect(page.headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; /,
      )
      expect(page.text).toContain('<html lang="en">')
      expect(page.text).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/)
    }
    const chinese = await get(`/api/briefings/${ID}?format=html`)
    expect(chinese.text).toContain('<html lang="zh-CN">')
    expect(chinese.text).toContain('溪城每日诉求情况通报')
  })

  it('says what there is where there is no such briefing', async () => {
    const { status, headers, json } = await get('/api/briefings/brook-daily-1999-01-01')
    expect(status).toBe(404)
    expect(headers['content-type']).toContain('application/problem+json')
    expect(json()).toMatchObject({
      title: 'Not found',
      allowed: [ID, 'brook-daily-2026-03-11'],
    })
  })
})

describe.skipIf(!hasBrowser)('a briefing in a browser', () => {
  const open = async (path: string, scheme: 'light' | 'dark' = 'light') => {
    const context = await (browser as Browser).newContext({
      viewport: { width: 1200, height: 900 },
      colorScheme: scheme,
    })
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
    await page.goto(`${server.url}${path}`)
    return { page, said }
  }
  type Opened = Awaited<ReturnType<typeof open>>['page']
  const violations = async (page: Opened) => {
    await page.evaluate(await readFile(AXE, 'utf8'))
    const found = (await page.evaluate('axe.run()')) as { violations: { id: string }[] }
    return found.violations.map(({ id }) => id)
  }

  it.each(['zh', 'en'])(
    'is a page that everybody can read and print: %s',
    async (lang) => {
      const { page, said } = await open(`/api/briefings/${ID}?format=html&lang=${lang}`)
      expect(await page.locator('h1').count()).toBe(1)
      expect(await page.locator('figure svg').count()).toBeGreaterThan(3)
      // The style sheet holds: its hash is the one that the policy allows.
      const red = await page.locator('h1').evaluate((h1) => getComputedStyle(h1).color)
      expect(red).toBe('rgb(165, 49, 29)')
      // Written as the browser writes it, no text of a chart reaches over its edge.
      expect(
        await page.locator('figure svg').evaluateAll((charts) =>
          charts.flatMap((chart) => {
            const { left, right, top, bottom } = chart.getBoundingClientRect()
            return [...chart.querySelectorAll('text')]
              .map((text) => ({ said: text.textContent, box: text.getBoundingClientRect() }))
              .filter(({ said }) => said !== '')
              .filter(
                ({ box }) =>
                  box.left < left || box.right > right || box.top < top || box.bottom > bottom,
              )
              .map(({ said }) => said)
          }),
        ),
      ).toEqual([])
      for (const link of await page.locator('.ref a').all()) {
        const target = await link.getAttribute('href')
        expect(await page.locator(target ?? 'none').count()).toBe(1)
      }
      expect(await violations(page)).toEqual([])
      expect(said).toEqual([])
      expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(20_000)
      await page.context().close()
    },
    60_000,
  )

  it.each(['light', 'dark'] as const)(
    'is read on the page, where each number tells its source: %s',
    async (scheme) => {
      const { page, said } = await open('/briefings?city=brook&lang=en', scheme)
      await page.locator('.briefing h1').waitFor()
      expect(await page.locator('.briefings-list a').count()).toBe(2)
      expect(await violations(page)).toEqual([])
      const number = page.locator('.briefing-lead .told').first()
      await number.focus()
      const tip = page.getByRole('tooltip')
      expect(await tip.textContent()).toMatch(
        /Question 1[\s\S]*Complaints, by day[\s\S]*Data version/,
      )
      await page.locator('.briefings-list a').nth(1).click()
      await page.getByText('Wednesday, 11 March 2026').nth(1).waitFor()
      expect(page.url()).toContain('/briefings/brook-daily-2026-03-11')
      await page.goBack()
      await page.getByText('Thursday, 12 March 2026').nth(1).waitFor()
      expect(said).toEqual([])
      await page.context().close()
    },
    60_000,
  )
})
