import type { Alert, AlertPass } from '../../server/insight/alerts/alert.ts'
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

const HELD = {
  late: 'the data do not reach it: load what has come since',
  incomplete: 'its last day has far fewer complaints than usual: look at the last loads',
  short: 'there are too few weeks to tell a rise',
} as const

function tellAlert(city: City, { area, category, observed, expected, window }: Alert): string {
  const nameOf = (list: City['areas'] | City['categories'], code: string, all: string) =>
    list.find((one) => one.code === code)?.names.en ?? (code || all)
  const where = nameOf(city.areas, area, city.names.en)
  const what = nameOf(city.categories, category, 'all complaints')
  return `${where}, ${what}: ${observed} in ${window} days, ${expected.toFixed(1)} expected`
}

/**
 * `detect [--city C] [--as-of D] [--nights N] [--json]`: looks for what has risen beyond chance before a day, for hot
 * spots, and ahead, stores it all, and tells the alerts; the same data give the same. With `--nights` it also
 * looks as of the nights before on which nobody has.
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
