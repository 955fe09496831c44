import { fitFarrington } from '../../server/stats/farrington.ts'
import {
  FARRINGTON_DEFAULTS,
  type FarringtonOptions,
  NOUFAILY_SETTINGS,
} from '../../server/stats/farrington-options.ts'
import { planFarrington } from '../../server/stats/farrington-plan.ts'
import { type Random, randomFrom } from '../../server/stats/random.ts'
import { poissonCount } from '../../server/stats/random-counts.ts'

/**
 * How long the Farrington method takes for the newest week of a weekly series with five years before it,
 * and for 50,000 such series, on one thread. `npm run bench:farrington`
 */
const WEEKS = 5 * 52 + 4
const SERIES = 50_000
/** What R's package `surveillance` 1.20.3 took for a point of a series (a record, not measured here). */
const R_MICROSECONDS = 15_000

/** A series with a season and a slow trend; means differ from series to series, from 0.3 to 40. */
function weeklySeries(random: Random): Float64Array {
  const level = 0.3 * 133 ** random()
  return Float64Array.from({ length: WEEKS }, (_, week) => {
    const season = 0.4 * Math.cos((2 * Math.PI * week) / 52)
    return poissonCount(level * Math.exp(season + 0.001 * week), random)
  })
}

function measure(name: string, options: FarringtonOptions, series: readonly Float64Array[]): void {
  const plan = planFarrington(WEEKS - 1, options)
  if (!plan) throw new Error(`${WEEKS} weeks are too few`)
  for (const counts of series.slice(0, 2000)) fitFarrington(counts, plan)
  const before = performance.now()
  let alarms = 0
  let refusals = 0
  for (const counts of series) {
    const result = fitFarrington(counts, plan)
    if (result.reason !== null) refusals++
    else if (result.alarm) alarms++
  }
  const took = performance.now() - before
  const each = (took * 1000) / series.length
  console.log(
    `${name}: ${each.toFixed(1)} microseconds a series, ${(R_MICROSECONDS / each).toFixed(0)} times as fast as R's recorded 15 ms; ${(took / 1000).toFixed(2)} s for ${series.length} (${alarms} alarms, ${refusals} without an answer)`,
  )
}

const random = randomFrom(20240101)
const series = Array.from({ length: SERIES }, () => weeklySeries(random))
measure('noPeriods 10, nbPlugin, reweighted', NOUFAILY_SETTINGS, series)
measure('noPeriods 1, delta', { ...FARRINGTON_DEFAULTS, alpha: 0.01 }, series)
