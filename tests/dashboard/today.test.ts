import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatChange, formatMeasure } from '../../dashboard/i18n/format-measure.ts'
import type { Row } from '../../sql/model/answer.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import { hasBrowser } from '../support/browser.ts'
import { findViolations } from '../support/page.ts'
import { MONTH, NOW, SERVING_MS, type ServedHotline, serveHotline } from '../support/served-page.ts'
import { figureOf, HEADLINE, tileOf } from './reading.ts'

const DISPATCHED = [{ dimension: 'handling' as const, in: ['dispatched'] }]

let served: ServedHotline

describe.skipIf(!hasBrowser)('the city today (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    served = await serveHotline('today', { days: 430, perDay: 20 }, HEADLINE)
  }, SERVING_MS)

  afterAll(() => served?.close())

  it('shows the numbers that the API answers, with their changes', async () => {
    const { page, complaints, outside, close } = await served.open()
    const tiles = page.locator('.tile')
    const measures = await tiles.evaluateAll((all) =>
      all.map((each) => each.getAttribute('data-measure') as MeasureId),
    )
    expect(measures).toHaveLength(8)
    for (const measure of measures) {
      const question = {
        ...MONTH,
        measures: [measure],
        // Of all cases the median would be that of those answered on the phone.
        where: measure === 'hoursToClose' ? DISPATCHED : [],
      }
      const previous = await served.askRow({ ...question, compare: 'previous' })
      const lastYear = await served.askRow({ ...question, compare: 'lastYear' })
      const value = previous[measure] as number
      expect(await figureOf(page, measure), measure).toBe(formatMeasure(measure, value, 'en'))
      for (const [comparison, row] of Object.entries({ previous, lastYear })) {
        const other = row[`${measure}.compare`] as number
        const change = formatChange(measure, value, other, 'en')
        const shown = tileOf(page, measure).locator(`[data-comparison=${comparison}]`)
        if (change === '–') expect(await shown.textContent()).toContain(String(other))
        else expect(await shown.textContent(), measure).toContain(change)
      }
      const isOpen = previous[`${measure}.mature`] === false
      expect(await tileOf(page, measure).locator('.provisional').count()).toBe(isOpen ? 1 : 0)
    }
    const today = { ...MONTH, from: '2026-03-18', measures: ['complaints' as const] }
    const row = await served.askRow({ ...today, compare: 'previous' })
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
    const { page, close } = await served.visit('/data')
    await page.waitForSelector('h2')
    const asked: string[] = []
    const ended: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/api/ask')) asked.push(request.url())
    })
    page.on('requestfailed', (request) => ended.push(request.url()))
    await page.getByRole('link', { name: 'The city today' }).click()
    await served.settle(page)
    expect(asked.length).toBeGreaterThan(10)
    expect(new Set(asked).size).toBe(asked.length)

    await page.route('**/api/ask*', () => {
      // Nobody answers, so that the questions are still open when they are left.
    })
    await page.getByRole('button', { name: '12 months' }).click()
    await page.waitForFunction(() => document.querySelector('.tile[aria-busy=true]'))
    await page.getByRole('button', { name: '30 days' }).click()
    await served.settle(page)
    expect(ended.some((url) => url.includes('/api/ask'))).toBe(true)
    expect(new Set(asked).size).toBe(asked.length)
    await close()
  })

  it('tells of a number its denominator, comparisons, cut-off and when it will be final', async () => {
    const { page, close } = await served.open()
    const answer = await served.ask({
      ...MONTH,
      measures: ['satisfactionRate'],
      compare: 'previous',
    })
    const row = answer.rows[0] as Row
    await tileOf(page, 'satisfactionRate').focus()
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
    expect(await tileOf(page, 'satisfactionRate').getAttribute('aria-describedby')).toBe('tip')
    await page.keyboard.press('Escape')
    expect(await tip.isVisible()).toBe(false)
    await close()
  })

  it('shows the hours to close of dispatched cases, there and in the views', async () => {
    const { page, close } = await served.open()
    const hours = tileOf(page, 'hoursToClose')
    expect(await hours.locator('.tile-name').textContent()).toContain('dispatched cases')
    const shown = await figureOf(page, 'hoursToClose')
    await hours.click()
    await served.settle(page)
    expect(new URL(page.url()).searchParams.get('handling')).toBe('dispatched')
    expect(await figureOf(page, 'hoursToClose')).toBe(shown)
    await close()
  })

  it('makes the measure of a tile the measure of the page', async () => {
    const { page, close } = await served.open()
    expect(await tileOf(page, 'complaints').getAttribute('aria-pressed')).toBe('true')
    await tileOf(page, 'onTimeRate').click()
    expect(await tileOf(page, 'onTimeRate').getAttribute('aria-pressed')).toBe('true')
    expect(await tileOf(page, 'complaints').getAttribute('aria-pressed')).toBe('false')
    expect(new URL(page.url()).searchParams.get('measure')).toBe('onTimeRate')
    await page.getByRole('heading', { name: /^On-time rate by day/ }).waitFor()
    await page.goBack()
    expect(await tileOf(page, 'complaints').getAttribute('aria-pressed')).toBe('true')
    await close()
  })

  it.each([
    ['en', 'light', 1440],
    ['en', 'dark', 1440],
    ['zh', 'light', 1024],
    ['zh', 'dark', 390],
    ['en', 'light', 390],
  ] as const)('is accessible and fits in %s, %s, %i px wide', async (lang, theme, width) => {
    const { page, complaints, outside, close } = await served.open(
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
    const context = await served.browser.newContext({ locale: 'en-GB' })
    const page = await context.newPage()
    await page.clock.install({ time: NOW })
    await page.goto(served.url)
    await served.settle(page)
    await page.evaluate(() => document.querySelector('h1')?.setAttribute('data-kept', 'yes'))
    await served.tellUntil('20:00:00')
    await page.clock.fastForward(10_000)
    await page.getByText('until 20:00').first().waitFor()
    await served.settle(page)
    const row = await served.askRow({ ...MONTH, measures: ['complaints'] })
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
    await served.settle(page)
    expect(await page.locator('.panel-failed').count()).toBe(0)
    await context.close()
  })

  it('needs less than 200 kB of script, gzipped, in all', async () => {
    const assets = join(served.built, 'assets')
    const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'))
    const sizes = await Promise.all(
      scripts.map(async (name) => gzipSync(await readFile(join(assets, name))).length),
    )
    expect(sizes.length).toBeGreaterThan(0)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000)
  })
})
