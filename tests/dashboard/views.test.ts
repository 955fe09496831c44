import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatChange, formatMeasure, formatShort } from '../../dashboard/i18n/format-measure.ts'
import { hasBrowser } from '../support/browser.ts'
import { findViolations } from '../support/page.ts'
import { SERVING_MS, type ServedHotline, serveHotline } from '../support/served-page.ts'
import { addressOf, countOf, DRAWN, readTable, tipOf } from './reading.ts'

let served: ServedHotline

describe.skipIf(!hasBrowser)('the views (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    served = await serveHotline('views', { days: 430, perDay: 60 }, DRAWN)
  }, SERVING_MS)

  afterAll(() => served?.close())

  describe('the matrix', () => {
    it('shows each category in each district, and totals that were asked for', async () => {
      const { page, close } = await served.open()
      const cells = await served.ask({ by: ['category1', 'district'] })
      const rows = await served.ask({ by: ['category1'], orderBy: '-complaints' })
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
      const { page, close } = await served.open()
      const { rows } = await served.ask({
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
      const { page, complaints, close } = await served.open()
      const first = page.locator('#matrix .matrix-cell').first()
      await first.focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowRight')
      const value = await page.evaluate(() => document.activeElement?.textContent)
      expect(await tipOf(page).locator('.tip-value').textContent()).toBe(value)
      await page.keyboard.press('Enter')
      const { category1, district } = addressOf(page)
      await served.settle(page)
      await page.getByRole('heading', { name: 'Complaints: subcategory by subdistrict' }).waitFor()
      const where = [
        { dimension: 'category1' as const, in: [category1 ?? ''] },
        { dimension: 'district' as const, in: [district ?? ''] },
      ]
      const { rows } = await served.ask({ where })
      expect(String(countOf(rows[0]))).toBe(value)
      await page.goBack()
      await served.settle(page)
      await page.locator('#matrix tbody th button').first().click()
      expect(Object.keys(addressOf(page))).toContain('category1')
      expect(complaints).toEqual([])
      await close()
    })
  })

  describe('the bars', () => {
    it('rank the members with their changes, and last year', async () => {
      const { page, close } = await served.open()
      const picker = page.locator('#bars select')
      await picker.selectOption('district')
      await page.locator('#bars').getByRole('heading', { name: 'Complaints by district' }).waitFor()
      await served.settle(page)
      const question = { by: ['district' as const], orderBy: '-complaints', limit: 12 }
      const { rows } = await served.ask({ ...question, compare: 'previous' })
      const before = await served.ask({ ...question, compare: 'lastYear' })
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
      const { page, close } = await served.open()
      await page.locator('#bars select').selectOption('district')
      await page.locator('#bars').getByRole('heading', { name: 'Complaints by district' }).waitFor()
      await served.settle(page)
      await page.locator('#bars .bars button').first().click()
      await served.settle(page)
      expect(addressOf(page).district).toMatch(/^110/)
      const chosen = page.locator('#bars .bars button[aria-pressed=true]')
      await chosen.waitFor()
      await chosen.click()
      await served.settle(page)
      expect(addressOf(page).district).toBeUndefined()
      await close()
    })

    it('say of rates what they are out of', async () => {
      const { page, close } = await served.open('/?lang=en&measure=onTimeRate')
      const { rows } = await served.ask({
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
    const { page, complaints, close } = await served.open()
    const widthOf = () => page.locator('#trend svg').evaluate((svg) => svg.clientWidth)
    const wide = await widthOf()
    await page.setViewportSize({ width: 390, height: 800 })
    await expect.poll(widthOf).toBeLessThan(wide)
    await expect.poll(widthOf).toBeLessThan(390)
    await page.evaluate(() => history.replaceState(null, '', '/?lang=zh'))
    await page.reload()
    await served.settle(page)
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
      const { page, complaints, close } = await served.open(
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
