import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { EnvironmentError } from '../../sql/node/environment-error.ts'
import { select } from '../../sql/node/run.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'

const DEMO = z.strictObject({
  city: z.string(),
  seed: z.int(),
  /** The simulated history: local days [from, to). */
  from: z.string(),
  to: z.string(),
  perDay: z.number(),
  /** Up to when the history tells: the instant of the first start. */
  historyUntil: z.iso.datetime(),
  /** Up to when extracts have been written; null while the history is not complete. */
  toldUntil: z.iso.datetime().nullable(),
})

/** The demo city of an installation: what is simulated, and how far its hotline has told. */
export type Demo = z.infer<typeof DEMO>

const CITY = 'beijing'
const TIME_ZONE = 'Asia/Shanghai'
const MONTHS = 36
/** Three million, and a little to spare. */
const COMPLAINTS = 3_040_000

const fileOf = (data: string): string => join(data, 'demo.json')

/** Writes the state of the demo; whole or not at all. */
export async function writeDemo(data: string, demo: Demo): Promise<void> {
  await mkdir(data, { recursive: true })
  const part = `${fileOf(data)}.part`
  await writeFile(part, `${JSON.stringify(demo, null, 2)}\n`)
  await rename(part, fileOf(data))
}

async function readDemo(data: string): Promise<Demo> {
  const file = fileOf(data)
  try {
    return DEMO.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    const what = 'delete it to go on without the simulated hotline'
    throw new EnvironmentError(`${file} is damaged: ${what}, or the whole folder to begin anew.`, {
      cause,
    })
  }
}

async function isEmpty(warehouse: Warehouse): Promise<boolean> {
  const [found] = await select<{ batches: number }>(
    warehouse,
    'SELECT count() AS batches FROM (SELECT 1 FROM batches LIMIT 1)',
    {},
  )
  return found?.batches === 0
}

/** The demo that an empty warehouse begins with: 36 whole months and the running one. */
function planDemo(now: Date): Demo {
  const until = Math.floor(now.getTime() / 1000) * 1000
  const today = Temporal.Instant.fromEpochMilliseconds(until)
    .toZonedDateTimeISO(TIME_ZONE)
    .toPlainDate()
  const from = today.with({ day: 1 }).subtract({ months: MONTHS })
  const to = today.add({ days: 1 })
  return {
    city: CITY,
    seed: 12345,
    from: from.toString(),
    to: to.toString(),
    perDay: Math.ceil(COMPLAINTS / from.until(to).total('days')),
    historyUntil: new Date(until).toISOString(),
    toldUntil: null,
  }
}

/**
 * The demo of this installation: the one that was begun here before, else a new one where nothing has
 * ever been loaded, else none.
 * @throws EnvironmentError where what is known of it cannot be read
 */
export async function findDemo(
  warehouse: Warehouse,
  data: string,
  now: Date,
): Promise<Demo | null> {
  if (existsSync(fileOf(data))) return readDemo(data)
  if (!(await isEmpty(warehouse))) return null
  const demo = planDemo(now)
  await writeDemo(data, demo)
  return demo
}
