import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatChange, formatMeasure } from '../../dashboard/i18n/format-measure.ts'
import type { Answer, Row } from '../../sql/model/answer.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import type { Question } from '../../sql/model/question.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { loadHotline } from '../support/hotline-days.ts'
import {
  type BuiltPage,
  buildPage,
  findViolations,
  type OpenedPage,
  openPage,
} from '../support/page.ts'
import { serve, type TestServer } from '../support/server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testWarehouse } from '../support/warehouse.ts'

const DAYS = { last: '2026-03-18', until: '14:35:00', days: 430, perDay: 20 }
const NOW = new Date('2026-03-18T06:38:00Z')
/** The 30 days that the page shows first. */
const MONTH = { city: 'beijing', from: '2026-02-17', to: '2026-03-19' }

let built: BuiltPage
let browser: Browser
let warehouse: Warehouse
let server: TestServer
let folder: string

async function open(path = '/', options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const opened = await openPage(browser, server.url + path, { now: NOW, ...options })
  await settle(opened.page)
  return opened
}

/** Waits until everything that the page asked for is answered and shown. */
async function settle(page: Page): Promise<void> {
  await page.waitForSelector('.tile[data-measure=repeatRate] .change-on')
  await page.waitForSelector('.views .panel')
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true], [data-waiting=true]'))
}

