import type { Alert } from '../../server/insight/alerts/alert.ts'
import type { City } from '../../sql/model/city.ts'
import { readSnapshot } from '../../sql/node/snapshot.ts'
import { readThrough } from '../briefing.ts'
import { checkDay } from '../cities/checks.ts'
import { detectRises, lookAhead } from '../detect/detect.ts'
import { localDay } from '../local-days.ts'
import type { CommandContext } from './context.ts'
import { refusePaths, UsageError } from './usage.ts'

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
 * `detect [--city C] [--as-of D] [--json]`: looks for what has risen beyond chance before a day, for hot
 * spots, and ahead, stores it all, and tells the alerts; the same data give the same.
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
