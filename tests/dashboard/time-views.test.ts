import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatChange, formatMeasure } from '../../dashboard/i18n/format-measure.ts'
import { readWeek } from '../../dashboard/views/week/state.ts'
import { hasBrowser } from '../support/browser.ts'
import { MONTH, SERVING_MS, type ServedHotline, serveHotline } from '../support/served-page.ts'
import { addressOf, countOf, DRAWN, readTable, tipOf } from './reading.ts'

let served: ServedHotline

describe.skipIf(!hasBrowser)('the views of time (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    served = await serveHotline('time', { days: 430, perDay: 60 }, DRAWN)
  }, SERVING_MS)

  afterAll(() => served?.close())

  describe('the trend', () => {
    it('shows each day with last year behind it, and the running day by itself', async () => {
      const { page, complaints, outside, close } = await served.open()
      const { rows } = await served.ask({ grain: 'day', compare: 'lastYear' })
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
      const { page, close } = await served.open()
      const reader = page.locator('#trend').getByRole('slider')
      await reader.focus()
      await page.keyboard.press('Home')
      expect(await reader.getAttribute('aria-valuetext')).toMatch(/^Tue,? 17 Feb 2026: /)
      await page.keyboard.press('ArrowRight')
      const { rows } = await served.ask({ grain: 'day', from: '2026-02-18', to: '2026-02-19' })
      const value = formatMeasure('complaints', countOf(rows[0]), 'en')
      expect(await tipOf(page).locator('.tip-value').textContent()).toBe(value)
      expect(await tipOf(page).textContent()).toContain('18 Feb 2026')
      await reader.hover({ position: { x: 250, y: 60 } })
      expect(await tipOf(page).textContent()).toMatch(/ (Mar|Feb) 2026/)
      expect(await page.locator('#trend .cursor circle.now').count()).toBe(1)
      await close()
    })

    it('makes a day, or a stretch of days, the period of the page', async () => {
      const { page, close } = await served.open()
      await page.locator('#trend').getByRole('slider').focus()
      await page.keyboard.press('Home')
      await page.keyboard.press('Shift+ArrowRight')
      await page.keyboard.press('Shift+ArrowRight')
      expect(await page.locator('#trend .stretch rect').count()).toBe(1)
      await page.keyboard.press('Enter')
      expect(addressOf(page).period).toBe('2026-02-17..2026-02-20')
      await served.settle(page)
      await page.goBack()
      await served.settle(page)
      await page.locator('.trend-reader').click({ position: { x: 250, y: 60 } })
      expect(addressOf(page).period).toMatch(/^2026-0[23]-\d\d\.\.2026-0[23]-\d\d$/)
      await page.getByRole('heading', { name: 'Complaints by hour', exact: true }).waitFor()
      await close()
    })

    it('shows rates that have not settled lighter, and says so', async () => {
      const { page, close } = await served.open('/?lang=en&measure=satisfactionRate&period=90d')
      const { rows } = await served.ask({
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
      const { page, close } = await served.open()
      const question = { ...MONTH, measures: ['complaints' as const], grain: 'hour' as const }
      const { cells } = readWeek(await served.ask(question), question)
      const table = await readTable(page, 'week')
      expect(Object.keys(table)).toHaveLength(24)
      const write = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
      expect(table['09:00']).toEqual(
        cells.filter(({ hour }) => hour === 9).map(({ value }) => write.format(value ?? -1)),
      )
      await close()
    })

    it('is walked with the arrow keys and tells of each hour', async () => {
      const { page, complaints, close } = await served.open()
      const cells = page.locator('#week [role=gridcell]')
      expect(await cells.count()).toBe(168)
      expect(await page.locator('#week [role=gridcell][tabindex="0"]').count()).toBe(1)
      await page.locator('#week [role=gridcell][tabindex="0"]').focus()
      for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
        await page.keyboard.press(key)
      }
      expect(await tipOf(page).locator('.tip-title').textContent()).toBe('Tue, 03:00–04:00')
      const { rows } = await served.ask({ grain: 'hour' })
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
      const { page, close } = await served.open('/?lang=en&measure=hoursToClose&period=12m')
      expect(await page.textContent('#week h2')).toBe('Complaints by hour and weekday')
      expect(await page.textContent('#week .panel-note')).toContain(
        'Hours to close cannot be added up by hours',
      )
      expect(await page.textContent('#week .panel-note')).toContain('the last 13 weeks')
      await close()
    })
  })
})
