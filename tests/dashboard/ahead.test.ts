import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CityPack } from '../../etl/cities/pack.ts'
import { lookAhead } from '../../etl/detect/detect.ts'
import { BROOK, type Brook, openBrook } from '../server/briefing/brook.ts'
import { makeDays } from '../server/briefing/brook-days.ts'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { type BuiltPage, buildPage, findViolations, openPage } from '../support/page.ts'
import { SERVING_MS } from '../support/served-page.ts'
import { serve, type TestServer } from '../support/server.ts'

const AS_OF = '2026-03-04'
const NOW = new Date('2026-03-03T17:00:00Z')
const RISING = ['23', '24', '25', '26', '27', '28'].map((day) => `2026-02-${day}`)

/** Three subdistricts have a centre: a scan knows where they are, and neighbours go by the district. */
const PLACED: CityPack = {
  ...BROOK,
  city: {
    ...BROOK.city,
    areas: BROOK.city.areas.map((area, i) =>
      ['d3n', 'd3s', 'd4n'].includes(area.code) ? { ...area, lon: 116 + i / 20, lat: 40 } : area,
    ),
  },
}

let brook: Brook
let browser: Browser
let built: BuiltPage
let server: TestServer

async function visit(path = '/ahead?lang=en', options: BrowserContextOptions = {}) {
  const opened = await openPage(browser, server.url + path, { now: NOW, ...options })
  await settle(opened.page)
  return opened
}

async function settle(page: Page): Promise<void> {
  await page.waitForSelector('#hotspots')
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
}

async function readTip(page: Page): Promise<string> {
  const tip = page.locator('[role=tooltip]')
  await tip.waitFor()
  return (await tip.textContent()) ?? ''
}

describe.skipIf(!hasBrowser)('what lies ahead (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    ;[brook, browser, built] = await Promise.all([
      openBrook('ahead', PLACED),
      openBrowser(),
      buildPage(),
    ])
    const through = `${AS_OF} 00:30:00`
    const planted = RISING.map((day) => ({ day, category: 'c23', subdistrict: 'd3n', more: 9 }))
    const days = { from: '2025-01-01', to: AS_OF, through, perDay: 40 }
    await brook.load(makeDays(days, planted), through)
    server = await serve(brook.warehouse, { pageFolder: built.folder })
  }, SERVING_MS)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await brook?.close()
    await built?.remove()
  })

  it('says quietly that nobody has looked yet', async () => {
    const { page, close } = await visit()
    expect(await page.locator('.ahead-note').allTextContents()).toEqual([
      'Nobody has made a forecast of these data yet. Forecasts are made every night.',
      'Nobody has looked for hot spots in these data yet. They are looked for every night.',
    ])
    expect(await page.locator('[role=alert]').count()).toBe(0)
    await close()
  })

  it('shows what is there once somebody has', async () => {
    await lookAhead(brook.warehouse, 'brook', AS_OF)
    const { page, complaints, outside, close } = await visit()
    const days = page.locator('#forecast-days')
    expect(await days.locator('svg').getAttribute('aria-label')).toMatch(
      /^The next 14 days, Brook: all complaints: 14 points from Wed, 4 Mar 2026 to Tue, 17 Mar 2026/,
    )
    expect(await days.locator('.fan-band, .fan-line').count()).toBe(4)
    expect(await days.locator('.outlook-facts').textContent()).toMatch(
      /The model: .*MASE 0\.\d\d for the model, .*At 44 earlier days/,
    )
    expect(await page.locator('#forecast-months .outlook-none').textContent()).toBe(
      'Its past is too short to test a forecast on.',
    )
    expect(await page.locator('.hotspots .ahead-note').textContent()).toContain(
      'The areas of a district count as neighbours of each other.',
    )
    expect(await page.locator('.cluster-sentence').allTextContents()).toEqual([
      expect.stringMatching(/^Road z, .*North C, District C.*: \d+ complaints since 2 Feb 2026/),
      expect.stringMatching(/^Roads, /),
    ])
    expect(await page.locator('.spot').allTextContents()).toEqual([
      expect.stringMatching(/^New.*North C, District C · Road z56 complaints in the last week/),
      expect.stringMatching(/^New.*North C, District C · Roads68 complaints in the last week/),
    ])
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await close()
  }, 120_000)

  it('is read by keyboard, as a table, and of another part of the city', async () => {
    const { page, close } = await visit()
    const days = page.locator('#forecast-days')
    await days.getByRole('slider').press('End')
    expect(await readTip(page)).toMatch(/^Tue, 17 Mar 2026.*80% interval.* to .*Baseline/)
    await days.getByRole('button', { name: 'As table' }).press('Enter')
    const rows = days.locator('.panel-table tbody tr')
    expect(await rows.count()).toBe(14)
    expect(await rows.first().locator('td').count()).toBe(4)
    expect(await findViolations(page)).toEqual([])
    const city = await rows.allTextContents()
    await page.getByLabel('Forecast of').selectOption('District C')
    expect(new URL(page.url()).pathname).toBe('/ahead/district/d3')
    expect(await days.locator('caption').textContent()).toBe('The next 14 days: District C')
    expect(await rows.allTextContents()).not.toEqual(city)
    await page.reload()
    await settle(page)
    expect(await page.getByLabel('Forecast of').inputValue()).toBe('/district/d3')
    await page.goBack()
    await settle(page)
    expect(await page.getByLabel('Forecast of').inputValue()).toBe('')
    await close()
  })

  it('leads from a cluster to its complaints', async () => {
    const { page, close } = await visit()
    await page.locator('.cluster a').first().click()
    const asked = Object.fromEntries(new URL(page.url()).searchParams)
    expect(asked).toMatchObject({ category2: 'c23', period: '2026-02-02..2026-03-02' })
    await close()
  })

  it.each([
    ['zh', 'dark', 390],
    ['zh', 'light', 1280],
    ['en', 'light', 390],
    ['en', 'dark', 1280],
  ] as const)('is accessible and fits in %s, %s, %i px wide', async (lang, theme, width) => {
    const { page, close } = await visit(`/ahead?lang=${lang}&theme=${theme}`, {
      viewport: { width, height: 900 },
    })
    expect(await page.title()).toContain(lang === 'zh' ? '前瞻' : 'Ahead')
    expect(await findViolations(page)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(width)
    await close()
  })

  it('says that it could not be read, and reads it again', async () => {
    const { page, close } = await openPage(browser, `${server.url}/data?lang=en`, { now: NOW })
    await page.route('**/api/hotspots**', (route) => route.abort())
    await page.getByRole('link', { name: 'Ahead' }).click()
    await page.getByText('The hot spots could not be read.').waitFor()
    await page.unroute('**/api/hotspots**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.spot').first().waitFor()
    expect(await page.locator('[role=alert]').count()).toBe(0)
    await close()
  })
})
