import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { WarehouseDownError } from '../../model/errors.ts'
import { ALLOCATOR, THREADS } from './limits.ts'
import type { Place } from './place.ts'

const START_LIMIT_MS = 90_000

/** What the engine prints when another process has its data; its exception does not say it. */
const HELD_BY_ANOTHER = 'Cannot lock file'

/**
 * Starts an engine at the place, or waits for the one that somebody else is starting there, until
 * `answers` says that it is there. Throws a WarehouseDownError with the end of its log if it dies.
 */
export async function launchEngine(place: Place, answers: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS
  let logged = logOf(place).length
  let engine = spawnEngine(place)
  while (Date.now() < deadline) {
    if (await answers()) return
    const { exitCode, signalCode } = engine
    if (exitCode !== null || signalCode !== null) {
      const said = logOf(place).slice(logged)
      if (!said.includes(HELD_BY_ANOTHER))
        throw new WarehouseDownError(
          `The embedded engine ended while starting (${signalCode ?? `exit code ${exitCode}`}). ` +
            `Its log, ${place.log}, ends with: ${lastLines(said)}`,
        )
      // The other one may be starting or just ending: look for it, then try again.
      for (let looks = 0; looks < 20; looks += 1) {
        await sleep(25)
        if (await answers()) return
      }
      logged = logOf(place).length
      engine = spawnEngine(place)
    }
    await sleep(20)
  }
  throw new WarehouseDownError(
    `The embedded engine did not answer within ${START_LIMIT_MS / 1000} s. ` +
      `Its log, ${place.log}, ends with: ${lastLines(logOf(place))}`,
  )
}

function spawnEngine(place: Place): ChildProcess {
  const log = openSync(place.log, 'a', 0o600)
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const { PATH, HOME, TMPDIR, LANG } = process.env
  // Its own process group: a Ctrl-C in one client must not end the engine of the others.
  const engine = spawn(process.execPath, ['--import', tsx, main, place.data, place.socket], {
    cwd: place.data,
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      PATH,
      HOME,
      TMPDIR,
      LANG,
      TZ: 'UTC',
      UV_THREADPOOL_SIZE: String(THREADS),
      JE_MALLOC_CONF: ALLOCATOR,
    },
  })
  engine.unref()
  engine.on('error', () => {})
  closeSync(log)
  return engine
}

const logOf = (place: Place): string =>
  existsSync(place.log) ? readFileSync(place.log, 'latin1') : ''

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-6).join(' / ') || '(nothing)'
}
