import type { FarringtonOptions } from '../../../server/stats/farrington-options.ts'
import { playContests } from './contests.ts'
import { earsAlarms, farringtonAlarms, fortnightPValues } from './detectors.ts'
import { type Alarms, type BenchCase, printReproductions, recordedNames } from './reproduction.ts'
import { pairsById, type Recorded, type WeeklySet, withOutbreaks } from './sets.ts'

/** The recorded detector that the verdict is about: the settings of Noufaily et al. (2013). */
const RIVAL = 'ff_nbPlugin'
const TEXTBOOK = '_textbookSE'

function casesOf({ series, meta }: WeeklySet, recorded: Recorded): BenchCase[] {
  const pairs = pairsById(recorded)
  return series.map(({ id, scenario, kCurrent, baseline, past, current }) => {
    const y0 = withOutbreaks(
      baseline,
      past.map(({ weeks, cases }) => ({ at: weeks, cases })),
    )
    return {
      group: scenario,
      size: kCurrent,
      y0,
      y1: withOutbreaks(y0, [{ at: current.weeks, cases: current.cases }]),
      recorded: pairs.get(id) ?? {},
      periodsOf: () => ({ first: meta.evaluationWeeks[0], sought: current }),
    }
  })
}

/** Our detector of a recorded name, with the settings that the file has of it. */
function detectorOf(name: string, { meta }: WeeklySet): Alarms | null {
  const span = meta.evaluationWeeks
  const { common, configs } = meta.farringtonFlexible
  const config = configs[name.replace(TEXTBOOK, '')]
  if (config) {
    const standardError = name.endsWith(TEXTBOOK) ? 'textbook' : 'package'
    const options: Partial<FarringtonOptions> = { ...common, ...config, standardError }
    return farringtonAlarms(span, options)
  }
  const method = (['C1', 'C2', 'C3'] as const).find((one) => name === `ears_${one}`)
  if (!method) return null
  const { alpha, baseline, minSigma } = meta.earsC
  const share = alpha[method]
  return earsAlarms(span, {
    ...{ method, baseline, minSigma },
    ...(share === undefined ? {} : { alpha: share }),
  })
}

/** The weekly set: the recorded detectors, ours of the same names, and our own one against them. */
export function benchWeekly(set: WeeklySet, recorded: Recorded): void {
  const cases = casesOf(set, recorded)
  const span = set.meta.evaluationWeeks
  console.log(`\nWEEKLY COUNTS: ${cases.length} series, weeks ${span.join('-')}; TTD in weeks`)
  printReproductions(cases, (name) => detectorOf(name, set))
  const pValuesOf = fortnightPValues(span)
  const before = performance.now()
  const judged = new Map(
    cases.map((one) => [one, { y0: pValuesOf(one.y0), y1: pValuesOf(one.y1) }]),
  )
  const points = 2 * cases.length * (span[1] - span[0] + 1)
  const each = ((performance.now() - before) * 1000) / points
  console.log('')
  const others = recordedNames(cases).filter((name) => name !== RIVAL)
  playContests(cases, [RIVAL, ...others], (one) => judged.get(one) ?? { y0: [], y1: [] })
  console.log(`It took ${each.toFixed(0)} microseconds a point on one thread.`)
}
