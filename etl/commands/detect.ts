import type { AlertPass } from '../../server/insight/alerts/alert.ts'
import { shiftDay } from '../../server/insight/local-days.ts'
import type { City } from '../../sql/model/city.ts'
import { listInsights } from '../../sql/node/insights.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import type { Warehouse } from '../../sql/node/warehouse.ts'
import { readThrough } from '../briefing.ts'
import { checkDay } from '../cities/checks.ts'
import { detectRises, lookAhead } from '../detect/detect.ts'
import { localDay } from '../local-days.ts'
import type { CommandContext } from './context.ts'
import { runDetectHour } from './detect-hour.ts'
import { HELD, tellAlert } from './tell-alert.ts'
import { refusePaths, UsageError } from './usage.ts'

const MOST_NIGHTS = 400

/** The day as of which to look: the one named, else that of the data's cut-off. */
async function readAsOf(
  { warehouse }: CommandContext,
  { id, timeZone, span }: City,
  asOf: unknown,
): Promise<string> {
  if (typeof asOf === 'string') {
    const wrong = checkDay(asOf)
    if (wrong) throw new UsageError(`--as-of ${wrong}.`)
    if (asOf <= span.from)
      throw new UsageError(
        `--as-of ${asOf} lies before the data of ${id}, which begin on ${span.from}.`,
      )
    return asOf
  }
  const through = await readThrough(warehouse, id)
  if (!through) throw new UsageError(`Nothing is loaded of ${id}: load a file first.`)
  return localDay(through, timeZone)
}

/** How many nights are looked at, the day's own among them. */
function readNights(value: unknown): number {
  if (value === undefined) return 1
  const nights = Number(value)
  if (Number.isInteger(nights) && nights >= 1 && nights <= MOST_NIGHTS) return nights
  throw new UsageError(`--nights should be a whole number from 1 to ${MOST_NIGHTS}.`)
}

/** Looks as of the days before, where nobody has. */
async function makeUp(
  warehouse: Warehouse,
  city: string,
  asOf: string,
  nights: number,
): Promise<void> {
  const from = shiftDay(asOf, 1 - nights)
  const to = shiftDay(asOf, -1)
  if (nights === 1) return
  const made = await listInsights<AlertPass>(warehouse, 'alerts', city, { from, to, most: nights })
  const known = new Set(made.map((pass) => pass.asOf))
  for (let day = from; day <= to; day = shiftDay(day, 1))
    if (!known.has(day)) await detectRises(warehouse, city, day)
}

/**
 * `detect [--city C] [--as-of D] [--nights N] [--json]`: looks for what has risen beyond chance before a day, for hot
 * spots, and ahead, stores it all, and tells the alerts; the same data give the same. With `--nights` it also
 * looks as of the nights before on which nobody has; with `--hour` at emergencies by the hour alone.
 */
export async function runDetect(
  context: CommandContext,
  options: Record<string, unknown>,
  paths: string[],
): Promise<boolean> {
  refusePaths(paths)
  const { warehouse, environment } = context
  const id = typeof options.city === 'string' ? options.city : environment.city
  const { city } = await readSnapshot(warehouse, id)
  if (options.hour) return runDetectHour(context, city, options)
  const asOf = await readAsOf(context, city, options['as-of'])
  const { pass, series, seconds } = await detectRises(warehouse, id, asOf)
  await makeUp(warehouse, id, asOf, readNights(options.nights))
  await lookAhead(warehouse, id, asOf)
  if (options.json) process.stdout.write(`${JSON.stringify(pass)}\n`)
  else for (const alert of pass.alerts) process.stdout.write(`${tellAlert(city, alert)}\n`)
  const rate = Math.round(series / seconds).toLocaleString('en')
  const found =
    pass.held === null
      ? `${pass.alerts.length} alerts`
      : `nothing was judged as of ${asOf}: ${HELD[pass.held.kind]}`
  process.stderr.write(
    `${found}; ${series.toLocaleString('en')} series in ${seconds.toFixed(1)} s, ${rate} series/s\n`,
  )
  return true
}
