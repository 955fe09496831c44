import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/browser.ts'
import { beginBatch, loadMonth, publishCity } from '../support/city.ts'
import { findViolations, type OpenedPage } from '../support/page.ts'
import { SERVING_MS, type ServedPage, servePage } from '../support/served-page.ts'

const ERROR = 'file-2.csv has an unclosed quote in line 7: correct the file and load it again.'
const month = { slice: 20110700, through: '2012-01-01 04:55:00' }
const complaint = (id: string) => ({ id, received_at: '2011-07-04 12:00:00' })

let served: ServedPage

async function open(path = '/data', options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const opened = await served.open(path, options)
  await opened.page.waitForSelector('h2')
  return opened
}

describe.skipIf(!hasBrowser)('the page of the data (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    served = await servePage('page')
  }, SERVING_MS)

  afterAll(() => served?.close())

  it('says how to load data while there are none', async () => {
    const { page, complaints } = await open()
    expect(await page.textContent('h2')).toBe('Nothing is loaded yet')
    expect(await page.textContent('.command')).toContain('npm run etl -- load --city')
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  describe('with two cities', () => {
    beforeAll(async () => {
      const city = await publishCity(served.warehouse)
      await publishCity(served.warehouse, { id: 'north', names: { en: 'North', zh: '北城' } })
      const told = Array.from({ length: 1234 }, (_, i) => complaint(`c${i}`))
      await loadMonth(served.warehouse, city, { ...month, batch: 1, told })
      await beginBatch(served.warehouse, { number: 2, city: city.id })
      await beginBatch(served.warehouse, {
        number: 2,
        city: city.id,
        state: 'failed',
        error: ERROR,
      })
    })

    it('shows each city, its freshness and the last loads', async () => {
      const { page, complaints, outside } = await open()
      const harbour = page.locator('article', { hasText: 'Harbour' })
      expect(await harbour.locator('.figure').textContent()).toBe('1,234 complaints')
      expect(await harbour.locator('.through').textContent()).toBe(
        'Data through 31 Dec 2011, 23:55, Harbour time',
      )
      expect(await harbour.locator('dd').first().textContent()).toBe('1')
      expect(await page.locator('article', { hasText: 'North' }).textContent()).toContain(
        'npm run etl -- load --city north --source line',
      )
      const rows = page.locator('.loads tbody tr')
      await rows.nth(1).waitFor()
      expect(await rows.count()).toBe(2)
      expect(await rows.first().textContent()).toContain(ERROR)
      expect(await rows.last().locator('td').allTextContents()).toEqual([
        expect.stringContaining('Loaded'),
        ...['1,237', '1,234', '1', '1', '1', '2', '1.3'],
        expect.stringContaining('2 Jan 2012, 07:00'),
      ])
      expect(await rows.last().locator('th').textContent()).toMatch(/1\s?–\s?31 Jul 2011/)
      expect(complaints).toEqual([])
      expect(outside).toEqual([])
      await page.context().close()
    })

    it.each([
      ['en', 'light', 1280],
      ['en', 'dark', 1280],
      ['zh', 'light', 1280],
      ['zh', 'dark', 360],
      ['en', 'light', 360],
    ] as const)('is accessible in %s, %s, %i px wide', async (lang, colorScheme, width) => {
      const { page } = await open(`/data?lang=${lang}`, {
        colorScheme,
        viewport: { width, height: 800 },
      })
      expect(await findViolations(page)).toEqual([])
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(width)
      await page.context().close()
    })

    it('keeps the chosen language in the address', async () => {
      const { page } = await open()
      await page.getByRole('button', { name: '中文' }).click()
      expect(await page.textContent('h1')).toBe('数据')
      expect(await page.locator('article').first().textContent()).toContain(
        '数据截至 2011年12月31日 23:55（海港时间）',
      )
      expect(page.url()).toBe(`${served.url}/data?lang=zh`)
      expect(await page.getAttribute('html', 'lang')).toBe('zh-CN')
      await page.reload()
      expect(await page.textContent('h1')).toBe('数据')
      await page.context().close()
      const chinese = await open('/data', { locale: 'zh-CN' })
      expect(await chinese.page.textContent('h1')).toBe('数据')
      await chinese.page.context().close()
    })

    it('can be used by keyboard alone', async () => {
      const { page } = await open()
      const focused = () => page.evaluate(() => document.activeElement?.textContent)
      for (let i = 0; i < 12 && (await focused()) !== '中文'; i++) await page.keyboard.press('Tab')
      const outlined = await page.evaluate(() => {
        const { activeElement } = document
        return activeElement && getComputedStyle(activeElement).outlineStyle
      })
      expect(outlined).toBe('solid')
      await page.keyboard.press('Enter')
      expect(await page.textContent('h1')).toBe('数据')
      await page.context().close()
    })

    it('follows the warehouse without being reloaded, and says when it cannot', async () => {
      const context = await served.browser.newContext({ locale: 'en-GB' })
      const page = await context.newPage()
      await page.clock.install()
      await page.goto(`${served.url}/data`)
      await page.waitForSelector('article')
      await page.evaluate(() => {
        document.querySelector('article')?.setAttribute('data-kept', 'yes')
      })
      const city = await publishCity(served.warehouse)
      const told = [complaint('late')]
      await loadMonth(served.warehouse, city, { ...month, slice: 20110800, batch: 3, told })
      await page.clock.fastForward(10_000)
      await page.getByText('1,235').first().waitFor()
      expect(await page.getAttribute('article', 'data-kept')).toBe('yes')

      await page.route('**/api/**', (route) => route.abort())
      await page.clock.fastForward(10_000)
      await page.getByText('The server does not answer').waitFor()
      expect(await page.locator('article').count()).toBe(2)
      await page.unroute('**/api/**')
      await page.clock.fastForward(10_000)
      await page.getByText('The server does not answer').waitFor({ state: 'hidden' })
      await context.close()
    })
  })
})
