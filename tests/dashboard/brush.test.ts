import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatMeasure } from '../../dashboard/i18n/format-measure.ts'
import type { MeasureId } from '../../sql/model/measures.ts'
import { hasBrowser } from '../support/browser.ts'
import { findViolations } from '../support/page.ts'
import { SERVING_MS, type ServedHotline, serveHotline } from '../support/served-page.ts'
import { addressOf, countOf, DRAWN, figureOf, tileOf } from './reading.ts'

const FIRST_DAYS = { from: '2026-02-17', to: '2026-02-21' }

let served: ServedHotline

const reader = (page: Page) => page.locator('#trend').getByRole('slider')

/** Chooses the first four days of the trend by keyboard. */
async function brush(page: Page): Promise<void> {
  await reader(page).focus()
  await page.keyboard.press('Home')
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight')
}

const figureOn = async (page: Page, measure: MeasureId, days: { from: string; to: string }) => {
  const row = await served.askRow({ ...days, measures: [measure] })
  const value = formatMeasure(measure, row[measure] as number, 'en')
  await expect.poll(() => figureOf(page, measure), { timeout: 20_000 }).toBe(value)
}

describe.skipIf(!hasBrowser)('choosing days in the trend (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    served = await serveHotline('brush', { days: 430, perDay: 60 }, DRAWN)
  }, SERVING_MS)

  afterAll(() => served?.close())

  it('redraws the other views without asking, and makes the days the period', async () => {
    const { page, complaints, outside, close } = await served.open()
    const before = await figureOf(page, 'complaints')
    await brush(page)
    await figureOn(page, 'complaints', FIRST_DAYS)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.keyboard.press('Shift+ArrowRight')
    const days = { from: '2026-02-17', to: '2026-02-22' }
    for (const measure of ['complaints', 'responseRate', 'overdueComplaints'] as const) {
      await figureOn(page, measure, days)
    }
    expect(await figureOf(page, 'hoursToClose')).toBe('–')
    const rows = async (question: object) => (await served.ask({ ...days, ...question })).rows
    const ranked = { orderBy: '-complaints', limit: 12 }
    expect(await page.locator('#bars .bar-value').allTextContents()).toEqual(
      (await rows({ by: ['category2'], ...ranked })).map((row) => String(countOf(row))),
    )
    const cells = await page.locator('#matrix .matrix-cell').allTextContents()
    const total = (await rows({ measures: ['complaints'] })).reduce((n, row) => n + countOf(row), 0)
    expect(cells.reduce((sum, cell) => sum + Number(cell), 0)).toBe(total)
    expect(await page.textContent('.filter-days')).toContain('17–21 Feb')
    expect(await reader(page).getAttribute('aria-valuetext')).toContain('chosen: 17–21 Feb')
    expect(asked.filter((url) => url.includes('/api/ask'))).toEqual([])
    expect(addressOf(page).period).toBeUndefined()

    await page.keyboard.press('Escape')
    await expect.poll(() => figureOf(page, 'complaints')).toBe(before)
    await brush(page)
    await page.keyboard.press('Enter')
    expect(addressOf(page).period).toBe('2026-02-17..2026-02-21')
    await served.settle(page)
    await figureOn(page, 'complaints', FIRST_DAYS)
    expect(await tileOf(page, 'complaints').locator('.change-on').count()).toBe(2)
    await page.goBack()
    await served.settle(page)
    await expect.poll(() => figureOf(page, 'complaints')).toBe(before)
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await close()
  })

  it('follows the pointer as it drags', async () => {
    const { page, close } = await served.open()
    await brush(page)
    await figureOn(page, 'complaints', FIRST_DAYS)
    await page.keyboard.press('Escape')
    const box = await reader(page).boundingBox()
    if (!box) throw new Error('there is no chart')
    const y = box.y + 60
    await page.mouse.move(box.x + 200, y)
    await page.mouse.down()
    const seen = new Set<string | undefined>()
    for (let x = 210; x <= 400; x += 10) {
      await page.mouse.move(box.x + x, y)
      await page.waitForTimeout(150)
      seen.add(await figureOf(page, 'complaints'))
    }
    expect(seen.size).toBeGreaterThan(4)
    const last = await figureOf(page, 'complaints')
    expect(addressOf(page).period).toBeUndefined()
    await page.mouse.up()
    expect(addressOf(page).period).toMatch(/^2026-02-\d\d\.\.2026-03-\d\d$/)
    expect(await figureOf(page, 'complaints')).toBe(last)
    await close()
  })

  it('shows what it can of a chosen district at once, and all of it in the end', async () => {
    const { page, close } = await served.open()
    await brush(page)
    await figureOn(page, 'complaints', FIRST_DAYS)
    await page.keyboard.press('Escape')
    await page.locator('#bars select').selectOption('district')
    await served.settle(page)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/api/ask*', async (route) => {
      await held
      await route.continue()
    })
    const first = page.locator('#bars .bars button').first()
    await first.click()
    const { district } = addressOf(page)
    const where = [{ dimension: 'district' as const, in: [district ?? ''] }]
    const row = await served.askRow({ where })
    await expect.poll(() => figureOf(page, 'complaints')).toBe(String(row.complaints))
    release()
    await served.settle(page)
    expect(await tileOf(page, 'complaints').locator('.change-on').count()).toBe(2)
    await close()
  })

  it.each(['light', 'dark'] as const)('is readable by all while it goes on (%s)', async (theme) => {
    const { page, close } = await served.open(`/?lang=zh&theme=${theme}`)
    await brush(page)
    await figureOn(page, 'complaints', FIRST_DAYS)
    expect(await findViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await close()
  })
})