async function ask(question: Question): Promise<Answer> {
  const response = await fetch(`${server.url}/api/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(question),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}

const onlyRow = async (question: Question): Promise<Row> => (await ask(question)).rows[0] as Row
const tile = (page: Page, measure: MeasureId) => page.locator(`.tile[data-measure=${measure}]`)
const figureOf = async (page: Page, measure: MeasureId) =>
  (await tile(page, measure).locator('.tile-value').textContent())?.trim()

describe.skipIf(!hasBrowser)('the city today (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    folder = await temporaryFolder('today')
    ;[browser, warehouse, built] = await Promise.all([
      openBrowser(),
      testWarehouse('today'),
      buildPage(),
    ])
    const loaded = await loadHotline(warehouse, folder, DAYS)
    expect(loaded).toMatchObject({ state: 'loaded', rejected: 0, warnings: 0 })
    server = await serve(warehouse, { pageFolder: built.folder })
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await warehouse?.close()
    await built?.remove()
  })

  it('shows the numbers that the API answers, with their changes', async () => {
    const { page, complaints, outside, close } = await open()
    const tiles = page.locator('.tile')
    const measures = await tiles.evaluateAll((all) =>
      all.map((each) => each.getAttribute('data-measure') as MeasureId),
    )
    expect(measures).toHaveLength(8)
    for (const measure of measures) {
      const question = { ...MONTH, measures: [measure] }
      const previous = await onlyRow({ ...question, compare: 'previous' })
      const lastYear = await onlyRow({ ...question, compare: 'lastYear' })
      const value = previous[measure] as number
      expect(await figureOf(page, measure), measure).toBe(formatMeasure(measure, value, 'en'))
      for (const [comparison, row] of Object.entries({ previous, lastYear })) {
        const other = row[`${measure}.compare`] as number
        const change = formatChange(measure, value, other, 'en')
        const shown = tile(page, measure).locator(`[data-comparison=${comparison}]`)
        if (change === '–') expect(await shown.textContent()).toContain(String(other))
        else expect(await shown.textContent(), measure).toContain(change)
      }
      const isOpen = previous[`${measure}.mature`] === false
      expect(await tile(page, measure).locator('.provisional').count()).toBe(isOpen ? 1 : 0)
    }
    const today = { ...MONTH, from: '2026-03-18', measures: ['complaints' as const] }
    const row = await onlyRow({ ...today, compare: 'previous' })
    const sentence = await page.textContent('.so-far')
    expect(sentence).toContain(`${row.complaints} complaints so far today, until 14:35`)
    const change = formatChange(
      'complaints',
      row.complaints as number,
      row['complaints.compare'] as number,
      'en',
    )
    expect(sentence).toContain(`${change} on the day before`)
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await close()
  })

  it('asks each question once, and ends those that nobody waits for any more', async () => {
    const { page, close } = await openPage(browser, `${server.url}/data`, { now: NOW })
    await page.waitForSelector('h2')
    const asked: string[] = []
    const ended: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/api/ask')) asked.push(request.url())
    })
    page.on('requestfailed', (request) => ended.push(request.url()))
    await page.getByRole('link', { name: 'The city today' }).click()
    await settle(page)
    expect(asked.length).toBeGreaterThan(10)
    expect(new Set(asked).size).toBe(asked.length)

    await page.route('**/api/ask*', () => {
      // Nobody answers, so that the questions are still open when they are left.
    })
    await page.getByRole('button', { name: '12 months' }).click()
    await page.waitForFunction(() => document.querySelector('.tile[aria-busy=true]'))
    await page.getByRole('button', { name: '30 days' }).click()
    await settle(page)
    expect(ended.some((url) => url.includes('/api/ask'))).toBe(true)
    expect(new Set(asked).size).toBe(asked.length)
    await close()
  })

  it('tells of a number its denominator, comparisons, cut-off and when it will be final', async () => {
    const { page, close } = await open()
    const answer = await ask({ ...MONTH, measures: ['satisfactionRate'], compare: 'previous' })
    const row = answer.rows[0] as Row
    await tile(page, 'satisfactionRate').focus()
    const tip = page.locator('[role=tooltip]')
    const told = Object.fromEntries(
      await tip
        .locator('dl > div')
        .evaluateAll((rows) => rows.map((each) => [...each.children].map((c) => c.textContent))),
    )
    expect(told).toMatchObject({
      Period: expect.stringContaining('17 Feb'),
      'Out of': String(row['satisfactionRate.n']),
      'Period before': expect.stringContaining(`(of ${row['satisfactionRate.compare.n']})`),
      'Last year': expect.stringMatching(/%.+of/),
      'Compared up to': '16 Feb 2026, 14:35',
      'Data until': '18 Mar 2026, 14:35',
      'Data version': String(answer.version),
    })
    expect(await tip.textContent()).toContain('Final from 2 Apr 2026')
    expect(await tile(page, 'satisfactionRate').getAttribute('aria-describedby')).toBe('tip')
    await page.keyboard.press('Escape')
    expect(await tip.isVisible()).toBe(false)
    await close()
  })

  it('makes the measure of a tile the measure of the page', async () => {
    const { page, close } = await open()
    expect(await tile(page, 'complaints').getAttribute('aria-pressed')).toBe('true')
    await tile(page, 'onTimeRate').click()
    expect(await tile(page, 'onTimeRate').getAttribute('aria-pressed')).toBe('true')
    expect(await tile(page, 'complaints').getAttribute('aria-pressed')).toBe('false')
    expect(new URL(page.url()).searchParams.get('measure')).toBe('onTimeRate')
    await page.getByRole('heading', { name: /^On-time rate by day/ }).waitFor()
    await page.goBack()
    expect(await tile(page, 'complaints').getAttribute('aria-pressed')).toBe('true')
    await close()
  })

  it('filters by what is found in a list, and goes back and forward through what was shown', async () => {
    const { page, complaints, close } = await open()
    const all = await figureOf(page, 'complaints')
    await page.getByRole('button', { name: 'Area' }).click()
    await page.getByRole('combobox', { name: 'Search: Area' }).fill('chaoyang')
    await page
      .getByRole('option', { name: /^Chaoyang/ })
      .first()
      .click()
    await settle(page)
    const where = [{ dimension: 'district' as const, in: ['110105'] }]
    const row = await onlyRow({ ...MONTH, measures: ['complaints'], where })
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    expect(new URL(page.url()).searchParams.get('district')).toBe('110105')

    await page.getByRole('button', { name: '7 days' }).click()
    await settle(page)
    const week = await onlyRow({ ...MONTH, from: '2026-03-12', measures: ['complaints'], where })
    expect(await figureOf(page, 'complaints')).toBe(String(week.complaints))

    await page.goBack()
    await settle(page)
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    await page.goBack()
    await settle(page)
    expect(await figureOf(page, 'complaints')).toBe(all)
    expect(await page.locator('.chip').count()).toBe(0)
    await page.goForward()
    await settle(page)
    await page.getByRole('button', { name: 'Remove the filter District: Chaoyang' }).click()
    await settle(page)
    expect(await figureOf(page, 'complaints')).toBe(all)
    expect(complaints).toEqual([])
    await close()
  })

  it('shows the days that one chooses, and what an address says', async () => {
    const { page, close } = await open()
    await page.getByRole('button', { name: 'Custom' }).click()
    await page.getByLabel('From', { exact: true }).fill('2026-01-01')
    await page.getByLabel(/^Until/).fill('2026-01-31')
    await page.getByRole('button', { name: 'Show these days' }).click()
    await settle(page)
    expect(new URL(page.url()).searchParams.get('period')).toBe('2026-01-01..2026-02-01')
    const january = { ...MONTH, from: '2026-01-01', to: '2026-02-01' }
    const row = await onlyRow({ ...january, measures: ['complaints'] })
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    await page.reload()
    await settle(page)
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    await close()
  })

  it('leaves aside what an address says that cannot be', async () => {
    const damaged = '/?lang=xx&period=2026-02-31..x&measure=constructor&district=&a=%E0%A4&theme=3'
    const { page, complaints, close } = await open(damaged)
    const row = await onlyRow({ ...MONTH, measures: ['complaints'] })
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    expect(complaints).toEqual([])
    await close()
  })

  it('says what is wrong with a filter that the city does not know, and asks again when told to', async () => {
    const { page, close } = await openPage(browser, `${server.url}/?district=nowhere`, { now: NOW })
    await page.getByRole('button', { name: 'Try again' }).first().waitFor()
    expect(await page.locator('.panel-failed').first().textContent()).toContain('nowhere')
    await page.getByRole('button', { name: 'Reset all' }).click()
    await settle(page)
    expect(await page.locator('.panel-failed').count()).toBe(0)
    await close()
  })

  it('speaks Chinese and changes its look, keeps both in its links, and leaves no step behind', async () => {
    const { page, close } = await open('/?period=7d')
    const steps = await page.evaluate(() => history.length)
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('button', { name: '深色' }).click()
    expect(await page.textContent('h1')).toBe('城市今日')
    expect(await page.textContent('.so-far')).toMatch(
      /^今日截至14:35，共受理诉求 \d+ 件，较前一日同时段/,
    )
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN')
    expect(await page.title()).toContain('未诉')
    const paper = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    expect(await paper()).toBe('rgb(20, 22, 26)')
    expect(await page.evaluate(() => history.length)).toBe(steps)
    await page.getByRole('link', { name: '数据', exact: true }).click()
    await page.getByRole('heading', { name: '最近导入的文件' }).waitFor()
    expect(new URL(page.url()).search).toBe('?lang=zh&theme=dark')
    expect(await paper()).toBe('rgb(20, 22, 26)')
    await page.goBack()
    await settle(page)
    expect(new URL(page.url()).searchParams.get('period')).toBe('7d')
    await close()
  })

  it('can be used by keyboard alone', async () => {
    const { page, close } = await open()
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    const reach = async (name: string) => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab')
        if ((await focused()).startsWith(name)) return
      }
      throw new Error(`No key leads to ${name}`)
    }
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    await reach('7 days')
    await page.keyboard.press('Enter')
    await reach('Category')
    await page.keyboard.press('Enter')
    await page.keyboard.type('heating service')
    await page.keyboard.press('Enter')
    const search = page.getByRole('combobox', { name: 'Search: Category' })
    const active = await search.getAttribute('aria-activedescendant')
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Escape')
    expect(await search.count()).toBe(0)
    expect(await focused()).toMatch(/^Category/)
    await reach('On-time rate')
    const outline = await page.evaluate(
      () => document.activeElement && getComputedStyle(document.activeElement).outlineStyle,
    )
    expect(outline).toBe('solid')
    await page.keyboard.press('Enter')
    await settle(page)
    const { searchParams } = new URL(page.url())
    expect(Object.fromEntries(searchParams)).toMatchObject({ period: '7d', measure: 'onTimeRate' })
    const category2 = searchParams.get('category2') ?? ''
    const row = await onlyRow({
      ...MONTH,
      from: '2026-03-12',
      measures: ['complaints'],
      where: [{ dimension: 'category2', in: [category2] }],
    })
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    await close()
  })

  it.each([
    ['en', 'light', 1440],
    ['en', 'dark', 1440],
    ['zh', 'light', 1024],
    ['zh', 'dark', 390],
    ['en', 'light', 390],
  ] as const)('is accessible and fits in %s, %s, %i px wide', async (lang, theme, width) => {
    const { page, complaints, outside, close } = await open(
      `/?lang=${lang}&theme=${theme}&district=110105&measure=satisfactionRate`,
      { viewport: { width, height: 900 } },
    )
    expect(await findViolations(page)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(width)
    const filters = page.locator('.filter-toggle')
    if (await filters.isVisible()) await filters.click()
    await page.locator('.pick').first().click()
    await page.waitForSelector('[role=option]')
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await close()
  })

  it('moves on when data arrive, and says so', async () => {
    const context = await browser.newContext({ locale: 'en-GB' })
    const page = await context.newPage()
    await page.clock.install({ time: NOW })
    await page.goto(server.url)
    await settle(page)
    await page.evaluate(() => document.querySelector('h1')?.setAttribute('data-kept', 'yes'))
    await loadHotline(warehouse, folder, { ...DAYS, until: '20:00:00' })
    await page.clock.fastForward(10_000)
    await page.getByText('until 20:00').first().waitFor()
    await settle(page)
    const row = await onlyRow({ ...MONTH, measures: ['complaints'] })
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    expect(await page.locator('.today > [role=status]').textContent()).toContain('20:00')
    expect(await page.getAttribute('h1', 'data-kept')).toBe('yes')

    await page.route('**/api/**', (route) => route.abort())
    await page.clock.fastForward(10_000)
    await page.getByText('The server does not answer').waitFor()
    await page.getByRole('button', { name: '90 days' }).click()
    await page.locator('.panel-failed').first().waitFor()
    await page.unroute('**/api/**')
    await page.clock.fastForward(10_000)
    await settle(page)
    expect(await page.locator('.panel-failed').count()).toBe(0)
    await context.close()
  })

  it('needs less than 200 kB of script, gzipped, in all', async () => {
    const assets = join(built.folder, 'assets')
    const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'))
    const sizes = await Promise.all(
      scripts.map(async (name) => gzipSync(await readFile(join(assets, name))).length),
    )
    expect(sizes.length).toBeGreaterThan(0)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000)
  })
})
