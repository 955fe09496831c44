import { NOUFAILY_SETTINGS } from '../../../server/stats/farrington-options.ts'
import { playContests } from './contests.ts'
import {
  earsAlarms,
  farringtonAlarms,
  fortnightPValues,
  slidingPValues,
  weeklySums,
} from './detectors.ts'
import { type Alarms, type BenchCase, printReproductions, recordedNames } from './reproduction.ts'
import { type DailySet, pairsById, type Recorded, withOutbreaks } from './sets.ts'

const WEEKLY_RIVAL = 'weekly_ff_nbPlugin'
const DAILY_RIVAL = 'ears_C2_b28'

const isWeekly = (name: string): boolean => name.startsWith('weekly_')

const weekOf = (day: number): number => Math.floor((day - 1) / 7) + 1

function casesOf({ series, meta }: DailySet, recorded: Recorded): BenchCase[] {
  const pairs = pairsById(recorded)
  return series.map(({ id, signal, factor, baseline, outbreak }) => ({
    group: signal,
    size: factor,
    y0: baseline,
    y1: withOutbreaks(baseline, [{ at: outbreak.days, cases: outbreak.cases }]),
    recorded: pairs.get(id) ?? {},
    periodsOf: (name) =>
      isWeekly(name)
        ? {
            first: meta.weekly.evaluationWeeks[0],
            sought: { start: weekOf(outbreak.start), end: weekOf(outbreak.end) },
          }
        : { first: meta.evaluationDays[0], sought: outbreak },
  }))
}

/** Our detector of a recorded name; the folder's README has the settings. */
function detectorOf(name: string, { meta }: DailySet): Alarms | null {
  if (name === WEEKLY_RIVAL) {
    const settings = { ...NOUFAILY_SETTINGS, b: 3, limit54: [0, 4] } as const
    const alarms = farringtonAlarms(meta.weekly.evaluationWeeks, {
      ...settings,
      ...{ standardError: 'package', degenerate: 'fit' },
    })
    return (daily) => alarms(weeklySums(daily))
  }
  const [, method, baseline] = /^ears_(C[123])_b(\d+)$/.exec(name) ?? []
  if (method !== 'C1' && method !== 'C2' && method !== 'C3') return null
  return earsAlarms(meta.evaluationDays, { method, baseline: Number(baseline) })
}

/** The daily set: as the weekly one; ours judges sums of seven days, by the week and day by day. */
export function benchDaily(set: DailySet, recorded: Recorded): void {
  const cases = casesOf(set, recorded)
  const { evaluationDays, weekly } = set.meta
  const days = evaluationDays.join('-')
  console.log(
    `\nDAILY COUNTS: ${cases.length} series, days ${days}; TTD in days, of weekly_ in weeks`,
  )
  printReproductions(cases, (name) => detectorOf(name, set))
  const names = recordedNames(cases)
  const weeks = fortnightPValues(weekly.evaluationWeeks)
  console.log('\nBy the week')
  playContests(cases, names.filter(isWeekly), ({ y0, y1 }) => ({
    y0: weeks(weeklySums(y0)),
    y1: weeks(weeklySums(y1)),
  }))
  const sliding = slidingPValues(evaluationDays)
  const others = names.filter((name) => !isWeekly(name) && name !== DAILY_RIVAL)
  console.log('\nDay by day, the last seven days each')
  playContests(cases, [DAILY_RIVAL, ...others], ({ y0, y1 }) => ({
    y0: sliding(y0),
    y1: sliding(y1),
  }))
}
