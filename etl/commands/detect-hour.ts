import type { City } from '../../sql/model/city.ts'
import { readThrough } from '../briefing.ts'
import { checkDay } from '../cities/checks.ts'
import { detectHour, hasEmergencies } from '../detect/detect-hour.ts'
import { localHour } from '../local-days.ts'
import type { CommandContext } from './context.ts'
import { HELD, tellAlert } from './tell-alert.ts'
import { UsageError } from './usage.ts'

/** The hour as of which to look: the one named, else the last that the data tell to its end. */
async function readAsOf(
  { warehouse }: CommandContext,
  { id, timeZone }: City,
  asOf: unknown,
): Promise<string> {
  if (typeof asOf === 'string') {
    const [, day = asOf, hour = ''] = /^(.*)T(\d{2}):00$/.exec(asOf) ?? []
    const wrong = checkDay(day)
    if (wrong || !(hour !== '' && Number(hour) < 24))
      throw new UsageError(`--as-of "${asOf}" is no hour: write it as YYYY-MM-DDTHH:00.`)
    return asOf
  }
  const through = await readThrough(warehouse, id)
  if (!through) throw new UsageError(`Nothing is loaded of ${id}: load a file first.`)
  return localHour(through, timeZone)
}

/**
 * `detect --hour [--city C] [--as-of YYYY-MM-DDTHH:00] [--json]`: looks for emergencies that have risen beyond
 * chance in the hours before, stores what was found, and tells it; the same data give the same.
 */
export async function runDetectHour(
  context: CommandContext,
  city: City,
  options: Record<string, unknown>,
): Promise<boolean> {
  if (options.nights !== undefined) throw new UsageError('--nights does not go with --hour.')
  if (!hasEmergencies(city)) throw new UsageError(`The kinds of ${city.id} have no "emergency".`)
  const asOf = await readAsOf(context, city, options['as-of'])
  const { pass, seconds } = await detectHour(context.warehouse, city.id, asOf)
  if (options.json) process.stdout.write(`${JSON.stringify(pass)}\n`)
  else for (const alert of pass.alerts) process.stdout.write(`${tellAlert(city, alert)}\n`)
  const { held, alerts, budget } = pass
  const found =
    held === null
      ? `${alerts.length} alerts of the hours before ${asOf}`
      : `nothing was judged as of ${asOf}: ${HELD[held.kind]}`
  process.stderr.write(`${found}; ${budget.series} series in ${seconds.toFixed(1)} s\n`)
  return true
}
