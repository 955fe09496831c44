import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Answer, Row } from '../../sql/model/answer.ts'
import type { Question } from '../../sql/model/question.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { openBrowser } from './browser.ts'
import { type HotlineDays, loadHotline } from './hotline-days.ts'
import { buildPage, type OpenedPage, openPage } from './page.ts'
import { serve } from './server.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { testWarehouse } from './warehouse.ts'

/** How long a city, its page and a browser may take to be there. */
export const SERVING_MS = 120_000

export interface ServedPage {
  url: string
  browser: Browser
  warehouse: Warehouse
  /** The folder of the built page. */
  built: string
  open(path: string, options?: BrowserContextOptions): Promise<OpenedPage>
  close(): Promise<void>
}

/** Builds the page and serves it from a warehouse of its own; `now` is the time of its browser. */
export async function servePage(name: string, now?: Date): Promise<ServedPage> {
  const [browser, warehouse, built] = await Promise.all([
    openBrowser(),
    testWarehouse(name),
    buildPage(),
  ])
  const server = await serve(warehouse, { pageFolder: built.folder })
  return {
    url: server.url,
    browser,
    warehouse,
    built: built.folder,
    open: (path, options = {}) =>
      openPage(browser, server.url + path, { ...(now && { now }), ...options }),
    async close() {
      await browser.close()
      await server.close()
      await warehouse.close()
      await built.remove()
    },
  }
}

/** The 30 days that the page shows first. */
export const MONTH = { city: 'beijing', from: '2026-02-17', to: '2026-03-19' }
export const NOW = new Date('2026-03-18T06:38:00Z')
const LAST = { last: '2026-03-18', until: '14:35:00' }

export interface ServedHotline extends ServedPage {
  /** Opens the page and waits until it is settled. */
  open(path?: string, options?: BrowserContextOptions): Promise<OpenedPage>
  /** Opens a page that has other marks. */
  visit(path: string): Promise<OpenedPage>
  /** Waits until the marks are there and everything that the page asked for is answered and shown. */
  settle(page: Page): Promise<void>
  /** Loads another extract of the same days, which tells up to a later time. */
  tellUntil(until: string): Promise<void>
  /** What the server answers: of the complaints of the first 30 days, unless asked otherwise. */
  ask(question: Partial<Question>): Promise<Answer>
  askRow(question: Partial<Question>): Promise<Row>
}

/** Serves the page with the last days of a hotline; `marks` are there once it has been drawn. */
export async function serveHotline(
  name: string,
  size: Pick<HotlineDays, 'days' | 'perDay'>,
  marks: readonly string[],
): Promise<ServedHotline> {
  const served = await servePage(name, NOW)
  const folder = await temporaryFolder(name)
  const load = async (until: string) => {
    const loaded = await loadHotline(served.warehouse, folder, { ...LAST, ...size, until })
    const { state, rejected, warnings } = loaded
    if (state !== 'loaded' || rejected || warnings) throw new Error(JSON.stringify(loaded))
  }
  await load(LAST.until)
  const ask = async (question: Partial<Question>): Promise<Answer> => {
    const response = await fetch(`${served.url}/api/ask`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...MONTH, measures: ['complaints'], ...question }),
    })
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as Answer
  }
  const settle = async (page: Page) => {
    for (const mark of marks) await page.waitForSelector(mark, { state: 'attached' })
    await page.waitForFunction(
      () => !document.querySelector('[aria-busy=true], [data-waiting=true]'),
    )
  }
  return {
    ...served,
    async open(path = '/?lang=en', options = {}) {
      const opened = await served.open(path, options)
      await settle(opened.page)
      return opened
    },
    visit: served.open,
    settle,
    tellUntil: load,
    ask,
    askRow: async (question) => (await ask(question)).rows[0] as Row,
  }
}
