import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeInsight } from '../../sql/node/insights.ts'
import { hasBrowser } from '../support/browser.ts'
import { findViolations } from '../support/page.ts'
import { SERVING_MS, type ServedHotline, serveHotline } from '../support/served-page.ts'
import { makeTold } from './views/spot-map/make-told.ts'

let served: ServedHotline

const marks = (page: Page) => page.locator('#spot-map svg [tabindex]')
const readTip = async (page: Page) => (await page.locator('[role=tooltip]').textContent()) ?? ''

async function visit(path = '/ahead?lang=en', options: BrowserContextOptions = {}) {
  const opened = await served.open(path, options)
  await marks(opened.page).first().waitFor()
  return opened
}

describe.skipIf(!hasBrowser)('the map of hot spots (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    served = await serveHotline('spot-map', { days: 7, perDay: 40 }, ['#hotspots'])
    await writeInsight(served.warehouse, 'hotspots', makeTold(), new Date())
  }, SERVING_MS)

  afterAll(() => served?.close())

  it('shows what the list says of a category, and hexagons of a broad one', async () => {
    const { page, complaints, outside, close } = await visit()
    expect(await page.locator('#spot-map option').allTextContents()).toEqual([
      'Prepaid consumption (3)',
      'Market management (2)',
      'All complaints (1)',
    ])
    const said = () => marks(page).evaluateAll((all) => all.map((one) => one.ariaLabel))
    expect(await said()).toEqual([
      expect.stringMatching(/^Prepaid consumption, Jianwai.*; Chaowai.*: 1,208 complaints since/),
      expect.stringMatching(/^Jianwai Subdistrict, Chaoyang · New: 5 complaints in the last week/),
      expect.stringMatching(/^Chaowai Subdistrict, Chaoyang · Intensifying: /),
    ])
    const [cluster] = await page.locator('.cluster-sentence').allTextContents()
    expect((await said())[0]).toBe(cluster)
    expect(await page.locator('#spot-map .fills path').count()).toBe(2)
    await page.getByLabel('Category').selectOption('Market management (2)')
    expect(await said()).toEqual([
      expect.stringMatching(
        /^Hexagon of 2 km in .*: 12 complaints in the last four weeks, 4 expected; with the six beside it 40, 10 expected$/,
      ),
      expect.stringMatching(/^Hexagon of 2 km in /),
    ])
    await page
      .getByRole('button', { name: /On the map.*Prepaid consumption/ })
      .first()
      .click()
    expect(await page.getByLabel('Category').inputValue()).toBe('0201')
    // Nobody has made forecasts: the browser complains of the answer that says so.
    expect(complaints.filter((one) => !one.includes('404'))).toEqual([])
    expect(outside).toEqual([])
    await close()
  })

  it('is read by keyboard, and leads to the complaints', async () => {
    const { page, close } = await visit()
    await page.getByLabel('Category').focus()
    await page.keyboard.press('Tab')
    expect(await readTip(page)).toMatch(/^Cluster · Jianwai.*1,208 complaints.*Expected42/)
    await page.keyboard.press('ArrowDown')
    expect(await readTip(page)).toMatch(/^Jianwai Subdistrict, Chaoyang · New5 complaints/)
    expect(await findViolations(page)).toEqual([])
    await page.keyboard.press('End')
    expect(await readTip(page)).toMatch(/Intensifying/)
    expect(await page.locator('#spot-map svg [tabindex="0"]').count()).toBe(1)
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    const asked = new URL(page.url())
    expect(asked.pathname).toBe('/')
    expect(asked.searchParams.get('period')).toBe('2023-09-25..2024-09-23')
    await close()
  })

  it('is read by pointer, in its detail too', async () => {
    const { page, close } = await visit()
    await page.locator('#spot-map .detail-signs path').last().hover()
    expect(await readTip(page)).toMatch(/^Chaowai/)
    expect(await page.locator('#spot-map .detail-signs [aria-describedby=tip]').count()).toBe(1)
    expect(await page.locator('#spot-map :is(.lit, .detail-lit) path').count()).toBe(2)
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
    for (const category of ['0201', '02']) {
      await page.locator('#spot-map select').selectOption(category)
      expect(await findViolations(page)).toEqual([])
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(width)
    await close()
  })
})
