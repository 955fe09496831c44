import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatChange, formatMeasure, formatShort } from '../../dashboard/i18n/format-measure.ts'
import { readWeek } from '../../dashboard/views/week/state.ts'
import type { Answer, Row } from '../../sql/model/answer.ts'
import type { Question } from '../../sql/model/question.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { hasBrowser, openBrowser } from '../support/browser.ts'
import { loadHotline } from '../support/hotline-days.ts'
import { type BuiltPage, buildPage, findViolations, openPage } from '../support/page.ts'
import { serve, type TestServer } from '../support/server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testWarehouse } from '../support/warehouse.ts'

const DAYS = { last: '2026-03-18', until: '14:35:00', days: 430, perDay: 60 }
const NOW = new Date('2026-03-18T06:38:00Z')
/** The 30 days that the page shows first. */
const MONTH = { city: 'beijing', from: '2026-02-17', to: '2026-03-19' }

let built: BuiltPage
let browser: Browser
let warehouse: Warehouse
let server: TestServer

async function open(path = '/?lang=en', options: BrowserContextOptions = {}) {
  const opened = await openPage(browser, server.url + path, { now: NOW, ...options })
  await settle(opened.page)
  return opened
}

const MARKS = ['#trend .lines path', '#week .cells rect', '#matrix .matrix-cell', '#bars .bar-now']

/** Waits until every view is drawn and nothing is on its way. */
async function settle(page: Page): Promise<void> {
  for (const mark of MARKS) await page.waitForSelector(mark, { state: 'attached' })
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
}

