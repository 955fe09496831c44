import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { City } from '../sql/model/city.ts'
import { DERIVED } from '../sql/model/cubes.ts'
import { readSnapshot } from '../sql/node/snapshot.ts'
import type { Warehouse } from '../sql/node/warehouse.ts'
import { readThrough } from './briefing.ts'
import { localDay } from './local-days.ts'
import type { Job } from './schedule.ts'

const COMMAND = fileURLToPath(new URL('./main.ts', import.meta.url))
/** Nights that are made up for after a time without anybody there, or of a new city. */
const NIGHTS = 7
/** How long a night waits for the data of its day, which a load may be bringing just now. */
const WAIT = { mostMs: 30 * 60_000, everyMs: 5000 }
/** What is kept of what the command says. */
const MOST_SAID = 2000

/**
 * Looks as of a day in a process of its own: it takes a core for some time, and whoever serves shall not
 * notice.
 * @returns the last line that it said
 */
function runDetect(
  warehouse: Warehouse,
  data: string,
  city: string,
  asOf: string,
  signal: AbortSignal,
): Promise<string> {
  const options = ['--city', city, '--as-of', asOf, '--nights', String(NIGHTS)]
  const child = spawn(process.execPath, ['--import', 'tsx', COMMAND, 'detect', ...options], {
    env: { ...process.env, WEISU_DATA: data, CLICKHOUSE_DATABASE: warehouse.database },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    killSignal: 'SIGTERM',
  })
  let said = ''
  child.stderr.setEncoding('utf8')
  child.stderr.on('data', (text: string) => {
    said = (said + text).slice(-MOST_SAID)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const last = said.trim().split('\n').at(-1) ?? ''
      if (code === 0) resolve(last)
      else reject(new Error(`the detectors of ${city} ended with ${code}: ${said.trim()}`))
    })
  })
}

/** The alerts, hot spots and forecasts of a city at the moments of a cron pattern, in the city's zone. */
export function nightJob(
  warehouse: Warehouse,
  data: string,
  { id, timeZone }: City,
  pattern: string,
  signal: AbortSignal,
): Job {
  const ready = async (due: Date): Promise<boolean> => {
    const { through, cubes, repeats } = await readSnapshot(warehouse, id)
    // While its tables are filled, a new city has better things to do.
    if (through === null || repeats === null || !DERIVED.every((table) => cubes.has(table)))
      return false
    return localDay(new Date(through), timeZone) >= localDay(due, timeZone)
  }
  const work = async (due: Date): Promise<string> => {
    if ((await readThrough(warehouse, id)) === null) return 'nothing is loaded yet'
    return runDetect(warehouse, data, id, localDay(due, timeZone), signal)
  }
  return { name: 'detect', city: id, pattern, timeZone, waitFor: { ready, ...WAIT }, work }
}
