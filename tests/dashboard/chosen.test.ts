import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/browser.ts'
import { MONTH, SERVING_MS, type ServedHotline, serveHotline } from '../support/served-page.ts'
import { figureOf, HEADLINE } from './reading.ts'

let served: ServedHotline

describe.skipIf(!hasBrowser)('what the reader chooses (in a browser: Linux on x64 only)', () => {
  beforeAll(async () => {
    served = await serveHotline('chosen', { days: 430, perDay: 20 }, HEADLINE)
  }, SERVING_MS)

  afterAll(() => served?.close())

  it('filters by what is found in a list, and goes back and forward through what was shown', async () => {
    const { page, complaints, close } = await served.open()
    const all = await figureOf(page, 'complaints')
    await page.getByRole('button', { name: 'Area' }).click()
    await page.getByRole('combobox', { name: 'Search: Area' }).fill('chaoyang')
    await page
      .getByRole('option', { name: /^Chaoyang/ })
      .first()
      .click()
    await served.settle(page)
    const where = [{ dimension: 'district' as const, in: ['110105'] }]
    const row = await served.askRow({ ...MONTH, measures: ['complaints'], where })
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    expect(new URL(page.url()).searchParams.get('district')).toBe('110105')

    await page.getByRole('button', { name: '7 days' }).click()
    await served.settle(page)
    const week = await served.askRow({
      ...MONTH,
      from: '2026-03-12',
      measures: ['complaints'],
      where,
    })
    expect(await figureOf(page, 'complaints')).toBe(String(week.complaints))

    await page.goBack()
    await served.settle(page)
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    await page.goBack()
    await served.settle(page)
    expect(await figureOf(page, 'complaints')).toBe(all)
    expect(await page.locator('.chip').count()).toBe(0)
    await page.goForward()
    await served.settle(page)
    await page.getByRole('button', { name: 'Remove the filter District: Chaoyang' }).click()
    await served.settle(page)
    expect(await figureOf(page, 'complaints')).toBe(all)
    expect(complaints).toEqual([])
    await close()
  })

  it('shows the days that one chooses, and what an address says', async () => {
    const { page, close } = await served.open()
    await page.getByRole('button', { name: 'Custom' }).click()
    await page.getByLabel('From', { exact: true }).fill('2026-01-01')
    await page.getByLabel(/^Until/).fill('2026-01-31')
    await page.getByRole('button', { name: 'Show these days' }).click()
    await served.settle(page)
    expect(new URL(page.url()).searchParams.get('period')).toBe('2026-01-01..2026-02-01')
    const january = { ...MONTH, from: '2026-01-01', to: '2026-02-01' }
    const row = await served.askRow({ ...january, measures: ['complaints'] })
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    await page.reload()
    await served.settle(page)
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    await close()
  })

  it('leaves aside what an address says that cannot be', async () => {
    const damaged = '/?lang=xx&period=2026-02-31..x&measure=constructor&district=&a=%E0%A4&theme=3'
    const { page, complaints, close } = await served.open(damaged)
    const row = await served.askRow({ ...MONTH, measures: ['complaints'] })
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    expect(complaints).toEqual([])
    await close()
  })

  it('leaves out of the filters what the city does not know, and says so', async () => {
    const { page, complaints, close } = await served.open(
      '/?lang=en&district=nowhere&district=110105&category1=9999',
    )
    const where = [{ dimension: 'district' as const, in: ['110105'] }]
    const row = await served.askRow({ where })
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    expect(await page.textContent('.left-out')).toBe(
      'Left out of the filters, since this city has no such member: District “nowhere”; Category “9999”.',
    )
    const { searchParams } = new URL(page.url())
    expect(searchParams.getAll('district')).toEqual(['110105'])
    expect(searchParams.has('category1')).toBe(false)
    expect(await page.locator('.panel-failed').count()).toBe(0)
    expect(complaints).toEqual([])
    await close()
  })

  it('speaks Chinese and changes its look, keeps both in its links, and leaves no step behind', async () => {
    const { page, close } = await served.open('/?period=7d')
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
    await served.settle(page)
    expect(new URL(page.url()).searchParams.get('period')).toBe('7d')
    await close()
  })

  it('can be used by keyboard alone', async () => {
    const { page, close } = await served.open()
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
    await served.settle(page)
    const { searchParams } = new URL(page.url())
    expect(Object.fromEntries(searchParams)).toMatchObject({ period: '7d', measure: 'onTimeRate' })
    const category2 = searchParams.get('category2') ?? ''
    const row = await served.askRow({
      ...MONTH,
      from: '2026-03-12',
      measures: ['complaints'],
      where: [{ dimension: 'category2', in: [category2] }],
    })
    expect(await figureOf(page, 'complaints')).toBe(String(row.complaints))
    await close()
  })
})
