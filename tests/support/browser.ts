import { existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'
import project from '../../package.json' with { type: 'json' }

const require = createRequire(import.meta.url)

/** The browser that comes with the packages is built for Linux on x64 alone. */
export const hasBrowser = process.platform === 'linux' && process.arch === 'x64'

/**
 * Starts the browser that came with the npm packages, with a Chinese font, and nothing else of the
 * machine's. The first call on a machine unpacks it into the temporary folder (about 10 s).
 */
export async function openBrowser(): Promise<Browser> {
  const home = await unpackBrowser()
  const profile = await mkdtemp(join(tmpdir(), 'weisu-profile-'))
  const fontConfig = join(profile, 'fonts.conf')
  await writeFile(fontConfig, fontsOf([join(home, 'fonts'), chineseFont()], profile))
  const browser = await playwright.launch({
    executablePath: join(home, 'chromium'),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
    env: {
      HOME: profile,
      TZ: process.env.TZ ?? 'UTC',
      FONTCONFIG_FILE: fontConfig,
      LD_LIBRARY_PATH: join(home, 'al2023', 'lib'),
    },
  })
  browser.on('disconnected', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }))
  return browser
}

/** Unpacks into a folder of its own first: two test files may start at once. */
async function unpackBrowser(): Promise<string> {
  const version = project.devDependencies['@sparticuz/chromium']
  const home = join(tmpdir(), `weisu-chromium-${version}-${process.getuid?.() ?? 'user'}`)
  if (existsSync(home)) return home
  const attempt = await mkdtemp(`${home}-`)
  // The package unpacks into the temporary folder, and its shared libraries only on Lambda.
  const saved = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV }
  Object.assign(process.env, { TMPDIR: attempt, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' })
  try {
    await chromium.executablePath()
  } finally {
    for (const [name, value] of Object.entries(saved)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
  await mkdir(dirname(home), { recursive: true })
  await rename(attempt, home).catch(async (error: unknown) => {
    await rm(attempt, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  })
  return home
}

function chineseFont(): string {
  return join(dirname(require.resolve('@expo-google-fonts/noto-sans-sc')), '400Regular')
}

function fontsOf(folders: string[], cache: string): string {
  const dirs = folders.map((folder) => `<dir>${folder}</dir>`).join('')
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs}<cachedir>${cache}</cachedir></fontconfig>`
}