async function ask(question: Partial<Question>): Promise<Answer> {
  const response = await fetch(`${server.url}/api/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...MONTH, measures: ['complaints'], ...question }),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}

const countOf = (row: Row | undefined): number => Number(row?.complaints ?? 0)
const tipOf = (page: Page) => page.locator('[role=tooltip]')
const addressOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)

/** The numbers of a panel's table, by the name of their row. */
async function readTable(page: Page, panel: string): Promise<Record<string, string[]>> {
  await page.locator(`#${panel}`).getByRole('button', { name: 'As table' }).click()
  const rows = await page
    .locator(`#${panel} .panel-table tbody tr`)
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')))
  return Object.fromEntries(rows.map(([name, ...numbers]) => [name ?? '', numbers]))
}

describe.skipIf(!hasBrowser)('the views (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    ;[browser, warehouse, built] = await Promise.all([
      openBrowser(),
      testWarehouse('views'),
      buildPage(),
    ])
    const loaded = await loadHotline(warehouse, await temporaryFolder('views'), DAYS)
    expect(loaded).toMatchObject({ state: 'loaded', rejected: 0, warnings: 0 })
    server = await serve(warehouse, { pageFolder: built.folder })
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await warehouse?.close()
    await built?.remove()
  })

  describe('the trend', () => {
    it('shows each day with last year behind it, and the running day by itself', async () => {
      const { page, complaints, outside, close } = await open()
      const { rows } = await ask({ grain: 'day', compare: 'lastYear' })
      const chart = page.locator('#trend svg[role=img]')
      const most = rows.reduce((best, row) => (countOf(row) > countOf(best) ? row : best))
      expect(await chart.getAttribute('aria-label')).toContain(
        `highest ${new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(String(most.period)))}: ${most.complaints}`,
      )
      expect(await chart.locator('.trend-line.running').count()).toBe(1)
      expect(await chart.locator('.trend-line.before').count()).toBe(1)
      expect(await chart.locator('.ends text.now').textContent()).toContain(
        String(rows.at(-1)?.complaints),
      )
      const table = await readTable(page, 'trend')
      expect(Object.values(table)).toEqual(
        rows.map((row) => {
          const [value, before] = [countOf(row), Number(row['complaints.compare'])]
          return [
            formatMeasure('complaints', value, 'en'),
            formatMeasure('complaints', before, 'en'),
            formatChange('complaints', value, before, 'en'),
          ]
        }),
      )
      expect(complaints).toEqual([])
      expect(outside).toEqual([])
      await close()
    })

    it('is read point by point, by pointer and by keyboard', async () => {
      const { page, close } = await open()
      const reader = page.locator('#trend').getByRole('slider')
      await reader.focus()
      await page.keyboard.press('Home')
      expect(await reader.getAttribute('aria-valuetext')).toMatch(/^Tue,? 17 Feb 2026: /)
      await page.keyboard.press('ArrowRight')
      const { rows } = await ask({ grain: 'day', from: '2026-02-18', to: '2026-02-19' })
      const value = formatMeasure('complaints', countOf(rows[0]), 'en')
      expect(await tipOf(page).locator('.tip-value').textContent()).toBe(value)
      expect(await tipOf(page).textContent()).toContain('18 Feb 2026')
      await reader.hover({ position: { x: 250, y: 60 } })
      expect(await tipOf(page).textContent()).toMatch(/ (Mar|Feb) 2026/)
      expect(await page.locator('#trend .cursor circle.now').count()).toBe(1)
      await close()
    })

    it('makes a day, or a stretch of days, the period of the page', async () => {
      const { page, close } = await open()
      await page.locator('#trend').getByRole('slider').focus()
      await page.keyboard.press('Home')
      await page.keyboard.press('Shift+ArrowRight')
      await page.keyboard.press('Shift+ArrowRight')
      expect(await page.locator('#trend .stretch rect').count()).toBe(1)
      await page.keyboard.press('Enter')
      expect(addressOf(page).period).toBe('2026-02-17..2026-02-20')
      await settle(page)
      await page.goBack()
      await settle(page)
      await page.locator('.trend-reader').click({ position: { x: 250, y: 60 } })
      expect(addressOf(page).period).toMatch(/^2026-0[23]-\d\d\.\.2026-0[23]-\d\d$/)
      await page.getByRole('heading', { name: 'Complaints by hour', exact: true }).waitFor()
      await close()
    })

    it('shows rates that have not settled lighter, and says so', async () => {
      const { page, close } = await open('/?lang=en&measure=satisfactionRate&period=90d')
      const { rows } = await ask({
        measures: ['satisfactionRate'],
        grain: 'week',
        from: '2025-12-15',
        to: '2026-03-23',
      })
      expect(rows.some((row) => row['satisfactionRate.mature'] === false)).toBe(true)
      expect(await page.locator('#trend .trend-line.unsettled').count()).toBeGreaterThan(0)
      expect(await page.textContent('#trend .chart-key')).toContain('Not yet settled')
      await close()
    })
  })

  describe('the week', () => {
    it('shows the mean of each hour of the week', async () => {
      const { page, close } = await open()
      const question = { ...MONTH, measures: ['complaints' as const], grain: 'hour' as const }
      const { cells } = readWeek(await ask(question), question)
      const table = await readTable(page, 'week')
      expect(Object.keys(table)).toHaveLength(24)
      const write = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
      expect(table['09:00']).toEqual(
        cells.filter(({ hour }) => hour === 9).map(({ value }) => write.format(value ?? -1)),
      )
      await close()
    })

    it('is walked with the arrow keys and tells of each hour', async () => {
      const { page, complaints, close } = await open()
      const cells = page.locator('#week [role=gridcell]')
      expect(await cells.count()).toBe(168)
      expect(await page.locator('#week [role=gridcell][tabindex="0"]').count()).toBe(1)
      await page.locator('#week [role=gridcell][tabindex="0"]').focus()
      for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
        await page.keyboard.press(key)
      }
      expect(await tipOf(page).locator('.tip-title').textContent()).toBe('Tue, 03:00–04:00')
      const { rows } = await ask({ grain: 'hour' })
      const nine = rows.filter(
        ({ period }) =>
          String(period).endsWith('T09:00') && new Date(`${period}Z`).getUTCDay() === 2,
      )
      await page.locator('#week [role=gridcell][aria-label^="Tue, 09:00"]').hover()
      expect(await tipOf(page).textContent()).toContain(
        `In all${nine.reduce((sum, row) => sum + countOf(row), 0)}`,
      )
      expect(complaints).toEqual([])
      await close()
    })

    it('shows complaints where a measure cannot be added up by hours, and says so', async () => {
      const { page, close } = await open('/?lang=en&measure=hoursToClose&period=12m')
      expect(await page.textContent('#week h2')).toBe('Complaints by hour and weekday')
      expect(await page.textContent('#week .panel-note')).toContain(
        'Hours to close cannot be added up by hours',
      )
      expect(await page.textContent('#week .panel-note')).toContain('the last 13 weeks')
      await close()
    })
  })

  describe('the matrix', () => {
    it('shows each category in each district, and totals that were asked for', async () => {
      const { page, close } = await open()
      const cells = await ask({ by: ['category1', 'district'] })
      const rows = await ask({ by: ['category1'], orderBy: '-complaints' })
      expect(await page.locator('#matrix tbody tr').count()).toBe(rows.rows.length)
      const told = await page
        .locator('#matrix .matrix-cell')
        .evaluateAll((all) => all.map((cell) => Number(cell.textContent)))
      const sum = told.reduce((total, value) => total + value, 0)
      expect(sum).toBe(cells.rows.reduce((total, row) => total + countOf(row), 0))
      const totals = await page.locator('#matrix td.matrix-total b').allTextContents()
      expect(totals).toEqual(rows.rows.map((row) => formatShort('complaints', countOf(row), 'en')))
      const table = await readTable(page, 'matrix')
      expect(Object.values(table).map(([total]) => total)).toEqual(
        rows.rows.map((row) => formatMeasure('complaints', countOf(row), 'en')),
      )
      await close()
    })

    it('shows changes and what is unusual', async () => {
      const { page, close } = await open()
      const { rows } = await ask({
        by: ['category1', 'district'],
        compare: 'previous',
        orderBy: '-complaints',
        limit: 1,
      })
      const change = countOf(rows[0]) / Number(rows[0]?.['complaints.compare']) - 1
      await page.locator('#matrix').getByRole('button', { name: 'Change' }).click()
      const written = new Intl.NumberFormat('en-GB', {
        style: 'percent',
        signDisplay: 'exceptZero',
      }).format(change)
      expect(await page.locator('#matrix .matrix-cell').first().textContent()).toBe(
        written.replace('-', '−'),
      )
      await page.locator('#matrix').getByRole('button', { name: 'Unusual' }).click()
      expect(await page.locator('#matrix .matrix-cell').first().textContent()).toMatch(/^×\d/)
      // Coming into view hides the first tip again, as any scrolling does.
      await page.locator('#matrix .matrix-cell').nth(0).hover()
      await page.locator('#matrix .matrix-cell').nth(1).hover()
      expect(await tipOf(page).textContent()).toContain('To be expected')
      await close()
    })

    it('filters by the row and the column of a cell, and goes one level down', async () => {
      const { page, complaints, close } = await open()
      const first = page.locator('#matrix .matrix-cell').first()
      await first.focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowRight')
      const value = await page.evaluate(() => document.activeElement?.textContent)
      expect(await tipOf(page).locator('.tip-value').textContent()).toBe(value)
      await page.keyboard.press('Enter')
      const { category1, district } = addressOf(page)
      await settle(page)
      await page.getByRole('heading', { name: 'Complaints: subcategory by subdistrict' }).waitFor()
      const where = [
        { dimension: 'category1' as const, in: [category1 ?? ''] },
        { dimension: 'district' as const, in: [district ?? ''] },
      ]
      const { rows } = await ask({ where })
      expect(String(countOf(rows[0]))).toBe(value)
      await page.goBack()
      await settle(page)
      await page.locator('#matrix tbody th button').first().click()
      expect(Object.keys(addressOf(page))).toContain('category1')
      expect(complaints).toEqual([])
      await close()
    })
  })

  describe('the bars', () => {
    it('rank the members with their changes, and last year', async () => {
      const { page, close } = await open()
      const picker = page.locator('#bars select')
      await picker.selectOption('district')
      await page.getByRole('heading', { name: 'Complaints by district' }).waitFor()
      await settle(page)
      const question = { by: ['district' as const], orderBy: '-complaints', limit: 12 }
      const { rows } = await ask({ ...question, compare: 'previous' })
      const before = await ask({ ...question, compare: 'lastYear' })
      const changes = await page.locator('#bars .bar-change span').allTextContents()
      expect(changes).toEqual(
        rows.map((row) =>
          formatChange('complaints', countOf(row), Number(row['complaints.compare']), 'en'),
        ),
      )
      const table = await readTable(page, 'bars')
      expect(Object.values(table).map((numbers) => [numbers[0], numbers.at(-1)])).toEqual(
        rows.map((row) => {
          const same = before.rows.find(({ district }) => district === row.district)
          return [
            formatMeasure('complaints', countOf(row), 'en'),
            formatMeasure('complaints', Number(same?.['complaints.compare']), 'en'),
          ]
        }),
      )
      await close()
    })

    it('filter by what is chosen, and by nothing when it is chosen again', async () => {
      const { page, close } = await open()
      await page.locator('#bars select').selectOption('district')
      await page.getByRole('heading', { name: 'Complaints by district' }).waitFor()
      await settle(page)
      await page.locator('#bars .bars button').first().click()
      await settle(page)
      expect(addressOf(page).district).toMatch(/^110/)
      const chosen = page.locator('#bars .bars button[aria-pressed=true]')
      await chosen.waitFor()
      await chosen.click()
      await settle(page)
      expect(addressOf(page).district).toBeUndefined()
      await close()
    })

    it('say of rates what they are out of', async () => {
      const { page, close } = await open('/?lang=en&measure=onTimeRate')
      const { rows } = await ask({
        measures: ['onTimeRate', 'complaints'],
        by: ['category2'],
        orderBy: '-complaints',
        limit: 12,
      })
      const shown = await page.locator('#bars .bar-value').allTextContents()
      expect(shown.toSorted()).toEqual(
        rows
          .map((row) => {
            const value = formatMeasure('onTimeRate', row.onTimeRate as number, 'en')
            return `${value} of ${formatMeasure('complaints', row['onTimeRate.n'] as number, 'en')}`
          })
          .sort(),
      )
      await close()
    })
  })

  it('follow the width of the window and the language', async () => {
    const { page, complaints, close } = await open()
    const widthOf = () => page.locator('#trend svg').evaluate((svg) => svg.clientWidth)
    const wide = await widthOf()
    await page.setViewportSize({ width: 390, height: 800 })
    await expect.poll(widthOf).toBeLessThan(wide)
    await expect.poll(widthOf).toBeLessThan(390)
    await page.evaluate(() => history.replaceState(null, '', '/?lang=zh'))
    await page.reload()
    await settle(page)
    expect(await page.textContent('#trend h2')).toBe('诉求量（按日）')
    expect(await page.textContent('#matrix h2')).toBe('诉求量：一级分类 × 区')
    expect(complaints).toEqual([])
    await close()
  })

  it.each([
    ['en', 'light', 1440, 'complaints', '30d'],
    ['zh', 'dark', 1440, 'onTimeRate', '90d'],
    ['zh', 'light', 390, 'complaints', 'today'],
    ['en', 'dark', 390, 'satisfactionRate', '12m'],
  ] as const)(
    'are accessible in %s, %s, %i px wide (%s, %s)',
    async (lang, theme, width, measure, period) => {
      const { page, complaints, close } = await open(
        `/?lang=${lang}&theme=${theme}&measure=${measure}&period=${period}`,
        { viewport: { width, height: 900 } },
      )
      expect(await findViolations(page)).toEqual([])
      const segments = page.locator('#matrix .segments button')
      await segments.nth(1).click()
      expect(await findViolations(page)).toEqual([])
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(width)
      expect(complaints).toEqual([])
      await close()
    },
  )
})
