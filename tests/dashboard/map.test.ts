import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatChange, formatMeasure } from '../../dashboard/i18n/format-measure.ts'
import type { Row } from '../../sql/model/answer.ts'
import { hasBrowser } from '../support/browser.ts'
import { loadMonth, publishCity } from '../support/city.ts'
import { findViolations } from '../support/page.ts'
import { SERVING_MS, type ServedHotline, serveHotline } from '../support/served-page.ts'

const CHAOYANG = '110105'
const JIANWAI = '110105001'

const MARKS = ['#map .areas path']

let served: ServedHotline

const area = (page: Page, code: string) => page.locator(`#map .areas [data-code="${code}"]`)
const crumbs = (page: Page) => page.locator('.map-place li').allTextContents()
const addressOf = (page: Page) => new URL(page.url()).searchParams
const countOf = (row: Row | undefined): number => Number(row?.complaints ?? 0)
const standing = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-code') ?? null)

/** Points at an area, once the page has come to rest under the pointer. */
async function pointAt(page: Page, code: string): Promise<void> {
  await area(page, code).scrollIntoViewIfNeeded()
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  )
  await area(page, code).hover()
  await page.locator('.tip-title').waitFor()
}

/** Waits for the subdistricts of a district to be drawn. */
async function arrive(page: Page, subdistrict: string): Promise<void> {
  await area(page, subdistrict).waitFor({ state: 'attached' })
  await served.settle(page)
}

