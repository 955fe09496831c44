import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { build } from 'vite'

export interface BuiltPage {
  folder: string
  remove(): Promise<void>
}

/** Builds the dashboard into a folder of its own. */
export async function buildPage(): Promise<BuiltPage> {
  const folder = await mkdtemp(join(tmpdir(), 'weisu-page-'))
  const root = fileURLToPath(new URL('../../dashboard', import.meta.url))
  await build({ root, logLevel: 'error', build: { outDir: folder } })
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

export interface OpenedPage {
  page: Page
  /** What the page complained about in its console. */
  complaints: string[]
  /** Addresses outside the server that the page asked for. */
  outside: string[]
  close(): Promise<void>
}

/** Opens an address in a fresh profile of the browser. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { now?: Date } = {},
): Promise<OpenedPage> {
  const { now, ...rest } = options
  const context = await browser.newContext({ locale: 'en-GB', ...rest })
  const page = await context.newPage()
  const complaints: string[] = []
  const outside: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) outside.push(request.url())
  })
  if (now) await page.clock.setFixedTime(now)
  await page.goto(url)
  return { page, complaints, outside, close: () => context.close() }
}

const AXE: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}

/** What axe finds wrong with the page as it stands. */
export async function findViolations(page: Page): Promise<string[]> {
  const require = createRequire(import.meta.url)
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'))
  const found = await page.evaluate((options) => {
    const { axe } = globalThis as unknown as {
      axe: { run(root: unknown, options: RunOptions): Promise<AxeResults> }
    }
    return axe.run(document, options)
  }, AXE)
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.html} (${node.failureSummary})`).join(' ')}`,
  )
}
