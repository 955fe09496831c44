import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Alert, AlertPass } from '../../server/insight/alerts/alert.ts'
import { writeInsight } from '../../sql/node/insights.ts'
import { hasBrowser } from '../support/browser.ts'
import { findViolations } from '../support/page.ts'
import { NOW, SERVING_MS, type ServedHotline, serveHotline } from '../support/served-page.ts'
import { addressOf } from './reading.ts'
import { makeAlert, makeHourEpisode } from './views/alerts/make-alert.ts'

const CHAOYANG = '110105'
const RISE = makeAlert()
const SENTENCE =
  'Chaoyang · Prepaid consumption: 412 complaints in 7 days, 180 expected (2.3 times as many), since 17 Mar'

const passOf = (asOf: string, changes: Partial<AlertPass>): AlertPass => ({
  city: 'beijing',
  asOf,
  version: 1,
  through: '2026-03-18T14:35:00+08:00',
  budget: {
    falseAlarmsAWeek: 1.5,
    levels: [
      { area: 'city', category: 'all', series: 1, alpha: 0.025 },
      { area: 'district', category: 'category2', series: 3242, alpha: 0.00001 },
    ],
  },
  held: null,
  alerts: [],
  ...changes,
})

/** Rises of seven districts, each less clear than the one before. */
const others = ['110101', '110102', '110106', '110107', '110108', '110109', '110111'].map(
  (area, place): Alert =>
    makeAlert({
      area,
      qValue: 0.1 + place / 100,
      question: { ...RISE.question, where: [{ dimension: 'district', in: [area] }] },
    }),
)

let served: ServedHotline

const store = (asOf: string, changes: Partial<AlertPass>) =>
  writeInsight(served.warehouse, 'alerts', passOf(asOf, changes), NOW)
const panel = (page: Page) => page.locator('#alerts')
const row = (page: Page) => panel(page).locator('.alert').first()