describe.skipIf(!hasBrowser)('the map (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    served = await serveHotline('map', { days: 70, perDay: 60 }, MARKS)
  }, SERVING_MS)

  afterAll(() => served?.close())

  it('shows every district, with the numbers that the API answers', async () => {
    const { page, complaints, outside, close } = await served.open()
    const { rows } = await served.ask({ by: ['district'], compare: 'previous' })
    expect(await page.locator('#map .areas path').count()).toBe(16)
    const chaoyang = rows.find(({ district }) => district === CHAOYANG)
    const change = formatChange(
      'complaints',
      countOf(chaoyang),
      Number(chaoyang?.['complaints.compare']),
      'en',
    )
    const value = formatMeasure('complaints', countOf(chaoyang), 'en')
    await pointAt(page, CHAOYANG)
    const tip = page.locator('[role=tooltip]')
    expect(await tip.locator('.tip-title').textContent()).toBe('Chaoyang')
    expect(await tip.locator('.tip-value').textContent()).toBe(value)
    expect(await tip.textContent()).toContain(`Change${change}`)
    expect(await area(page, CHAOYANG).getAttribute('aria-label')).toBe(
      `Chaoyang: ${value}; Period before ${change}`,
    )
    expect(await page.locator('.map-legend .lit').count()).toBe(1)
    await page.mouse.move(0, 0)

    await page.locator('#map').getByRole('button', { name: 'As table' }).click()
    const told = await page
      .locator('#map .panel-table tbody tr')
      .evaluateAll((all) => all.map((row) => Number(row.children[1]?.textContent)))
    const total = countOf((await served.ask({})).rows[0])
    expect(told).toHaveLength(16)
    expect(told.reduce((sum, one) => sum + one, 0)).toBe(total)
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await close()
  })

  it('leads from a district to its subdistricts to the cases, and back', async () => {
    const { page, complaints, close } = await served.open()
    expect(await page.locator('#map').textContent()).not.toContain('Schematic')
    await area(page, CHAOYANG).click()
    await arrive(page, JIANWAI)
    expect(addressOf(page).getAll('district')).toEqual([CHAOYANG])
    expect(await crumbs(page)).toEqual(['Beijing', 'Chaoyang'])
    expect(await page.locator('#map .panel-note').textContent()).toContain('schematic boundaries')
    expect(await page.locator('.map-schematic').isVisible()).toBe(true)
    await pointAt(page, JIANWAI)
    expect(await page.locator('.tip-note').textContent()).toContain('Schematic boundary')

    await area(page, JIANWAI).click()
    await page.locator('.case').first().waitFor()
    await served.settle(page)
    expect(addressOf(page).getAll('subdistrict')).toEqual([JIANWAI])
    expect(addressOf(page).get('cases')).toBe('1')
    expect(await crumbs(page)).toEqual(['Beijing', 'Chaoyang', 'Jianwai Subdistrict'])
    const where = [{ dimension: 'subdistrict' as const, in: [JIANWAI] }]
    const count = countOf((await served.ask({ where })).rows[0])
    expect(await page.locator('#cases .panel-note').textContent()).toContain(`${count} cases`)
    await page.waitForFunction(() => {
      const { top } = document.querySelector('#cases')?.getBoundingClientRect() ?? { top: 1e6 }
      return top < innerHeight
    })

    await page.goBack()
    await page.locator('.case').first().waitFor({ state: 'detached' })
    expect(await crumbs(page)).toEqual(['Beijing', 'Chaoyang'])
    await page.locator('.map-place').getByRole('button', { name: 'Beijing' }).click()
    await arrive(page, CHAOYANG)
    expect(addressOf(page).getAll('district')).toEqual([])
    expect(await page.locator('#map .areas path').count()).toBe(16)
    expect(complaints).toEqual([])
    await close()
  })

  it('is walked by keyboard: from the highest on, in with Enter, up with Escape', async () => {
    const { page, close } = await served.open('/?lang=en', { reducedMotion: 'reduce' })
    const { rows } = await served.ask({ by: ['district'], orderBy: '-complaints' })
    const [first, second] = rows.map(({ district }) => String(district))
    expect(await page.locator('#map .areas [tabindex="0"]').getAttribute('data-code')).toBe(first)
    await page.locator('.map-place').evaluate((place) => {
      place.setAttribute('tabindex', '-1')
      ;(place as HTMLElement).focus()
    })
    await page.keyboard.press('Tab')
    expect(await standing(page)).toBe(first)
    expect(await page.locator('[role=tooltip]').isVisible()).toBe(true)
    await page.keyboard.press('ArrowRight')
    expect(await standing(page)).toBe(second)
    await page.keyboard.press('End')
    await page.keyboard.press('Home')
    expect(await standing(page)).toBe(first)
    await page.keyboard.press('Enter')
    await arrive(page, `${first}001`)
    await page.waitForFunction(
      (code) => document.activeElement?.getAttribute('data-code')?.startsWith(`${code}0`),
      first,
    )
    await page.keyboard.press('Escape')
    await arrive(page, first ?? '')
    await page.waitForFunction(
      (code) => document.activeElement?.getAttribute('data-code') === code,
      first,
    )
    await close()
  })

  it('says how many complaints have no place on it', async () => {
    const { page, close } = await served.open('/?lang=en&district=110114')
    const where = [{ dimension: 'district' as const, in: ['110114'] }]
    const { rows } = await served.ask({ where, by: ['subdistrict'] })
    const unknown = countOf(rows.find(({ subdistrict }) => subdistrict === 'unknown'))
    expect(unknown).toBeGreaterThan(0)
    expect(await page.locator('.map-remarks').textContent()).toContain(
      `Not on the map: ${unknown} (`,
    )
    await close()
  })

  it('shows change and complaints by residents', async () => {
    const { page, close } = await served.open()
    await page.getByRole('button', { name: 'Per 1,000 residents' }).click()
    await served.settle(page)
    const { rows } = await served.ask({ by: ['district'], measures: ['perThousandResidents'] })
    const chaoyang = rows.find(({ district }) => district === CHAOYANG)?.perThousandResidents
    const shown = formatMeasure('perThousandResidents', Number(chaoyang), 'en')
    await page.waitForFunction(
      ([code, value]) =>
        document
          .querySelector(`#map .areas [data-code="${code}"]`)
          ?.getAttribute('aria-label')
          ?.includes(`: ${value}`),
      [CHAOYANG, shown],
    )
    await page.locator('#map').getByRole('button', { name: 'Change' }).click()
    await served.settle(page)
    expect(addressOf(page).get('map')).toBe('change')
    expect(await page.locator('.map-legend .scale li').count()).toBe(7)
    await close()
  })

  it('lists cases page by page and opens one', async () => {
    const { page, complaints, close } = await served.open('/?lang=en&cases=1')
    await page.locator('.case').first().waitFor()
    const before = await page.locator('.case').count()
    const total = countOf((await served.ask({})).rows[0])
    await page.getByRole('button', { name: `(${before} of` }).click()
    await page.waitForFunction((n) => document.querySelectorAll('.case').length > n, before)
    expect(total).toBeGreaterThan(before)
    const first = page.locator('.case').first()
    const button = first.getByRole('button')
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    await button.click()
    expect(await button.getAttribute('aria-expanded')).toBe('true')
    expect(await first.locator('.case-text').textContent()).toContain('市民反映')
    expect(await first.locator('.case-course li').first().textContent()).toContain('Received')
    await page.getByRole('button', { name: 'Hide the cases' }).click()
    await first.waitFor({ state: 'detached' })
    expect(addressOf(page).get('cases')).toBeNull()
    expect(complaints).toEqual([])
    await close()
  })

  it('says that there are no cases, or that they could not be read', async () => {
    const empty = await served.open('/?lang=en&cases=1&period=2026-01-01..2026-01-02')
    await empty.page.getByText('No cases in this period').waitFor()
    await empty.close()
    const { page, close } = await served.open()
    await page.route('**/api/complaints', (route) => route.abort())
    await page.getByRole('button', { name: /^Show the/ }).click()
    await page.getByText('The cases could not be read.').waitFor()
    await page.unroute('**/api/complaints')
    await page.locator('#cases').getByRole('button', { name: 'Try again' }).click()
    await page.locator('.case').first().waitFor()
    await close()
  })

  it.each([
    ['en', 'light', 1440, ''],
    ['zh', 'dark', 1440, `&district=${CHAOYANG}&subdistrict=${JIANWAI}`],
    ['zh', 'light', 390, `&district=${CHAOYANG}`],
    ['en', 'dark', 390, ''],
  ] as const)('is accessible in %s, %s, %i px wide%s', async (lang, colorScheme, width, query) => {
    const { page, close } = await served.open(`/?lang=${lang}&cases=1${query}`, {
      colorScheme,
      viewport: { width, height: 900 },
    })
    await page.locator('.case button').first().click()
    await page.locator('.tile').first().focus()
    await page.locator('[role=tooltip]').waitFor()
    expect(await findViolations(page)).toEqual([])
    const wide = await page
      .locator('#map, #cases')
      .evaluateAll((panels) => panels.map((panel) => panel.scrollWidth))
    expect(wide.every((one) => one <= width)).toBe(true)
    await close()
  })

  it('says that a city has no boundaries, and ranks its areas instead', async () => {
    const harbour = await publishCity(served.warehouse)
    const told = Array.from({ length: 30 }, (_, i) => ({
      id: `h${i}`,
      received_at: '2011-12-20 12:00:00',
      district: i % 3 === 0 ? 'North End' : 'South End',
    }))
    const month = { slice: 20111200, through: '2012-01-01 04:55:00', batch: 1 }
    await loadMonth(served.warehouse, harbour, { ...month, told })
    const { page, complaints, close } = await served.visit(`/?lang=en&city=${harbour.id}`)
    await page.locator('.map-told').waitFor()
    expect(await page.locator('.map-told').textContent()).toContain('No boundaries')
    const rows = page.locator('#map tbody tr')
    expect(await rows.allTextContents()).toEqual([
      expect.stringMatching(/^South End20/),
      expect.stringMatching(/^North End10/),
    ])
    expect(await page.locator('#map svg').count()).toBe(0)
    expect(complaints).toEqual([])
    await close()
  })
})
