import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { startProduct } from '../support/product.ts'

/**
 * Takes the README's pictures of the demo city: of the one in the folder that is named, or of a new one.
 * `npm run pictures [-- FOLDER]`
 */
const OUT = resolve('dashboard/pictures')
const SHOTS = [
  { name: 'today', path: '/?city=beijing&lang=en&theme=light', width: 1440, height: 1800 },
  {
    name: 'district-dark',
    path: '/?city=beijing&lang=zh&theme=dark&district=110105',
    width: 1280,
    height: 1500,
  },
  {
    name: 'notification',
    path: '/briefings?city=beijing&lang=zh&theme=light',
    width: 1280,
    height: 1500,
  },
]

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(1500)
}

const [folder] = process.argv.slice(2)
const data = folder ?? (await mkdtemp(join(tmpdir(), 'weisu-pictures-')))
const product = await startProduct([process.execPath, '--import', 'tsx', 'server/main.ts'], data)
const browser = await openBrowser()
try {
  for (const { name, path, width, height } of SHOTS) {
    const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' })
    await page.goto(`${product.url}${path}`)
    await settle(page)
    await page.screenshot({ path: join(OUT, `${name}.png`) })
    await page.close()
    console.log(`${name}.png`)
  }
} finally {
  await browser.close()
  await product.stop()
  if (!folder) await rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
}