describe.skipIf(!hasBrowser)('the alerts (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    served = await serveHotline('alerts', { days: 60, perDay: 40 }, ['#alerts', '#map .areas path'])
  }, SERVING_MS)

  afterAll(() => served?.close())

  it('says quietly that nobody has looked yet', async () => {
    const { page, complaints, close } = await served.open()
    expect(await panel(page).textContent()).toBe(
      'AlertsNobody has looked for alerts in these data yet.',
    )
    expect(complaints).toEqual([])
    await close()
  })

  it('lists the clearest first, and opens the rest', async () => {
    await store('2026-03-17', { alerts: [RISE] })
    await store('2026-03-18', { alerts: [...others, RISE] })
    const { page, complaints, outside, close } = await served.open()
    expect(await panel(page).locator('.panel-note').textContent()).toBe(
      'Looked as of 18 Mar 2026, over 3,243 series; about 1.5 false alarms a week are to be expected.',
    )
    expect(await panel(page).locator('.alert').count()).toBe(6)
    expect(await row(page).locator('.alert-sentence').textContent()).toBe(SENTENCE)
    expect(await row(page).locator('.alert-stage').textContent()).toBe('Continues')
    expect(await row(page).locator('.alert-weeks').getAttribute('aria-label')).toContain(
      'between 170 and 412',
    )
    await page.getByRole('button', { name: 'All 8' }).click()
    expect(await panel(page).locator('.alert').count()).toBe(8)
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await close()
  })

  it('opens by keyboard, takes note, and keeps what is said under the name of who says it', async () => {
    const { page, complaints, close } = await served.open()
    await row(page).locator('.alert-open').focus()
    await page.keyboard.press('Enter')
    await row(page).locator('.alert-notes').waitFor()
    const facts = await row(page).locator('.alert-facts').textContent()
    expect(facts).toContain('150 to 212 complaints')
    expect(facts).toContain('about once in 40,000 weeks of such a series. p = 2.5 × 10−5')
    expect(facts).toContain('about 3.1% are false. q = 0.031')
    expect(facts).toMatch(/6\s?–\s?12 Jan 2025 \(398 complaints\)/)
    const tables = row(page).locator('.alert-table')
    expect(await tables.locator('caption').allTextContents()).toEqual([
      'Which areas carry it',
      'Which complaints carry it',
      'Day by day',
    ])
    expect(await tables.last().locator('tbody .alert-stage').allTextContents()).toEqual([
      'Continues',
      'New',
    ])
    expect(await findViolations(page)).toEqual([])

    const notes = row(page).locator('.alert-notes')
    await notes.getByLabel('Your name').fill('Duty desk')
    await notes.getByRole('button', { name: 'Acknowledge' }).press('Enter')
    await row(page).locator('.alert-seen').waitFor()
    expect(await notes.locator('li').allTextContents()).toEqual([
      expect.stringMatching(/^Duty desk took note of it/),
    ])
    await notes.getByLabel('Comment').fill('Ask the heating company; call 13912345678')
    await notes.getByRole('button', { name: 'Comment' }).press('Enter')
    await notes.locator('li').nth(1).waitFor()
    const said = await notes.locator('li').nth(1).textContent()
    expect(said).toContain('Ask the heating company')
    expect(said).not.toContain('13912345678')
    expect(await notes.getByLabel('Comment').inputValue()).toBe('')

    await page.reload()
    await row(page).locator('.alert-seen').waitFor()
    await row(page).locator('.alert-open').click()
    expect(await row(page).getByLabel('Your name').inputValue()).toBe('Duty desk')
    expect(await row(page).locator('.alert-notes li').count()).toBe(2)
    expect(complaints).toEqual([])

    await page.route('**/api/alerts/**', (route) => route.abort())
    await row(page).getByLabel('Comment').fill('Once more')
    await row(page).getByRole('button', { name: 'Comment' }).click()
    await row(page).getByText('Not written down: The server did not answer').waitFor()
    expect(await row(page).getByLabel('Comment').inputValue()).toBe('Once more')
    await close()
  })

  it('marks its area on the map, and shades its days on the trend once they are shown', async () => {
    const { page, close } = await served.open()
    const chaoyang = page.locator(`#map .areas [data-code="${CHAOYANG}"]`)
    expect(await chaoyang.getAttribute('aria-label')).toMatch(/; 1 open alert$/)
    expect(await page.locator('#map .alerts circle').count()).toBe(8)
    expect(await page.locator('#trend .alert-days rect').count()).toBe(0)
    await row(page).locator('.alert-open').click()
    await row(page).getByRole('link', { name: 'Show these complaints' }).click()
    await page.locator('#trend .alert-days rect').waitFor({ state: 'attached' })
    expect(addressOf(page)).toMatchObject({
      district: CHAOYANG,
      category2: '0201',
      period: '2026-03-11..2026-03-18',
    })
    await served.settle(page)
    expect(await page.locator('#trend svg').getAttribute('aria-label')).toContain(
      'Days of an open alert: 11',
    )
    await close()
  })

  it.each([
    ['zh', 'dark', 390],
    ['zh', 'light', 1280],
    ['en', 'light', 390],
  ] as const)('is accessible and fits in %s, %s, %i px wide', async (lang, theme, width) => {
    const { page, close } = await served.open(`/?lang=${lang}&theme=${theme}`, {
      viewport: { width, height: 900 },
    })
    await row(page).locator('.alert-open').click()
    await row(page).locator('.alert-notes').waitFor()
    if (lang === 'zh')
      expect(await row(page).locator('.alert-sentence').textContent()).toContain(
        '：7天 412 件，预期 180 件（2.3 倍），自3月17日起',
      )
    expect(await findViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    )
    await close()
  })

  it('tells an alarm of the data in place of the list', async () => {
    const held = { day: '2026-03-18', observed: 12, expected: 40.2 }
    await store('2026-03-19', { held: { kind: 'incomplete', ...held } })
    const { page, close } = await served.open()
    expect(await panel(page).locator('.alerts-held').textContent()).toContain(
      'Data alarm: 18 Mar 2026 has 12 complaints where about 40 were to be expected',
    )
    expect(await panel(page).locator('.alert').count()).toBe(0)
    expect(await page.locator('#map .alerts circle').count()).toBe(0)
    expect(await findViolations(page)).toEqual([])
    await close()
  })

  it('tells of emergencies by the hour, whatever the nights say', async () => {
    const { alert } = makeHourEpisode()
    const pass = {
      ...{ city: 'beijing', asOf: '2026-03-18T14:00', version: 1, held: null, alerts: [alert] },
      through: '2026-03-18T14:35:00+08:00',
      budget: { falseAlarmsAWeek: 0.5, series: 98, looksAWeek: 49392, alpha: 0.00001 },
    }
    await writeInsight(served.warehouse, 'hours', pass, NOW)
    const { page, complaints, close } = await served.open()
    expect(await panel(page).locator('.panel-note').last().textContent()).toBe(
      'Emergencies by the hour as of 18 Mar 2026, 14:00; about 0.5 false alarms a week.',
    )
    expect(await panel(page).locator('.alerts-held').count()).toBe(1)
    expect(await row(page).locator('.alert-sentence').textContent()).toContain(
      'Chaoyang · all emergencies: 14 emergencies in the last three hours, 1.2 expected',
    )
    await row(page).locator('.alert-open').click()
    await row(page).locator('.alert-notes').waitFor()
    expect(await row(page).locator('.alert-facts').textContent()).toMatch(/Hours18 Mar 2026, 11:00/)
    expect(await row(page).locator('.alert-table caption').allTextContents()).toEqual([
      'Hour by hour',
    ])
    expect(await findViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })
})
